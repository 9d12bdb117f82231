import type { Instant } from '../domain/amsterdam.ts';
import type { Closure } from '../domain/calendar.ts';
import type { Contact } from '../domain/contacts.ts';
import type { IsoDate } from '../domain/dates.ts';
import type { Declaration } from '../domain/declaration.ts';
import type { Organisation } from '../domain/organisation.ts';
import type { Agreement, Alternative, Slot } from '../domain/planning/requests.ts';
import type { Policy } from '../domain/policy.ts';
import type {
  Cause,
  ConnectionFunction,
  DocumentKind,
  Outcome,
  Party,
  Stage,
  Step,
} from '../domain/vocabulary.ts';
import type { ChecklistItem, GoLiveItem } from '../domain/checklist.ts';
import type { MailKind } from './mail.ts';

/** What the desk has to look at; closed by an action of the desk, or by itself when its reason is gone. */
export type TaskKind =
  | 'contactDetails'
  | 'callBack'
  | 'waitingList'
  | 'noOutcome'
  | 'inDanger'
  | 'displaced'
  | 'slotRefused'
  | 'moveProposed'
  | 'moveEnded'
  | 'undeliverable'
  | 'reply'
  | 'cancelRequested'
  | 'letterPrepared'
  | 'resume';

export interface DeskTask {
  /** The Dutch name of its kind, and `:<function>` or `:<number>` where there can be several; unique. */
  readonly id: string;
  readonly kind: TaskKind;
  readonly function: ConnectionFunction | null;
  readonly since: IsoDate;
  /** Dutch, one sentence. */
  readonly text: string;
}

/** A promise of the desk to call somebody on a day. */
export interface CallBack {
  /** Unique within the track. */
  readonly id: number;
  readonly with: string;
  readonly on: IsoDate;
}

/** Where a function stands in the planning. The coordinator decides; this is what it told last. */
export type Place =
  | { readonly status: 'none' }
  | { readonly status: 'requested' }
  | { readonly status: 'waiting'; readonly position: number; readonly dueBy: IsoDate }
  | { readonly status: 'held' | 'agreed'; readonly slot: Slot };

/** The newest move that the planning proposed. One that has ended is remembered by id: what is told of it later is dropped. */
export type ProposedMove =
  | {
      readonly status: 'proposed';
      readonly id: string;
      readonly slot: Alternative;
      readonly reason: string;
      /** Days of uitloop less than now. */
      readonly gain: number | null;
      readonly answerBy: IsoDate;
    }
  /** Akkoord; made as soon as others, whose places it needs, have theirs. */
  | {
      readonly status: 'awaiting';
      readonly id: string;
      readonly slot: Slot;
      readonly until: IsoDate;
      /** Who agreed. */
      readonly with: string;
    }
  | { readonly status: 'ended'; readonly id: string; readonly on: IsoDate };

export interface Delay {
  readonly reportedOn: IsoDate;
  readonly reason: string;
  readonly cause: Cause;
  /** From when the consumer is ready; null: not known yet. */
  readonly ready: IsoDate | null;
  /** What was known of that before the delay; counts again when it is lifted. */
  readonly readyBefore: IsoDate | null;
}

export interface DocumentRecord {
  readonly status: 'expected' | 'received' | 'accepted' | 'rejected';
  readonly version: string | null;
  readonly changedOn: IsoDate | null;
  readonly reason: string | null;
}

export interface TestAttempt {
  readonly slot: Slot;
  readonly outcome: Outcome;
  readonly cause: Cause | null;
  readonly on: IsoDate;
  readonly findings: string | null;
}

/** One function of one consumer, from declared to ended. */
export interface Connection {
  readonly supplier: boolean;
  /** Mirrors the state of the function's region: guards and actions cannot see the state value. A test holds them equal. */
  readonly stage: Stage;
  /** When the stage was entered; the base of terms that count forward. */
  readonly openedOn: IsoDate;
  /** Rises each time a step is opened again, so that it gets rungs of its own. */
  readonly attempt: number;
  readonly declaration: Declaration;
  readonly receivedOn: IsoDate;
  /** Since when the paper is complete: the first contact about the inroostering is due so many days after it. Counts anew when the inroostering is opened again. */
  readonly completeOn: IsoDate | null;
  /** What the desk found missing beside what the form shows by itself. */
  readonly deskRemark: string | null;
  /** Gewenst: never overwritten by what is agreed or real. */
  readonly requested: { readonly testStart: IsoDate | null; readonly goLive: IsoDate | null };
  readonly agreed: { readonly goLive: IsoDate | null };
  readonly actual: { readonly chainTest: IsoDate | null; readonly goLive: IsoDate | null };
  /** When the desk proposed to the consumer the slot that is talked about now: see `slotToAgree`. */
  readonly proposedOn: IsoDate | null;
  readonly place: Place;
  /** Rises with each request to the planning. */
  readonly generation: number;
  /** A move under way: what to say of it once it is held. */
  readonly moving: { readonly slot: string; readonly with: string } | null;
  readonly move: ProposedMove | null;
  readonly readyFrom: IsoDate | null;
  readonly delay: Delay | null;
  /** Slots to choose from, as the planning last told; empty when not asked. */
  readonly alternatives: readonly Alternative[];
  /** They are asked of the planning once more, to be sent to the consumer: since this day. */
  readonly offering: IsoDate | null;
  /** When the desk sent them to the consumer. */
  readonly offeredOn: IsoDate | null;
  /** The consumer's wish, waiting on the desk. */
  readonly wish: { readonly slot: string; readonly on: IsoDate } | null;
  /** Items done, with the day. */
  readonly checklist: Readonly<Partial<Record<ChecklistItem, IsoDate>>>;
  readonly goLiveItems: Readonly<Partial<Record<GoLiveItem, IsoDate>>>;
  readonly tests: readonly TestAttempt[];
  /** How many slots passed without its test and were given back. */
  readonly passedSlots: number;
  /** When the last slot was given back, for as long as there is no other. */
  readonly slotLostOn: IsoDate | null;
  /** Days late through Logius, counted apart; part of the uitloop. */
  readonly latenessByLogius: number;
  /** Of the agreed chain test; null as long as none was sent for it. */
  readonly invitation: { readonly uid: string; readonly sequence: number } | null;
  readonly endedOn: IsoDate | null;
  /** The closing term counts from here: an end that is told afterwards can be put right as long as any other. */
  readonly endRecordedOn: IsoDate | null;
  /** Where to go on when it is reopened. */
  readonly endedFrom: Step | null;
}

/** Something that somebody has to do, with its due date: what the ladder climbs. */
export interface OpenItem {
  readonly function: ConnectionFunction;
  readonly step: Step;
  readonly attempt: number;
  /** `offer`: alternatives that were sent; `reply`: an answer to read. Both beside what the step itself asks. */
  readonly subject: 'step' | 'offer' | 'reply';
  readonly waitsOn: Party;
  readonly due: IsoDate;
  /** Which rungs the ladder has: `once` (optional: one reminder), `reminders` (an appointment: two), `late` (no use before it is due), `all`. */
  readonly climbs: 'once' | 'reminders' | 'late' | 'all';
  /** What is asked, in Dutch. */
  readonly asked: readonly string[];
}

/** An open item and since when it has this due date: rungs before that are overtaken. */
export interface WatchedItem extends OpenItem {
  readonly since: Instant;
}

export interface TrackSettings {
  readonly policy: Policy;
  readonly closures: readonly Closure[];
}

/** An address to which mail was refused for good. */
export interface UndeliverableAddress {
  readonly email: string;
  readonly on: IsoDate;
  readonly reason: string;
}

/** Everything a track knows. Plain JSON: it is carried over continue-as-new. */
export interface TrackContext {
  /** Business time of the event being handled; written by the engine. */
  readonly now: Instant;
  readonly organisation: Organisation;
  /** When the desk took in what began this track: tells it from an earlier track of the same organisation. */
  readonly begunAt: Instant;
  readonly settings: TrackSettings;
  /** The addressee of a role before others in it. */
  readonly contacts: readonly Contact[];
  /** Nothing is mailed to a contact at these, until the contact is changed. */
  readonly undeliverable: readonly UndeliverableAddress[];
  /** The ids of incoming mails that were taken in, the latest last: each is taken in once. */
  readonly readMail: readonly string[];
  readonly connections: Readonly<Partial<Record<ConnectionFunction, Connection>>>;
  readonly documents: Readonly<Partial<Record<DocumentKind, DocumentRecord>>>;
  readonly formalStartOn: IsoDate | null;
  readonly advice: {
    readonly usedMinutes: number;
    readonly pending: Readonly<Record<string, number>>;
  };
  readonly suspension: {
    readonly since: IsoDate;
    readonly until: IsoDate | null;
    readonly reason: string;
  } | null;
  /** Suspensions that have ended, in order: they push the terms that ran meanwhile. */
  readonly suspensions: readonly { readonly since: IsoDate; readonly resumedOn: IsoDate }[];
  readonly watched: readonly WatchedItem[];
  /** The moment for which the watch is armed; null when nothing is to come. */
  readonly armedFor: Instant | null;
  /** Ladder mail that was missed leaves at this desk morning at the earliest: after a stop that ended outside desk hours, or an answer that was handled. */
  readonly quietUntil: Instant | null;
  /** Identities of rungs that were sent and of other watched moments that came: each fires once, for good. */
  readonly fired: readonly string[];
  /** Identities of rungs that were missed during a stop and left to a higher one: never sent any more. */
  readonly overtaken: readonly string[];
  /** Promises to call back, each until its day. */
  readonly callBacks: readonly CallBack[];
  readonly tasks: readonly DeskTask[];
  /** How many of each series (mails of one kind about one function, invitations, bookings) there were: ids are made from it. */
  readonly counts: Readonly<Record<string, number>>;
  readonly lastMail: { readonly kind: MailKind; readonly on: IsoDate } | null;
  /** Functions that came into use in an earlier track of this organisation. */
  readonly liveBefore: Readonly<Partial<Record<ConnectionFunction, IsoDate>>>;
  readonly successor: string | null;
}

export interface TrackInput {
  readonly organisation: Organisation;
  /** See `TrackContext`. Part of the input, so that it stays the same when the track is reset. */
  readonly begunAt: Instant;
  readonly settings: TrackSettings;
  readonly usedAdviceMinutes: number;
  readonly liveBefore: Readonly<Partial<Record<ConnectionFunction, IsoDate>>>;
  /** Accepted in an earlier track: it is not asked again. */
  readonly agreement: Agreement | null;
  /** Of an earlier track, in roles for which the new declaration names nobody. */
  readonly contacts: readonly Contact[];
}
