import type { IsoDate } from '../domain/dates.ts';
import type { Alternative, Slot } from '../domain/planning/requests.ts';
import type {
  Cause,
  ConnectionFunction,
  DocumentKind,
  Outcome,
  Party,
  Role,
  Rung,
  Step,
} from '../domain/vocabulary.ts';

/** One line of the ladder, in a mail to the consumer or a notice to the desk: what is open, for whom, by when. */
export interface LadderLine {
  readonly function: ConnectionFunction;
  readonly step: Step;
  readonly waitsOn: Party;
  readonly due: IsoDate;
  readonly rung: Rung;
  /** `offer`: a choice among alternatives; `reply`: an answer to read. Both beside what the step itself asks. */
  readonly subject: 'step' | 'offer' | 'reply';
  /** What exactly is asked, in Dutch: "de verwerkersovereenkomst". */
  readonly asked: readonly string[];
  /** The rung's own identity: it fires once. */
  readonly id: string;
  /** The day for which this rung was planned; earlier than the mail's own date after a stop. */
  readonly planned: IsoDate;
  /** Whether the reader got a reminder of this before. */
  readonly remindedBefore: boolean;
}

/** Ties an invitation's updates together (RFC 5545: one UID per chain test, SEQUENCE rises with each change). */
export interface Invitation {
  readonly uid: string;
  readonly sequence: number;
}

/** What a mail says. Dates and codes only: the words are the template's. */
export type MailContent =
  | {
      readonly kind: 'declarationReceived';
      readonly functions: readonly {
        readonly function: ConnectionFunction;
        readonly testStart: IsoDate | null;
        readonly goLive: IsoDate | null;
      }[];
      /** What is still missing on the paper, in Dutch; empty when it is complete. */
      readonly missing: readonly string[];
      readonly completeBy: IsoDate | null;
    }
  | { readonly kind: 'ladder'; readonly lines: readonly LadderLine[] }
  | {
      readonly kind: 'slotProposed';
      readonly function: ConnectionFunction;
      readonly slot: Slot;
      readonly goLive: IsoDate | null;
      readonly answerBy: IsoDate;
    }
  | {
      readonly kind: 'slotAgreed';
      readonly function: ConnectionFunction;
      readonly slot: Slot;
      readonly goLive: IsoDate | null;
      readonly previous: Slot | null;
      /** Set when a delay moved it. */
      readonly cause: Cause | null;
      readonly invitation: Invitation;
    }
  | {
      readonly kind: 'slotCancelled';
      readonly function: ConnectionFunction;
      readonly slot: Slot;
      /** Whether another slot is looked for: not when the function ends, or its declaration proved incomplete. */
      readonly newSlotFollows: boolean;
      /** Set when it is a delay that takes the slot away. */
      readonly cause: Cause | null;
      readonly invitation: Invitation;
    }
  | {
      readonly kind: 'alternativesOffered';
      readonly function: ConnectionFunction;
      readonly current: Slot | null;
      readonly alternatives: readonly Alternative[];
      readonly cause: Cause | null;
      readonly answerBy: IsoDate;
    }
  | {
      readonly kind: 'documentsRejected';
      readonly documents: readonly DocumentKind[];
      readonly reason: string;
      readonly by: IsoDate | null;
    }
  | {
      readonly kind: 'formalStart';
      readonly functions: readonly {
        readonly function: ConnectionFunction;
        /** When preproduction must be complete. */
        readonly readyBy: IsoDate;
      }[];
    }
  | {
      readonly kind: 'accessReady';
      readonly function: ConnectionFunction;
      /** What the consumer still has to do in preproduction, in Dutch. */
      readonly asked: readonly string[];
      readonly readyBy: IsoDate;
    }
  | {
      readonly kind: 'testResult';
      readonly function: ConnectionFunction;
      readonly outcome: Outcome;
      readonly cause: Cause | null;
      readonly findings: string | null;
      readonly goLive: IsoDate | null;
    }
  | { readonly kind: 'live'; readonly function: ConnectionFunction; readonly on: IsoDate }
  | { readonly kind: 'supplierReady'; readonly function: ConnectionFunction }
  | { readonly kind: 'withdrawn'; readonly functions: readonly ConnectionFunction[]; readonly reason: string }
  | { readonly kind: 'suspended'; readonly until: IsoDate | null; readonly reason: string }
  | { readonly kind: 'resumed' }
  /** To the consumer's signatory, escalation 2: prepared as a letter, sent only by an action of the desk. */
  | {
      readonly kind: 'escalationLetter';
      readonly lines: readonly LadderLine[];
      readonly answerBy: IsoDate;
    };

export type MailKind = MailContent['kind'];

export interface Mailbox {
  readonly name: string;
  readonly email: string;
}

/** One mail to the consumer. What the desk and the coordinator get is not a track's to send: see `machines/desk/`. */
export interface MailOrder {
  /** Unique for good; the Message-ID is derived from it, so that a retry carries the same one: see `mail-identity.ts`. */
  readonly id: string;
  /** The track's own name, unlike that of any other track of the organisation: all its mail is one conversation. */
  readonly track: string;
  readonly organisation: { readonly id: string; readonly name: string };
  readonly to: readonly Mailbox[];
  readonly content: MailContent;
  /** Business date on which it was decided. */
  readonly date: IsoDate;
  /** Whom a reader can call: the desk. */
  readonly desk: { readonly naam: string; readonly email: string; readonly telefoon: string };
}

/** Which roles at the consumer get which mail; the first is the addressee, and others read along. An assumption. */
export const consumerRoles: Readonly<Record<MailKind, readonly Role[]>> = {
  declarationReceived: ['signatory', 'projectLead'],
  ladder: ['projectLead'],
  slotProposed: ['projectLead'],
  slotAgreed: ['projectLead', 'supplier', 'intermediary'],
  slotCancelled: ['projectLead', 'supplier', 'intermediary'],
  alternativesOffered: ['projectLead'],
  documentsRejected: ['projectLead'],
  formalStart: ['projectLead', 'signatory'],
  accessReady: ['projectLead', 'supplier'],
  testResult: ['projectLead', 'supplier', 'intermediary'],
  live: ['projectLead', 'signatory'],
  supplierReady: ['projectLead', 'signatory'],
  withdrawn: ['projectLead', 'signatory'],
  suspended: ['projectLead'],
  resumed: ['projectLead'],
  escalationLetter: ['signatory'],
};
