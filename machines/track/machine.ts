import { assertEvent, enqueueActions, setup } from 'xstate';
import { defineDurable } from '../engine/machine.ts';
import type { ConnectionFunction, Ending, Stage, Step } from '../domain/vocabulary.ts';
import type { TrackContext, TrackInput } from './context.ts';
import * as correspondence from './decisions/correspondence.ts';
import * as course from './decisions/course.ts';
import * as declaration from './decisions/declaration.ts';
import * as delay from './decisions/delay.ts';
import * as deliverability from './decisions/deliverability.ts';
import * as desk from './decisions/desk.ts';
import * as documents from './decisions/documents.ts';
import * as moves from './decisions/moves.ts';
import * as preparation from './decisions/preparation.ts';
import * as testing from './decisions/testing.ts';
import { effectKinds, type Effect } from './effects.ts';
import type { TrackEvent } from './events.ts';
import { functionRegion } from './function-region.ts';
import { correctsTo, functionGuards, trackGuards } from './guards.ts';
import { isCurrent, takeAnswer } from './placement.ts';
import { Turn } from './turn.ts';
import { fireDue, rearm } from './watch.ts';

/** Changes with every change of states or context that a running track could notice. */
const version = '1';

type Type = TrackEvent['type'];
type EventOf<T extends Type> = Extract<TrackEvent, { type: T }>;
interface ForFunction {
  readonly fn: ConnectionFunction;
}

type Guards<Table> = {
  [Name in keyof Table]: (args: { context: TrackContext; event: TrackEvent }) => boolean;
};
type FunctionGuards<Table> = {
  [Name in keyof Table]: (args: { context: TrackContext; event: TrackEvent }, params: ForFunction) => boolean;
};

function asGuards<Table extends Record<string, (context: TrackContext, event: TrackEvent) => boolean>>(
  table: Table,
) {
  const entries = Object.entries(table).map(([name, guard]) => [
    name,
    ({ context, event }: { context: TrackContext; event: TrackEvent }) => guard(context, event),
  ]);
  return Object.fromEntries(entries) as Guards<Table>; // the same names, each adapted to xstate's arguments
}

function asFunctionGuards<
  Table extends Record<string, (context: TrackContext, event: TrackEvent, params: ForFunction) => boolean>,
>(table: Table) {
  const entries = Object.entries(table).map(([name, guard]) => [
    name,
    ({ context, event }: { context: TrackContext; event: TrackEvent }, params: ForFunction) =>
      guard(context, event, params),
  ]);
  return Object.fromEntries(entries) as FunctionGuards<Table>; // the same names, each adapted to xstate's arguments
}

/** What goes with an effect. The host carries it out: the actions of these names do nothing. */
type Fields<Kind extends Effect['kind']> = Omit<Extract<Effect, { kind: Kind }>, 'kind'>;

const words = setup({
  types: {
    // xstate's way to give types: the values are never read
    context: {} as TrackContext,
    events: {} as TrackEvent,
    input: {} as TrackInput & { readonly now: number },
  },
  actions: {
    planning: (_, _params: Fields<'planning'>) => {},
    mail: (_, _params: Fields<'mail'>) => {},
    post: (_, _params: Fields<'post'>) => {},
    diary: (_, _params: Fields<'diary'>) => {},
  },
  guards: {
    ...asFunctionGuards(functionGuards),
    ...asGuards(trackGuards),
    correctsTo: ({ context, event }, params: { readonly fn: ConnectionFunction; readonly step: Step }) =>
      correctsTo(context, event, params),
    nothingAhead: ({ context }) => context.armedFor === null,
  },
  delays: {
    untilNextMoment: ({ context }) => Math.max(0, (context.armedFor ?? context.now) - context.now),
    untilClosing: ({ context }) => Math.max(0, course.closingMoment(context) - context.now),
  },
});

/** An action of the machine from a decision: the context it leaves, and the effects it asks for, in order. */
function decide<Params extends object | undefined = undefined>(
  decision: (turn: Turn, event: TrackEvent, params: Params) => void,
) {
  return enqueueActions<
    TrackContext,
    TrackEvent,
    Params,
    TrackEvent,
    never,
    EffectAction,
    never,
    never,
    never
  >(({ context, event, enqueue }, params) => {
    const turn = new Turn(context);
    decision(turn, event, params);
    const { context: decided } = turn;
    if (decided !== context) enqueue.assign(() => decided); // a whole context: not key by key
    for (const effect of turn.effects) enqueue(asAction(effect));
  });
}

type EffectAction = { [Kind in Effect['kind']]: { type: Kind; params: Fields<Kind> } }[Effect['kind']];

/** An effect as the machine's action of that name. */
function asAction(effect: Effect): EffectAction {
  switch (effect.kind) {
    case 'planning':
      return { type: effect.kind, params: { request: effect.request } };
    case 'mail':
      return { type: effect.kind, params: { order: effect.order } };
    case 'post':
      return { type: effect.kind, params: { post: effect.post } };
    case 'diary':
      return { type: effect.kind, params: { entry: effect.entry } };
  }
}

/** A decision about one type of event. */
function decideOn<T extends Type>(type: T, decision: (turn: Turn, event: EventOf<T>) => void) {
  return decide((turn, event) => {
    if (!isOfType(event, type)) throw new Error(`Expected the event '${type}', found '${event.type}'`);
    decision(turn, event);
  });
}

function isOfType<T extends Type>(event: TrackEvent, type: T): event is EventOf<T> {
  return event.type === type;
}

/** A decision about one function, whatever the event. */
function decideFor(decision: (turn: Turn, fn: ConnectionFunction, event: TrackEvent) => void) {
  return decide<ForFunction>((turn, event, { fn }) => decision(turn, fn, event));
}

const deciding = words.extend({
  actions: {
    enterStage: decide<{ readonly fn: ConnectionFunction; readonly stage: Stage }>(
      (turn, event, { fn, stage }) => course.enterStage(turn, fn, stage, event),
    ),
    end: decide<{ readonly fn: ConnectionFunction; readonly ending: Ending }>((turn, event, { fn, ending }) =>
      course.end(turn, fn, ending, event),
    ),
    declare: decideFor((turn, fn, event) => {
      assertEvent(event, 'declaration.received');
      declaration.declare(turn, fn, event);
    }),
    takeInDeclaration: decideOn('declaration.received', declaration.takeInDeclaration),
    openComplete: decideFor(declaration.openComplete),
    openIncomplete: decideFor(declaration.openIncomplete),
    completeDeclarations: decideOn('declaration.completed', declaration.completeDeclarations),
    findIncomplete: decideOn('declaration.foundIncomplete', declaration.findIncomplete),
    propose: decideOn('assignment.proposed', preparation.propose),
    agree: decideOn('assignment.agreed', preparation.agree),
    reportImpactAnalysis: decideOn('impactAnalysis.reported', preparation.reportImpactAnalysis),
    bookAdvice: decideOn('advice.booked', preparation.bookAdvice),
    settleAdvice: decideOn('planning.answered', (turn, { answer }) => {
      if ('booking' in answer) preparation.settleAdvice(turn, answer);
    }),
    takeAnswer: decideOn('planning.answered', (turn, { answer }) => {
      if (isCurrent(turn.context, answer)) takeAnswer(turn, answer);
    }),
    receiveDocuments: decideOn('documents.received', documents.receiveDocuments),
    acceptDocuments: decideOn('documents.accepted', documents.acceptDocuments),
    rejectDocuments: decideOn('documents.rejected', documents.rejectDocuments),
    reportPreproduction: decideOn('preproduction.reported', testing.reportPreproduction),
    recordTest: decideOn('chainTest.reported', testing.recordTest),
    openRetest: decideFor(testing.openRetest),
    reportGoLive: decideOn('goLive.reported', testing.reportGoLive),
    confirmGoLive: decideOn('goLive.confirmed', testing.confirmGoLive),
    reportDelay: decideOn('delay.reported', delay.reportDelay),
    liftDelay: decideOn('delay.lifted', delay.liftDelay),
    requestAlternatives: decideOn('alternatives.requested', delay.requestAlternatives),
    offerAlternatives: decideOn('alternatives.offered', delay.offerAlternatives),
    recordWish: decideOn('reschedule.wished', delay.recordWish),
    reschedule: decideOn('reschedule.agreed', delay.reschedule),
    releaseSlot: decideOn('slot.released', delay.releaseSlot),
    declineMove: decideOn('move.declined', moves.declineProposedMove),
    changeDates: decideOn('dates.changed', delay.changeDates),
    correct: decideOn('corrected', course.correct),
    reopen: decideOn('reopened', course.reopen),
    withdraw: decideOn('withdrawn', course.withdraw),
    succeed: decideOn('succeeded', course.succeed),
    suspend: decideOn('suspended', course.suspend),
    resume: decideOn('resumed', course.resume),
    close: decide((turn) => course.close(turn)),
    noteContact: decideOn('contactMoment.noted', desk.noteContact),
    changeContact: decideOn('contact.changed', deliverability.changeContact),
    takeReply: decideOn('reply.received', correspondence.takeReply),
    takeBounce: decideOn('delivery.failed', correspondence.takeBounce),
    finishTask: decideOn('task.done', desk.finishTask),
    sendLetter: decide((turn) => desk.sendLetter(turn)),
    mailFailed: decideOn('mail.undeliverable', desk.mailFailed),
    questionCancel: decide((turn) => desk.questionCancel(turn)),
    fireDue: decide((turn) => fireDue(turn)),
    rearm: decide((turn) => rearm(turn)),
  },
});

const logic = deciding.createMachine({
  id: 'track',
  context: ({ input }) => ({
    now: input.now,
    organisation: input.organisation,
    begunAt: input.begunAt,
    settings: input.settings,
    contacts: input.contacts,
    undeliverable: [],
    readMail: [],
    connections: {},
    documents: documents.documentsOnFile(input.agreement),
    formalStartOn: null,
    advice: { usedMinutes: input.usedAdviceMinutes, pending: {} },
    suspension: null,
    suspensions: [],
    watched: [],
    armedFor: null,
    quietUntil: null,
    fired: [],
    overtaken: [],
    callBacks: [],
    tasks: [],
    counts: {},
    lastMail: null,
    liveBefore: input.liveBefore,
    successor: null,
  }),
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      states: {
        berichtenbox: functionRegion('berichtenbox'),
        lopendeZaken: functionRegion('lopendeZaken'),
        /** What concerns the consumer as a whole. */
        consumer: {
          on: {
            'declaration.received': { guard: 'opensFunction', actions: ['takeInDeclaration'] },
            'planning.answered': { guard: 'settlesAdvice', actions: ['settleAdvice'] },
            'advice.booked': { guard: 'adviceFits', actions: ['bookAdvice'] },
            'documents.received': { guard: 'documentsReceivable', actions: ['receiveDocuments'] },
            'documents.accepted': { guard: 'documentsCheckable', actions: ['acceptDocuments'] },
            'documents.rejected': { guard: 'documentsCheckable', actions: ['rejectDocuments'] },
            'contactMoment.noted': { guard: 'hasHappened', actions: ['noteContact'] },
            'contact.changed': { guard: 'hasHappened', actions: ['changeContact'] },
            succeeded: { guard: 'succeeds', actions: ['succeed'] },
            'task.done': { guard: 'taskIsOpen', actions: ['finishTask'] },
            'letter.sent': { guard: 'letterIsDue', actions: ['sendLetter'] },
            'mail.undeliverable': { actions: ['mailFailed'] },
            'reply.received': { guard: 'takesReply', actions: ['takeReply'] },
            'delivery.failed': { guard: 'takesBounce', actions: ['takeBounce'] },
            'cancel.requested': { actions: ['questionCancel'] },
          },
        },
        course: {
          initial: 'running',
          states: {
            running: {
              on: { suspended: { guard: 'returnsLater', target: 'suspended', actions: ['suspend'] } },
            },
            suspended: {
              on: { resumed: { guard: 'resumable', target: 'running', actions: ['resume'] } },
            },
          },
        },
        closing: {
          initial: 'notYet',
          states: {
            notYet: { always: { guard: 'allEnded', target: 'waiting' } },
            waiting: {
              always: { guard: 'someActive', target: 'notYet' },
              after: { untilClosing: { target: '#closed', actions: ['close'] } },
            },
          },
        },
        /**
         * One armed moment for all that is due; armed anew when a due date changes. It goes straight from one moment to
         * the next, and rests in `idle` only while nothing is to come: a step has one microstep less that way.
         */
        watch: {
          initial: 'idle',
          states: {
            idle: {
              always: { guard: 'watchIsStale', target: 'armed', actions: ['rearm'] },
            },
            armed: {
              always: [
                { guard: 'watchIsStale', target: 'armed', reenter: true, actions: ['rearm'] },
                { guard: 'nothingAhead', target: 'idle' },
              ],
              after: { untilNextMoment: { target: 'armed', reenter: true, actions: ['fireDue', 'rearm'] } },
            },
          },
        },
      },
    },
    closed: { id: 'closed', type: 'final' },
  },
});

export { logic as trackLogic };
export const trackMachine = defineDurable({ version, logic, effects: effectKinds });
