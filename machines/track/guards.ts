import { dateOf } from '../domain/amsterdam.ts';
import { goLiveChecklist, preproductionChecklist } from '../domain/checklist.ts';
import { isPass, isStep, type ConnectionFunction, type Step } from '../domain/vocabulary.ts';
import type { TrackContext } from './context.ts';
import { isKnownMail, takesReply } from './decisions/correspondence.ts';
import { allEnded, canPutBack, correctable } from './decisions/course.ts';
import { canBeDeclared, declares, isComplete } from './decisions/declaration.ts';
import { canBeDelayed, canLiftDelay, canReschedule, releasable, slotIsKnown } from './decisions/delay.ts';
import { awaitsOthers, canDecline } from './decisions/moves.ts';
import { letterLines } from './decisions/desk.ts';
import { allIn, checkable, documentOf, documentsAccepted, receivable } from './decisions/documents.ts';
import { adviceLeft, canPropose } from './decisions/preparation.ts';
import { canBeTested, canGoLive, preproductionDone } from './decisions/testing.ts';
import type { TrackEvent } from './events.ts';
import { needsNewSlot } from './held-up.ts';
import { isCurrent } from './placement.ts';
import { slotOf, slotToAgree } from './terms.ts';
import { watchIsStale } from './watch.ts';

/** Everything that decides whether an event is taken: pure questions to the context and the event. */
type Guard<Params = undefined> = (context: TrackContext, event: TrackEvent, params: Params) => boolean;
interface ForFunction {
  readonly fn: ConnectionFunction;
}

/** A person's act never lies in the future. */
function hasHappened(context: TrackContext, event: TrackEvent): boolean {
  return !('at' in event) || event.at <= context.now;
}

const concerns: Guard<ForFunction> = (context, event, { fn }) =>
  'function' in event && event.function === fn && hasHappened(context, event);

function someActive(context: TrackContext): boolean {
  return Object.values(context.connections).some((connection) => isStep(connection.stage));
}

/** The coordinator's answer `placed`, agreed, to this function's newest request. */
function agreesTo(context: TrackContext, event: TrackEvent, fn: ConnectionFunction): boolean {
  if (event.type !== 'planning.answered' || !isCurrent(context, event.answer)) return false;
  return event.answer.function === fn && event.answer.kind === 'placed' && event.answer.agreed;
}

export const functionGuards = {
  concerns,
  declares: (context, event, { fn }) =>
    event.type === 'declaration.received' &&
    hasHappened(context, event) &&
    declares(context, event.declaration, fn),
  isComplete: (context, _event, { fn }) => {
    const connection = context.connections[fn];
    return connection !== undefined && isComplete(connection, fn);
  },
  answersPlace: (context, event, { fn }) =>
    event.type === 'planning.answered' && isCurrent(context, event.answer) && event.answer.function === fn,
  agreesAssignment: (context, event, { fn }) =>
    agreesTo(context, event, fn) && context.connections[fn]?.stage === 'trancheAssignment',
  agreesRetest: (context, event, { fn }) => {
    const connection = context.connections[fn];
    return agreesTo(context, event, fn) && connection?.stage === 'chainTest' && needsNewSlot(connection);
  },
  proposable: (context, event, params) => {
    const connection = context.connections[params.fn];
    return (
      concerns(context, event, params) &&
      event.type === 'assignment.proposed' &&
      canPropose(connection) &&
      slotToAgree(connection)?.id === event.slot
    );
  },
  agreeable: (context, event, params) =>
    concerns(context, event, params) &&
    event.type === 'assignment.agreed' &&
    !awaitsOthers(context.connections[params.fn]) &&
    slotIsKnown(context, params.fn, event.slot),
  /** Its own form, or an agreement that waits for its check: one accepted for the other function says nothing of this one. */
  hasDocuments: (context, _event, { fn }) =>
    ['received', 'accepted'].includes(documentOf(context, `form.${fn}`).status) ||
    documentOf(context, 'agreement').status === 'received',
  documentsAccepted: (context, _event, { fn }) => documentsAccepted(context, fn),
  reportable: (context, event, params) => {
    const connection = context.connections[params.fn];
    return (
      concerns(context, event, params) &&
      event.type === 'preproduction.reported' &&
      connection !== undefined &&
      event.items.length > 0 &&
      preproductionChecklist.reportable(params.fn, connection.checklist, event.items)
    );
  },
  preproductionDone: (context, _event, { fn }) => preproductionDone(context.connections[fn], fn),
  passes: (context, event, params) => testIs(context, event, params, true),
  supplierPasses: (context, event, params) =>
    testIs(context, event, params, true) && context.connections[params.fn]?.supplier === true,
  fails: (context, event, params) => testIs(context, event, params, false),
  goLiveReportable: (context, event, params) => {
    const connection = context.connections[params.fn];
    return (
      concerns(context, event, params) &&
      event.type === 'goLive.reported' &&
      connection !== undefined &&
      event.items.length > 0 &&
      goLiveChecklist.reportable(params.fn, connection.goLiveItems, event.items)
    );
  },
  canGoLive: (context, event, params) =>
    concerns(context, event, params) && event.type === 'goLive.confirmed' && canGoLive(context, event),
  delayable: (context, event, params) =>
    concerns(context, event, params) && canBeDelayed(context.connections[params.fn]),
  liftable: (context, event, params) =>
    concerns(context, event, params) && canLiftDelay(context.connections[params.fn]),
  alternativesWanted: (context, event, params) => {
    const connection = context.connections[params.fn];
    const assigning = connection?.stage === 'trancheAssignment' && connection.moving === null;
    return concerns(context, event, params) && (assigning || canReschedule(connection));
  },
  offerable: (context, event, params) => {
    const connection = context.connections[params.fn];
    return (
      concerns(context, event, params) && canReschedule(connection) && connection.alternatives.length > 0
    );
  },
  wishable: (context, event, params) =>
    concerns(context, event, params) &&
    event.type === 'reschedule.wished' &&
    canReschedule(context.connections[params.fn]) &&
    slotIsOther(context, params.fn, event.slot) &&
    slotIsKnown(context, params.fn, event.slot),
  reschedulable: (context, event, params) =>
    concerns(context, event, params) &&
    event.type === 'reschedule.agreed' &&
    canReschedule(context.connections[params.fn]) &&
    slotIsOther(context, params.fn, event.slot) &&
    slotIsKnown(context, params.fn, event.slot),
  releasable: (context, event, params) => {
    const connection = context.connections[params.fn];
    return concerns(context, event, params) && connection !== undefined && releasable(context, connection);
  },
  declinable: (context, event, params) =>
    concerns(context, event, params) && canDecline(context.connections[params.fn]),
  reopensDeclaration: (context, event, params) =>
    concerns(context, event, params) && context.connections[params.fn]?.endedFrom === 'declaration',
} as const satisfies Record<string, Guard<ForFunction>>;

function testIs(context: TrackContext, event: TrackEvent, params: ForFunction, pass: boolean): boolean {
  return (
    concerns(context, event, params) &&
    event.type === 'chainTest.reported' &&
    isPass(event.outcome) === pass &&
    canBeTested(context, event)
  );
}

function slotIsOther(context: TrackContext, fn: ConnectionFunction, slot: string): boolean {
  const connection = context.connections[fn];
  return connection !== undefined && slotOf(connection)?.id !== slot;
}

export function correctsTo(
  context: TrackContext,
  event: TrackEvent,
  { fn, step }: { readonly fn: ConnectionFunction; readonly step: Step },
): boolean {
  return (
    concerns(context, event, { fn }) &&
    event.type === 'corrected' &&
    event.to === step &&
    context.connections[fn]?.moving === null &&
    correctable(context, fn).includes(step) &&
    canPutBack(context, fn, step, event.documents)
  );
}

export const trackGuards = {
  hasHappened,
  opensFunction: (context, event) =>
    event.type === 'declaration.received' &&
    hasHappened(context, event) &&
    Object.keys(event.declaration.functions).some((fn) => isFunctionKey(fn) && canBeDeclared(context, fn)),
  documentsReceivable: (context, event) =>
    hasHappened(context, event) &&
    event.type === 'documents.received' &&
    allIn(event.documents, receivable(context)),
  documentsCheckable: (context, event) =>
    hasHappened(context, event) &&
    (event.type === 'documents.accepted' || event.type === 'documents.rejected') &&
    allIn(event.documents, checkable(context)),
  adviceFits: (context, event) =>
    hasHappened(context, event) &&
    event.type === 'advice.booked' &&
    someActive(context) &&
    context.formalStartOn === null &&
    Number.isInteger(event.minutes) &&
    event.minutes > 0 &&
    event.minutes <= adviceLeft(context),
  /** Once for each booking: an answer that comes twice is dropped. */
  settlesAdvice: (context, event) =>
    event.type === 'planning.answered' &&
    'booking' in event.answer &&
    Object.hasOwn(context.advice.pending, event.answer.booking),
  taskIsOpen: (context, event) =>
    event.type === 'task.done' &&
    hasHappened(context, event) &&
    context.tasks.some(({ id }) => id === event.task),
  takesReply: (context, event) =>
    event.type === 'reply.received' && hasHappened(context, event) && takesReply(context, event.id),
  takesBounce: (context, event) => event.type === 'delivery.failed' && !isKnownMail(context, event.id),
  letterIsDue: (context, event) =>
    hasHappened(context, event) &&
    context.tasks.some(({ kind }) => kind === 'letterPrepared') &&
    letterLines(context).length > 0,
  succeeds: (context, event) => hasHappened(context, event) && someActive(context),
  returnsLater: (context, event) =>
    event.type === 'suspended' &&
    hasHappened(context, event) &&
    someActive(context) &&
    (event.until === null || event.until > dateOf(context.now)),
  resumable: (context, event) =>
    event.type === 'resumed' &&
    hasHappened(context, event) &&
    context.suspension !== null &&
    dateOf(event.at) >= context.suspension.since,
  someActive,
  allEnded: (context) => allEnded(context),
  watchIsStale: (context) => watchIsStale(context),
} as const satisfies Record<string, Guard>;

function isFunctionKey(key: string): key is ConnectionFunction {
  return key === 'berichtenbox' || key === 'lopendeZaken';
}
