import { dateOf, instantAt, type Instant } from '../domain/amsterdam.ts';
import { connectionFunctions, isStep, type ConnectionFunction } from '../domain/vocabulary.ts';
import { formatDate } from '../domain/dutch-dates.ts';
import { functionWords } from '../domain/words.ts';
import type { Connection, TrackContext } from './context.ts';
import { canReschedule } from './decisions/delay.ts';
import { letterLines } from './decisions/desk.ts';
import { calendarOf } from './desk-days.ts';
import { armedRungs, deskMorning, identity, lineOf, watchedItems, type ArmedRung } from './ladder.ts';
import { askAlternatives, askPlace, giveBackSlot } from './placement.ts';
import { needsNewSlot } from './open-items.ts';
import { dangerDay, slotOf } from './terms.ts';
import type { Turn } from './turn.ts';

/** Moments beside the ladder at which the track must look up; each fires once, by its id. */
interface Moment {
  readonly id: string;
  readonly at: Instant;
  readonly happen: (turn: Turn) => void;
}

/** The next moment at which something is due; null when nothing is to come. Depends on the context alone, not on its `now`. */
export function nextMoment(context: TrackContext): Instant | null {
  let next: Instant | null = null;
  const consider = ({ at }: { readonly at: Instant }) => {
    if (next === null || at < next) next = at;
  };
  armedRungs(context).forEach(consider);
  moments(context).forEach(consider);
  return next;
}

/** Whether due dates or the moment changed, so that the watch must be armed anew. */
export function watchIsStale(context: TrackContext): boolean {
  const items = watchedItems(context);
  if (items.length !== context.watched.length) return true;
  const same = items.every((item, i) => {
    const known = context.watched[i];
    return known !== undefined && identity(known) === identity(item) && sameWords(known.asked, item.asked);
  });
  return !same || nextMoment(context) !== context.armedFor;
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, i) => word === b[i]);
}

/** Looks at the open items anew, and arms the next moment. */
export function rearm(turn: Turn): void {
  turn.change({ watched: watchedItems(turn.context) });
  if (turn.context.suspension === null && letterLines(turn.context).length === 0)
    turn.settle(null, 'letterPrepared');
  turn.change({ armedFor: nextMoment(turn.context) });
}

/** All that is due now: at most one mail for each recipient, each rung and moment recorded for good. */
export function fireDue(turn: Turn): void {
  for (const moment of moments(turn.context).filter(({ at }) => at <= turn.context.now)) {
    turn.change({ fired: [...turn.context.fired, moment.id] });
    moment.happen(turn);
  }
  fireRungs(turn);
}

function fireRungs(turn: Turn): void {
  const due = armedRungs(turn.context).filter(({ at }) => at <= turn.context.now);
  if (due.length === 0) return;
  if (!isDeskTime(turn)) return turn.change({ quietUntil: nextDeskMorning(turn) });
  turn.change({ fired: [...turn.context.fired, ...due.map(({ id }) => id)] });
  const highest = [...highestPerItem(due).values()];
  const to = (recipient: ArmedRung['to']) =>
    highest.filter((armed) => armed.to === recipient).map(({ item, rung }) => lineOf(item, rung));
  const consumer = to('consumer');
  if (consumer.length > 0) turn.mailConsumer({ kind: 'ladder', lines: consumer });
  const letter = to('letter');
  const desk = [...to('desk'), ...letter];
  if (desk.length > 0) turn.mailDesk({ kind: 'ladder', lines: desk });
  const coordinator = to('coordinator');
  if (coordinator.length > 0) turn.mailCoordinator({ kind: 'ladder', lines: coordinator });
  if (letter.length > 0) {
    turn.task(
      'letterPrepared',
      null,
      'Er staat een brief aan de tekenbevoegde klaar. Verstuur de brief of rond de taak af.',
    );
  }
}

/** Ladder mail leaves on a working day, from the track's own minute of the morning. After a stop it can be any time. */
function isDeskTime({ context, today, calendar }: Turn): boolean {
  return calendar.isWorkingDay(today) && context.now >= deskMorning(context, today);
}

function nextDeskMorning({ context, today, calendar }: Turn): Instant {
  const isBefore = calendar.isWorkingDay(today) && context.now < deskMorning(context, today);
  return deskMorning(context, isBefore ? today : calendar.addWorkingDays(today, 1));
}

/** After a stop several rungs of one item can be due at once: only the highest is sent, the lower ones are overtaken. */
function highestPerItem(due: readonly ArmedRung[]): ReadonlyMap<string, ArmedRung> {
  const highest = new Map<string, ArmedRung>();
  for (const armed of due) highest.set(identity(armed.item), armed); // rungs of an item come lowest first
  return highest;
}

function moments(context: TrackContext): readonly Moment[] {
  const fired = new Set(context.fired);
  const all = connectionFunctions.flatMap((fn) => {
    const connection = context.connections[fn];
    return connection === undefined || !isStep(connection.stage)
      ? []
      : connectionMoments(context, fn, connection);
  });
  return [...all, ...returnMoment(context)].filter(({ id }) => !fired.has(id));
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
    result.push({ id: `testBegins/${fn}/${slot.id}`, at: slot.begin, happen: () => {} });
    const day = calendarOf(context).addWorkingDays(dateOf(slot.begin), 1);
    result.push({
      id: `noOutcome/${fn}/${slot.id}`,
      at: deskMorning(context, day),
      happen: (turn) =>
        turn.task('noOutcome', fn, `Leg de uitslag van de ketentest ${functionWords[fn]} vast.`),
    });
  }
  // While another slot is asked for, its answer comes first.
  const passed = slot !== null && isBeforeTest(connection) && connection.moving === null ? slot : null;
  if (passed !== null) {
    result.push({
      id: `passed/${fn}/${passed.id}`,
      at: passed.end,
      happen: (turn) => releasePassedSlot(turn, fn),
    });
  }
  const danger = connection.place.status === 'agreed' ? dangerDay(context, fn, connection) : null;
  if (danger !== null && context.suspension === null) {
    result.push({
      id: `danger/${fn}.${connection.attempt}/${danger}`,
      at: deskMorning(context, danger),
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

/** A slot that passes before the function is ready for its test is given back, and counted by the planning. */
function releasePassedSlot(turn: Turn, fn: ConnectionFunction): void {
  const slot = slotOf(turn.connection(fn));
  giveBackSlot(turn, fn);
  const day = slot === null ? '' : ` van ${formatDate(dateOf(slot.begin))}`;
  turn.note(fn, `Het tijdslot${day} ging voorbij zonder ketentest en is vrijgegeven.`);
  turn.task(
    'displaced',
    fn,
    `Het tijdslot van ${functionWords[fn]} ging voorbij. Spreek een nieuw tijdslot af.`,
  );
  // Not agreed on yet: another first place, or one on the waiting list.
  if (canReschedule(turn.connection(fn))) askAlternatives(turn, fn);
  else askPlace(turn, fn);
}

function returnMoment(context: TrackContext): readonly Moment[] {
  const { suspension } = context;
  if (suspension === null || suspension.until === null) return [];
  return [
    {
      id: `resume/${suspension.since}/${suspension.until}`,
      at: instantAt(
        calendarOf(context).onOrAfter(suspension.until),
        context.settings.policy.ladder.verzendenVanaf,
      ),
      happen: (turn) =>
        turn.task(
          'resume',
          null,
          'De afgesproken einddatum van de opschorting is bereikt. Overleg en hervat.',
        ),
    },
  ];
}
