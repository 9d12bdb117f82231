import type { Instant } from '../domain/amsterdam.ts';
import type { ChecklistItem, GoLiveItem } from '../domain/checklist.ts';
import type { ContactChange } from '../domain/contact-changes.ts';
import type { BounceMessage, ReplyMessage } from '../domain/correspondence/messages.ts';
import type { IsoDate } from '../domain/dates.ts';
import type { Declaration, DeclarationAdditions } from '../domain/declaration.ts';
import type { PlanningAnswer } from '../domain/planning/requests.ts';
import type {
  Cause,
  Channel,
  ConnectionFunction,
  DocumentKind,
  Outcome,
  Step,
} from '../domain/vocabulary.ts';

/** Every event that a person causes carries who did it and when it happened (`door`, `op`). */
interface Act {
  readonly by: string;
  readonly at: Instant;
}
interface FunctionAct extends Act {
  readonly function: ConnectionFunction;
}

/** What people do. */
export type BusinessEvent =
  | (Act & { readonly type: 'declaration.received'; readonly declaration: Declaration })
  | (Act & { readonly type: 'declaration.completed'; readonly additions: DeclarationAdditions })
  | (FunctionAct & { readonly type: 'declaration.approved' })
  | (FunctionAct & { readonly type: 'declaration.foundIncomplete'; readonly remark: string })
  | (FunctionAct & {
      readonly type: 'assignment.proposed';
      readonly channel: Channel;
      readonly with: string;
      readonly slot: string;
    })
  | (FunctionAct & {
      readonly type: 'assignment.agreed';
      readonly channel: Channel;
      readonly with: string;
      readonly slot: string;
    })
  | (FunctionAct & { readonly type: 'impactAnalysis.reported'; readonly readyFrom: IsoDate | null })
  | (FunctionAct & { readonly type: 'impactAnalysis.waived' })
  | (Act & { readonly type: 'advice.booked'; readonly minutes: number; readonly text: string })
  | (Act & {
      readonly type: 'documents.received';
      readonly documents: readonly DocumentKind[];
      readonly version: string | null;
    })
  | (Act & { readonly type: 'documents.accepted'; readonly documents: readonly DocumentKind[] })
  | (Act & {
      readonly type: 'documents.rejected';
      readonly documents: readonly DocumentKind[];
      readonly reason: string;
    })
  | (FunctionAct & { readonly type: 'preproduction.reported'; readonly items: readonly ChecklistItem[] })
  | (FunctionAct & {
      readonly type: 'chainTest.reported';
      readonly outcome: Outcome;
      readonly cause: Cause | null;
      readonly on: IsoDate;
      readonly findings: string | null;
    })
  | (FunctionAct & { readonly type: 'goLive.reported'; readonly items: readonly GoLiveItem[] })
  | (FunctionAct & { readonly type: 'goLive.confirmed'; readonly on: IsoDate })
  | (FunctionAct & {
      readonly type: 'delay.reported';
      readonly reason: string;
      readonly cause: Cause;
      readonly ready: IsoDate | null;
    })
  | (FunctionAct & { readonly type: 'delay.lifted'; readonly reason: string })
  | (FunctionAct & { readonly type: 'alternatives.requested' })
  | (FunctionAct & { readonly type: 'alternatives.offered' })
  | (FunctionAct & { readonly type: 'reschedule.wished'; readonly slot: string })
  | (FunctionAct & { readonly type: 'reschedule.agreed'; readonly slot: string; readonly with: string })
  | (FunctionAct & { readonly type: 'slot.released'; readonly reason: string })
  | (FunctionAct & { readonly type: 'move.declined'; readonly reason: string })
  | (Act & {
      readonly type: 'contactMoment.noted';
      readonly channel: Channel;
      readonly with: string;
      readonly text: string;
      readonly callBackOn: IsoDate | null;
    })
  | (Act & { readonly type: 'contact.changed'; readonly change: ContactChange })
  | (FunctionAct & {
      readonly type: 'dates.changed';
      readonly testStart: IsoDate | null;
      readonly goLive: IsoDate | null;
    })
  | (FunctionAct & {
      readonly type: 'corrected';
      readonly to: Step;
      readonly reason: string;
      /** Accepted by mistake: to be checked again. */
      readonly documents: readonly DocumentKind[];
    })
  | (FunctionAct & { readonly type: 'reopened'; readonly reason: string })
  | (Act & { readonly type: 'suspended'; readonly until: IsoDate | null; readonly reason: string })
  | (Act & { readonly type: 'resumed' })
  | (FunctionAct & { readonly type: 'withdrawn'; readonly reason: string })
  | (Act & { readonly type: 'succeeded'; readonly successor: string })
  | (Act & { readonly type: 'task.done'; readonly task: string; readonly text: string })
  | (Act & { readonly type: 'letter.sent' })
  /** A mail of the consumer, cleaned and clipped; `by` is who wrote it, as far as its address says. */
  | (Act & {
      readonly type: 'reply.received';
      readonly id: string;
      readonly subject: string;
      readonly text: string;
      readonly shortened: boolean;
      readonly attachments: ReplyMessage['attachments'];
    });

/** What the world answers. */
export type SystemEvent =
  | { readonly type: 'planning.answered'; readonly answer: PlanningAnswer }
  | {
      readonly type: 'mail.undeliverable';
      readonly order: string;
      readonly to: readonly string[];
      readonly reason: string;
    }
  /** A bounce that came back by mail. */
  | ({ readonly type: 'delivery.failed' } & BounceMessage)
  | { readonly type: 'cancel.requested' };

export type TrackEvent = BusinessEvent | SystemEvent;
