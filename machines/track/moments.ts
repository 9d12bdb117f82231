import { dateOf, instantAt, type Instant } from '../domain/amsterdam.ts';
import type { IsoDate } from '../domain/dates.ts';
import { formatDate } from '../domain/dutch-dates.ts';
import { connectionFunctions, isStep, type ConnectionFunction } from '../domain/vocabulary.ts';
import { functionWords } from '../domain/words.ts';
import type { Connection, TrackContext } from './context.ts';
import { dangerId } from './danger.ts';
import { canReschedule } from './decisions/delay.ts';
import { openCallBack } from './decisions/desk.ts';
import { calendarOf } from './desk-days.ts';
import { cannotMeet, needsNewSlot } from './held-up.ts';
import { deskMorning, setOf } from './ladder.ts';
import { askAlternatives } from './alternatives.ts';
import { askPlace, giveBackSlot } from './placement.ts';
import { dangerDay, slotOf } from './terms.ts';
import type { Turn } from './turn.ts';

/** A moment beside the ladder at which the track must look up; each fires once, by its id. */
export interface Moment {
  readonly id: string;
  readonly at: Instant;
  /** What there is then (Dutch). */
  readonly words: string;
  readonly happen: (turn: Turn) => void;
}

/** All that are still to come, in no order. */
export function moments(context: TrackContext): readonly Moment[] {
  const fired = setOf(context.fired);
  const all = connectionFunctions.flatMap((fn) => {
    const connection = context.connections[fn];
    return connection === undefined || !isStep(connection.stage)
      ? []
      : connectionMoments(context, fn, connection);
  });
  return [...all, ...returnMoment(context), ...callBackMoments(context)].filter(({ id }) => !fired.has(id));
}

function connectionMoments(
  context: TrackContext,
  fn: ConnectionFunction,
  connection: Connection,
): readonly Moment[] {
  const result: Moment[] = [];
  const slot = slotOf(connection);
  if (slot !== null && connection.stage === 'chainTest' && !needsNewSlot(connection)) {
    // Nothing happens: but from here on the result can be recorded, and what is possible must be looked at anew.
    result.push({
      id: `testBegins/${fn}/${slot.id}`,
      at: slot.begin,
      words: `ketentest ${functionWords[fn]}`,
      happen: () => {},
    });
    const day = calendarOf(context).addWorkingDays(dateOf(slot.begin), 1);
    const isMissed = connection.moving === null && cannotMeet(connection, slot);
    result.push({
      id: `${isMissed ? 'passed' : 'noOutcome'}/${fn}/${slot.id}`,
      at: deskMorning(context, day),
      words: `uitslag van de ketentest ${functionWords[fn]}`,
      happen: (turn) =>
        isMissed
          ? releasePassedSlot(turn, fn)
          : turn.task('noOutcome', fn, `Leg de uitslag van de ketentest ${functionWords[fn]} vast.`),
    });
  }
  // While another slot is asked for, its answer comes first.
  const passed = slot !== null && isBeforeTest(connection) && connection.moving === null ? slot : null;
  if (passed !== null) {
    result.push({
      id: `passed/${fn}/${passed.id}`,
      at: passed.end,
      words: `einde van het tijdslot ${functionWords[fn]}`,
      happen: (turn) => releasePassedSlot(turn, fn),
    });
  }
  const danger = connection.place.status === 'agreed' ? dangerDay(context, fn, connection) : null;
  if (danger !== null && context.suspension === null) {
    result.push({
      id: dangerId(fn, connection.attempt, danger),
      at: deskMorning(context, danger),
      words: `einde van de speling ${functionWords[fn]}`,
      happen: (turn) => warn(turn, fn),
    });
  }
  return result;
}

function isBeforeTest(connection: Connection): boolean {
  switch (connection.stage) {
    case 'declaration':
    case 'trancheAssignment':
    case 'impactAnalysis':
    case 'application':
    case 'preproduction':
      return true;
    case 'chainTest':
    case 'goLive':
    case 'live':
    case 'withdrawn':
    case 'supplierReady':
    case 'succeeded':
      return false;
  }
}

function warn(turn: Turn, fn: ConnectionFunction): void {
  const connection = turn.connection(fn);
  turn.task(
    'inDanger',
    fn,
    `De planning van ${functionWords[fn]} is in gevaar: er is geen speling meer. Overleg met de afnemer.`,
  );
  turn.note(fn, 'De speling is op: de planning is in gevaar.');
  if (connection.stage !== 'goLive') askAlternatives(turn, fn);
}

/** A slot that passes without the function being ready for its test is given back, and counted. */
function releasePassedSlot(turn: Turn, fn: ConnectionFunction): void {
  const { passedSlots } = turn.connection(fn);
  const slot = slotOf(turn.connection(fn));
  giveBackSlot(turn, fn);
  turn.changeConnection(fn, { passedSlots: passedSlots + 1 });
  turn.settle(fn, 'noOutcome', 'inDanger');
  const day = slot === null ? '' : ` van ${formatDate(dateOf(slot.begin))}`;
  turn.note(fn, `Het tijdslot${day} ging voorbij zonder ketentest en is vrijgegeven.`);
  turn.task(
    'displaced',
    fn,
    `Het tijdslot van ${functionWords[fn]} ging voorbij${times(passedSlots + 1)}. Spreek een nieuw tijdslot af.`,
  );
  // Not agreed on yet: another first place, or one on the waiting list.
  if (canReschedule(turn.connection(fn))) askAlternatives(turn, fn);
  else askPlace(turn, fn);
}

function times(count: number): string {
  return count === 1 ? '' : `, al ${count} keer`;
}

function returnMoment(context: TrackContext): readonly Moment[] {
  const { suspension } = context;
  if (suspension === null || suspension.until === null) return [];
  return [
    {
      id: `resume/${suspension.since}/${suspension.until}`,
      at: openingOf(context, suspension.until),
      words: 'einde van de opschorting',
      happen: (turn) =>
        turn.task(
          'resume',
          null,
          'De afgesproken einddatum van de opschorting is bereikt. Overleg en hervat.',
        ),
    },
  ];
}

/** Each promise to call back comes up on its own day. */
function callBackMoments(context: TrackContext): readonly Moment[] {
  return context.callBacks.map((promise) => ({
    id: `callBack/${promise.id}`,
    at: openingOf(context, promise.on),
    words: 'terugbellen',
    happen: (turn) => openCallBack(turn, promise),
  }));
}

/** When the desk begins on this day, or on the next that it is open. */
function openingOf(context: TrackContext, day: IsoDate): Instant {
  return instantAt(calendarOf(context).onOrAfter(day), context.settings.policy.ladder.verzendenVanaf);
}
