import { dateOf, instantAt, type Instant } from '../../domain/amsterdam.ts';
import type { Slot } from '../../domain/planning/requests.ts';
import {
  connectionFunctions,
  isStep,
  steps,
  type ConnectionFunction,
  type DocumentKind,
  type Ending,
  type Stage,
  type Step,
} from '../../domain/vocabulary.ts';
import { functionWords } from '../../domain/words.ts';
import type { Connection, TrackContext } from '../context.ts';
import { calendarOf } from '../desk-days.ts';
import type { TrackEvent } from '../events.ts';
import { attributeLateness } from '../lateness.ts';
import { needsNewSlot } from '../held-up.ts';
import { askAlternatives } from '../alternatives.ts';
import { askPlace, askTrancheAgain, giveBackSlot, releasePlace } from '../placement.ts';
import { renewTalk } from '../proposed-move.ts';
import { slotOf } from '../terms.ts';
import type { Turn } from '../turn.ts';
import { acceptedDocuments, agreementOnFile, putBack } from './documents.ts';

type Event<Type extends TrackEvent['type']> = Extract<TrackEvent, { type: Type }>;

/** The course of a track: stages, suspension, correction, endings, closing. */

export function enterStage(turn: Turn, fn: ConnectionFunction, stage: Stage, event: TrackEvent): void {
  const connection = turn.connection(fn);
  if (connection.stage === stage) return;
  const on = 'at' in event ? dateOf(event.at) : turn.today;
  turn.changeConnection(fn, { stage, openedOn: on });
  renewTalk(turn, fn);
}

/** Ended: whatever the planning kept is given back. */
export function end(turn: Turn, fn: ConnectionFunction, ending: Ending, event: TrackEvent): void {
  const { stage } = turn.connection(fn);
  const invited = ending === 'withdrawn' || ending === 'succeeded';
  if (!invited) turn.changeConnection(fn, { invitation: null });
  releasePlace(turn, fn);
  const on = 'at' in event ? dateOf(event.at) : turn.today;
  turn.changeConnection(fn, {
    endedOn: on,
    endRecordedOn: turn.today,
    endedFrom: isStep(stage) ? stage : null,
    delay: null,
  });
  attributeLateness(turn, fn, null, null);
  enterStage(turn, fn, ending, event);
  if (ending === 'supplierReady') turn.mailConsumer({ kind: 'supplierReady', function: fn });
}

export function withdraw(turn: Turn, event: Event<'withdrawn'>): void {
  turn.settle(null, 'cancelRequested');
  turn.mailConsumer({ kind: 'withdrawn', functions: [event.function], reason: event.reason });
}

export function succeed(turn: Turn, event: Event<'succeeded'>): void {
  turn.change({ successor: event.successor });
}

/** The steps before the present one, and where something in it was accepted or recorded wrongly, that one too. */
export function correctable(context: TrackContext, fn: ConnectionFunction): readonly Step[] {
  const connection = context.connections[fn];
  if (connection === undefined || connection.stage === 'succeeded' || connection.stage === 'withdrawn')
    return [];
  const { stage } = connection;
  const until =
    stage === 'live' ? steps.length : isStep(stage) ? steps.indexOf(stage) : steps.indexOf('goLive');
  const earlier = steps.slice(0, until);
  if (stage === 'application' && acceptedDocuments(context, fn).length > 0) return [...earlier, stage];
  // A result that was recorded wrongly can be taken back as long as its slot is held.
  return stage === 'chainTest' && needsNewSlot(connection) ? [...earlier, stage] : earlier;
}

/** Documents are put back with a correction to the application or before it; to stay in the application, at least one. */
export function canPutBack(
  context: TrackContext,
  fn: ConnectionFunction,
  to: Step,
  documents: readonly DocumentKind[],
): boolean {
  const accepted = acceptedDocuments(context, fn);
  if (documents.length === 0) return context.connections[fn]?.stage !== to || to !== 'application';
  return (
    steps.indexOf(to) <= steps.indexOf('application') && documents.every((kind) => accepted.includes(kind))
  );
}

/** Back to an earlier step: what was done there is open again, and slots and rungs follow. */
export function correct(turn: Turn, event: Event<'corrected'>): void {
  const fn = event.function;
  const before = turn.connection(fn);
  turn.changeConnection(fn, {
    stage: event.to,
    openedOn: dateOf(event.at),
    attempt: before.attempt + 1,
    endedOn: null,
    endedFrom: null,
    delay: null,
    wish: null,
    offering: null,
    offeredOn: null,
    moving: null,
  });
  turn.settle(fn, 'noOutcome', 'inDanger', 'slotRefused');
  const slot = slotUsed(before);
  // Back before its test while the slot for it lies behind: another one is needed.
  const isLost = slot !== null && slot.end <= turn.context.now && isBefore(event.to, 'chainTest');
  if (isLost && slotOf(before) !== null) giveBackSlot(turn, fn);
  undo(turn, fn, event, isLost);
  if (slot !== null && isBefore('trancheAssignment', event.to)) {
    // It gave back its place when it ended: it counts in its tranche again.
    if (before.endedOn !== null) askTrancheAgain(turn, fn, slot.tranche);
    if (event.to === 'goLive') turn.changeConnection(fn, { place: { status: 'agreed', slot } });
    if (isLost) askOther(turn, fn);
  }
  attributeLateness(turn, fn, null, null);
}

/** The slot that it holds; when it had ended, the one in which it was tested last. */
function slotUsed({ place, endedOn, tests }: Connection): Slot | null {
  if (place.status === 'held' || place.status === 'agreed') return place.slot;
  return endedOn === null ? null : (tests.at(-1)?.slot ?? null);
}

function isBefore(step: Step, other: Step): boolean {
  return steps.indexOf(step) < steps.indexOf(other);
}

function askOther(turn: Turn, fn: ConnectionFunction): void {
  turn.task(
    'displaced',
    fn,
    `Het tijdslot van ${functionWords[fn]} is voorbij. Spreek een nieuw tijdslot af.`,
  );
  askAlternatives(turn, fn);
}

function undo(
  turn: Turn,
  fn: ConnectionFunction,
  { to, documents }: Event<'corrected'>,
  losesSlot: boolean,
): void {
  const before = turn.connection(fn);
  const reopens = (step: Step) => !isBefore(step, to);
  if (reopens('goLive')) {
    const { productionCheck: _undone, ...goLiveItems } = before.goLiveItems;
    turn.changeConnection(fn, { goLiveItems, actual: { ...before.actual, goLive: null } });
  }
  if (reopens('chainTest')) undoTest(turn, fn, !losesSlot && !reopens('trancheAssignment'));
  if (reopens('preproduction')) {
    const { connectionCheck: _undone, ...checklist } = before.checklist;
    turn.changeConnection(fn, { checklist });
  }
  if (reopens('application')) putBack(turn, documents);
  if (reopens('trancheAssignment')) {
    turn.changeConnection(fn, {
      proposedOn: null,
      agreed: { goLive: null },
      completeOn: turn.connection(fn).openedOn,
    });
    askPlace(turn, fn);
  }
  if (reopens('declaration')) turn.changeConnection(fn, { completeOn: null });
}

/** A test that was passed, or that the held slot was for, is taken back so that it can be recorded anew; an older one stays on record. */
function undoTest(turn: Turn, fn: ConnectionFunction, keepsSlot: boolean): void {
  const { tests, actual, place } = turn.connection(fn);
  const last = tests.at(-1);
  const isLatest = last !== undefined && (actual.chainTest !== null || needsNewSlot(turn.connection(fn)));
  if (isLatest) {
    turn.changeConnection(fn, {
      tests: tests.slice(0, -1),
      place: place.status === 'none' && keepsSlot ? { status: 'agreed', slot: last.slot } : place,
    });
  }
  turn.changeConnection(fn, { actual: { ...actual, chainTest: null, goLive: null } });
}

/** A function that was withdrawn, or opgegaan by mistake, goes on: at its declaration, or with a place to be agreed on anew. */
export function reopen(turn: Turn, event: Event<'reopened'>): void {
  const fn = event.function;
  const connection = turn.connection(fn);
  turn.change({ successor: null });
  turn.changeConnection(fn, {
    stage: connection.endedFrom === 'declaration' ? 'declaration' : 'trancheAssignment',
    openedOn: dateOf(event.at),
    attempt: connection.attempt + 1,
    endedOn: null,
    endedFrom: null,
    proposedOn: null,
    agreed: { goLive: null },
    completeOn: connection.endedFrom === 'declaration' ? connection.completeOn : dateOf(event.at),
  });
  if (connection.endedFrom !== 'declaration') askPlace(turn, fn);
}

export function suspend(turn: Turn, event: Event<'suspended'>): void {
  turn.change({ suspension: { since: dateOf(event.at), until: event.until, reason: event.reason } });
  turn.mailConsumer({ kind: 'suspended', until: event.until, reason: event.reason });
}

/** The working days that were suspended push the terms that count forward (see `forward`); dates that count back from a slot stay. */
export function resume(turn: Turn, event: Event<'resumed'>): void {
  const { suspension, suspensions } = turn.context;
  if (suspension === null) return;
  const ended = { since: suspension.since, resumedOn: dateOf(event.at) };
  turn.change({ suspension: null, suspensions: [...suspensions, ended] });
  turn.settle(null, 'resume');
  turn.mailConsumer({ kind: 'resumed' });
}

function declared(context: TrackContext): readonly Connection[] {
  return connectionFunctions.flatMap((fn) => context.connections[fn] ?? []);
}

export function allEnded(context: TrackContext): boolean {
  const connections = declared(context);
  return connections.length > 0 && connections.every(({ stage }) => !isStep(stage));
}

/** So many working days after the last function ended, so that a mistake can be put right. */
export function closingMoment(context: TrackContext): Instant {
  const last = declared(context)
    .flatMap(({ endRecordedOn }) => endRecordedOn ?? [])
    .sort()
    .at(-1);
  if (last === undefined) return context.now;
  const { termijnen, ladder } = context.settings.policy;
  return instantAt(calendarOf(context).addWorkingDays(last, termijnen.sluiten), ladder.verzendenVanaf);
}

export function close(turn: Turn): void {
  const live = Object.fromEntries(
    connectionFunctions.flatMap((fn) => {
      const on = turn.context.connections[fn]?.actual.goLive ?? turn.context.liveBefore[fn] ?? null;
      return on === null ? [] : [[fn, on]];
    }),
  );
  const agreement = agreementOnFile(turn.context);
  turn.ask({
    kind: 'close',
    organisation: turn.context.organisation.id,
    live,
    ...(agreement === null ? {} : { agreement }),
  });
  turn.note(null, 'Het aansluittraject is gesloten.');
}
