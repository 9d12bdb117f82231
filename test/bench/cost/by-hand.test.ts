import { expect, it } from 'vitest';
import type { Instant } from '../../../machines/domain/amsterdam.ts';
import { courseOf, type Asked, type Course } from './course.ts';
import { minimumOf, type Tally } from './minimum.ts';
import { scripts } from './scripts.ts';

/**
 * What three scripts take, written down by hand from docs/domain.md: the minimum that a run is measured by is worked out by
 * the machine itself, and what that does without need would raise both. A row that the rules do not ask for, nor rule out,
 * says so with OPEN.
 */
type Row = readonly [
  at: string,
  /** The declaration, an action, a moment that falls due (`ring`), or what the planning says (`answer`). */
  why: string,
  /** One activity each. That it has gone is a workflow task of its own, in which nothing else happens: those are not here. */
  asks: readonly Asked[],
  /** Whether what lists show has changed. */
  lists: 'lists' | '',
  /** The moment that is armed afterwards. */
  next: string,
];

/** Ladder mail leaves between nine and ten, each organisation at its own minute: which one, the rules leave open. */
const organisation = 'gemeente-meetstad';

const straightOn: readonly Row[] = [
  // Complete: a place is held at once for each function, and what was received is confirmed. The desk owes a judgement in five
  // working days: Monday 11 January. Three before that it is reminded; ten before has passed.
  // OPEN: whether two functions take a request each, or one request for both.
  [
    'Mon 4 Jan 08:00',
    'Intentieverklaring',
    ['mail declarationReceived', 'planning reserve'],
    'lists',
    'Wed 6 Jan 09:27',
  ],
  ['Mon 4 Jan 08:00', 'answer', ['planning reserve'], 'lists', 'Wed 6 Jan 09:27'],
  ['Mon 4 Jan 08:00', 'answer', [], 'lists', 'Wed 6 Jan 09:27'],
  ['Wed 6 Jan 09:27', 'ring', ['post'], '', 'Mon 11 Jan 09:27'],
  ['Mon 11 Jan 09:27', 'ring', ['post'], '', 'Tue 12 Jan 09:27'],
  ['Tue 12 Jan 09:27', 'ring', ['post'], '', 'Mon 18 Jan 09:27'], // a day late; five days late is the 18th

  // Contact is due five days after completeness: the 11th as well, which had passed when this step opened.
  // OPEN: that ladder begins the next working day. By "what lies before a changed due date is overtaken" the rungs of the 11th
  // and the 12th could be left out, and the next be that of the 18th.
  ['Wed 13 Jan 10:30', 'Intentieverklaring goedkeuren', [], 'lists', 'Thu 14 Jan 09:27'],
  ['Thu 14 Jan 09:27', 'ring', ['post'], '', 'Fri 15 Jan 09:27'],
  // The consumer has five days: Thursday the 21st, a reminder three before. Lopende Zaken: escalated on the same 18th.
  ['Thu 14 Jan 10:30', 'Inroostering voorstellen', ['mail slotProposed'], 'lists', 'Mon 18 Jan 09:27'],
  ['Fri 15 Jan 10:30', 'Akkoord vastleggen', ['planning confirm'], '', 'Mon 18 Jan 09:27'],
  // Agreed: Tuesday 9 February. 21 working days of preproduction before that began on the 11th, so there is no speling: the
  // desk is told, and gets alternatives. The impact analysis is reminded of once, ten days before the 11th: that has passed.
  [
    'Fri 15 Jan 10:30',
    'answer',
    ['mail slotAgreed', 'planning alternatives', 'post'],
    'lists',
    'Mon 18 Jan 09:27',
  ],
  ['Fri 15 Jan 10:30', 'answer', [], '', 'Mon 18 Jan 09:27'],

  // Lopende Zaken in the same way: its test is on Thursday 11 March, 43 working days after 11 January.
  ['Fri 15 Jan 10:30', 'Intentieverklaring goedkeuren', [], 'lists', 'Mon 18 Jan 09:27'],
  ['Sat 16 Jan 10:30', 'Inroostering voorstellen', ['mail slotProposed'], 'lists', 'Tue 19 Jan 09:27'],
  ['Sun 17 Jan 10:30', 'Akkoord vastleggen', ['planning confirm'], '', 'Tue 19 Jan 09:27'],
  // Nothing to chase is left: the next moment is the end of the slot, when it is given back if nobody is ready.
  [
    'Sun 17 Jan 10:30',
    'answer',
    ['mail slotAgreed', 'planning alternatives', 'post'],
    'lists',
    'Tue 9 Feb 13:00',
  ],
  ['Sun 17 Jan 10:30', 'answer', [], '', 'Tue 9 Feb 13:00'],
  // A promise to call back on the 18th, which comes up as a task that day.
  ['Sun 17 Jan 10:30', 'Contactmoment vastleggen', [], '', 'Mon 18 Jan 09:00'],
  ['Mon 18 Jan 09:00', 'ring', ['post'], '', 'Tue 9 Feb 13:00'],

  // The task of the 15th is done.
  // OPEN: "What was settled before the morning is left out"; this was told on the morning of the 18th, if that mail arrived.
  ['Sat 23 Jan 10:30', 'Taak afronden', ['post'], '', 'Tue 9 Feb 13:00'],
  ['Sat 23 Jan 10:30', 'Advies boeken', ['planning advice'], '', 'Tue 9 Feb 13:00'],
  ['Sat 23 Jan 10:30', 'answer', [], '', 'Tue 9 Feb 13:00'],
  // The desk checks them within five days: Friday the 29th; reminded three before.
  ['Sat 23 Jan 10:30', 'Documenten ontvangen', [], 'lists', 'Tue 26 Jan 09:27'],
  // The formal start. Five before the slot the consumer must be done: Tuesday 2 February; reminded three before.
  ['Mon 25 Jan 10:30', 'Documenten goedkeuren', ['mail formalStart'], 'lists', 'Thu 28 Jan 09:27'],
  // Access is asked for: the desk owes it in five days, Monday 1 February, and is reminded three before.
  // OPEN: with three of ten done 15 working days are left, where there are 11. Speling was gone, and is: whether that is told
  // anew, with other alternatives, once the task of the first time was done.
  ['Mon 25 Jan 10:30', 'Preproductie melden', ['planning alternatives', 'post'], 'lists', 'Wed 27 Jan 09:27'],
  ['Mon 25 Jan 10:30', 'answer', [], '', 'Wed 27 Jan 09:27'],
  ['Wed 27 Jan 09:27', 'ring', ['post'], '', 'Thu 28 Jan 09:27'],
  // All is done, access among it. From here on the consumer is reminded of the test: three before, ten before has passed.
  // OPEN: whether access is still to be mailed when nothing is left to do with it.
  // OPEN: the danger's task is settled, which was told on the 26th.
  ['Wed 27 Jan 10:30', 'Preproductie melden', ['mail accessReady', 'post'], 'lists', 'Thu 4 Feb 09:27'],
  // Three of nine done: 29 working days are left, and there are 31. The desk owes access by 3 February.
  // OPEN: its danger's task is settled, which was told on the 18th.
  ['Wed 27 Jan 10:30', 'Preproductie melden', ['post'], 'lists', 'Fri 29 Jan 09:27'],
  ['Fri 29 Jan 09:27', 'ring', ['post'], '', 'Mon 1 Feb 09:27'], // then 28 days are left of the 29
  // OPEN: that mail again.
  ['Fri 29 Jan 10:30', 'Preproductie melden', ['mail accessReady'], 'lists', 'Thu 4 Feb 09:27'],

  // OPEN: a moment at the beginning of the test, in which nothing happens: that its outcome can't be dated before it takes none.
  ['Thu 4 Feb 09:27', 'ring', ['mail ladder'], '', 'Tue 9 Feb 09:00'],
  ['Tue 9 Feb 09:00', 'ring', [], '', 'Wed 10 Feb 09:27'], // without an outcome: a task on the next working day
  // Ingebruikname was agreed for Sunday 4 April. Next: Lopende Zaken's test, ten before.
  ['Tue 9 Feb 10:30', 'Ketentest vastleggen', ['mail testResult'], 'lists', 'Thu 25 Feb 09:27'],
  ['Tue 9 Feb 10:30', 'Ingebruikname voorbereiden', [], '', 'Thu 25 Feb 09:27'], // the consumer still, by the same day
  // The planning must know that it has ended: an organisation counts in its tranche until its last function there has.
  [
    'Wed 10 Feb 10:30',
    'Ingebruikname bevestigen',
    ['mail live', 'planning release'],
    'lists',
    'Thu 25 Feb 09:27',
  ],
  ['Wed 10 Feb 10:30', 'answer', [], '', 'Thu 25 Feb 09:27'],

  ['Thu 25 Feb 09:27', 'ring', ['mail ladder'], '', 'Mon 8 Mar 09:27'],
  // OPEN: the beginning of the test, as above.
  ['Mon 8 Mar 09:27', 'ring', ['mail ladder'], '', 'Thu 11 Mar 09:00'],
  ['Thu 11 Mar 09:00', 'ring', [], '', 'Fri 12 Mar 09:27'],
  // The agreed 4 April, a Sunday, is due on Friday the 2nd; ten before, Good Friday and Easter Monday not counted.
  ['Thu 11 Mar 10:30', 'Ketentest vastleggen', ['mail testResult'], 'lists', 'Wed 17 Mar 09:27'],
  ['Thu 11 Mar 10:30', 'Ingebruikname voorbereiden', [], '', 'Wed 17 Mar 09:27'],
  // The last one: closed ten working days later, Good Friday and Easter Monday not counted.
  [
    'Fri 12 Mar 10:30',
    'Ingebruikname bevestigen',
    ['mail live', 'planning release'],
    'lists',
    'Tue 30 Mar 09:00',
  ],
  ['Fri 12 Mar 10:30', 'answer', [], '', 'Tue 30 Mar 09:00'],
  // The register keeps when each came into use, and the agreement.
  ['Tue 30 Mar 09:00', 'ring', ['planning close'], 'lists', '-'],
  ['Tue 30 Mar 09:00', 'answer', [], '', '-'],
];

const neverAnswers: readonly Row[] = [
  // Without a signature: no place yet. The consumer has five working days, until Monday the 11th; one ladder for both functions.
  ['Mon 4 Jan 08:00', 'Intentieverklaring', ['mail declarationReceived'], 'lists', 'Wed 6 Jan 09:27'],
  ['Wed 6 Jan 09:27', 'ring', ['mail ladder'], '', 'Mon 11 Jan 09:27'], // three before; ten before had passed
  ['Mon 11 Jan 09:27', 'ring', ['mail ladder'], '', 'Tue 12 Jan 09:27'], // on the day
  ['Tue 12 Jan 09:27', 'ring', ['post'], '', 'Mon 18 Jan 09:27'], // a day late: the desk
  ['Mon 18 Jan 09:27', 'ring', ['post'], 'lists', 'Mon 25 Jan 09:27'], // five: escalated to the coordinator, and seen in lists
  ['Mon 25 Jan 09:27', 'ring', ['post'], 'lists', '-'], // ten: a letter, prepared as a task of the desk; nothing more to come
  ['Thu 18 Feb 10:30', 'Intrekken', ['mail withdrawn'], 'lists', '-'], // no place, so nothing to give back
  ['Thu 18 Feb 10:30', 'Intrekken', ['mail withdrawn'], 'lists', 'Thu 4 Mar 09:00'], // the last: closed ten days later
  // OPEN: the register keeps what came into use, and the agreement: here there is neither.
  ['Thu 4 Mar 09:00', 'ring', ['planning close'], 'lists', '-'],
  ['Thu 4 Mar 09:00', 'answer', [], '', '-'],
];

const suspended: readonly Row[] = [
  [
    'Mon 4 Jan 08:00',
    'Intentieverklaring',
    ['mail declarationReceived', 'planning reserve'],
    'lists',
    'Wed 6 Jan 09:27',
  ],
  ['Mon 4 Jan 08:00', 'answer', [], 'lists', 'Wed 6 Jan 09:27'],
  ['Tue 5 Jan 10:30', 'Intentieverklaring goedkeuren', [], 'lists', 'Wed 6 Jan 09:27'], // contact: by the same day
  ['Wed 6 Jan 09:27', 'ring', ['post'], '', 'Mon 11 Jan 09:27'],
  // The consumer has five days: Wednesday the 13th, a reminder three before.
  ['Wed 6 Jan 10:30', 'Inroostering voorstellen', ['mail slotProposed'], 'lists', 'Fri 8 Jan 09:27'],
  ['Thu 7 Jan 10:30', 'Akkoord vastleggen', ['planning confirm'], '', 'Fri 8 Jan 09:27'],
  // Agreed: Tuesday 9 February, 21 working days after the 11th. On the 12th the speling is gone.
  ['Thu 7 Jan 10:30', 'answer', ['mail slotAgreed'], 'lists', 'Tue 12 Jan 09:27'],
  // Until Sunday the 24th, so a task on Monday; the ladder is silent.
  ['Thu 7 Jan 10:30', 'Opschorten', ['mail suspended'], 'lists', 'Mon 25 Jan 09:00'],
  ['Mon 25 Jan 09:00', 'ring', ['post'], 'lists', 'Tue 9 Feb 13:00'], // then the slot ends
  // The speling is gone: the desk is told, and gets alternatives.
  // OPEN: that the task of Monday is settled, which was told on that morning; and that this goes apart from the other news.
  [
    'Wed 27 Jan 10:30',
    'Hervatten',
    ['mail resumed', 'planning alternatives', 'post', 'post'],
    'lists',
    'Tue 9 Feb 13:00',
  ],
  ['Wed 27 Jan 10:30', 'answer', [], '', 'Tue 9 Feb 13:00'],
  // A later gewenste ingebruikname: what was agreed stays, and is in time.
  // OPEN: other alternatives; they are asked for once more when they are sent.
  ['Thu 28 Jan 10:30', 'Gegevens wijzigen', ['planning alternatives'], '', 'Tue 9 Feb 13:00'],
  ['Thu 28 Jan 10:30', 'answer', [], '', 'Tue 9 Feb 13:00'],
  // The place is free, and its invitation cancelled; closed ten working days later.
  // OPEN: that the cancellation is a mail of its own; and that the task of yesterday is settled, which was told this morning.
  [
    'Thu 28 Jan 10:30',
    'Intrekken',
    ['mail slotCancelled', 'mail withdrawn', 'planning release', 'post'],
    'lists',
    'Thu 11 Feb 09:00',
  ],
  ['Thu 28 Jan 10:30', 'answer', [], '', 'Thu 11 Feb 09:00'],
  // OPEN: as above, nothing came into use.
  ['Thu 11 Feb 09:00', 'ring', ['planning close'], 'lists', '-'],
  ['Thu 11 Feb 09:00', 'answer', [], '', '-'],
];

const written = [
  { name: 'twee functies, ineens door, met herinneringen', rows: straightOn },
  { name: 'afgesproken, opgeschort, ingetrokken', rows: suspended },
  { name: 'antwoordt niet: de hele ladder, dan ingetrokken', rows: neverAnswers },
];

it.each(written)('$name: the minimum is what the rules ask for', ({ name, rows }) => {
  const script = scripts.find((one) => one.name === name);
  if (script === undefined) throw new Error(`There is no script '${name}'`);
  const course = courseOf(script, organisation);
  expect(rowsOf(course)).toEqual(rows);
  expect(minimumOf(course)).toEqual(tallyOf(rows));
});

/** Counted from the table alone. */
function tallyOf(rows: readonly Row[]): Tally {
  const activities = rows.reduce((sum, [, , asks]) => sum + asks.length, 0);
  const count = (holds: (row: Row, before: Row | undefined) => boolean) =>
    rows.filter((row, at) => holds(row, rows[at - 1])).length;
  const isNew = ([, , , , next]: Row, before: Row | undefined) => next !== (before?.[4] ?? '-');
  return {
    workflowTasks: count(([, why]) => why !== 'answer') + activities,
    updates: count(([, why]) => why !== 'answer' && why !== 'ring'),
    activities,
    upserts: count(([, , , lists]) => lists !== ''),
    timersStarted: count((row, before) => isNew(row, before) && row[4] !== '-'),
    timersFired: count(([, why]) => why === 'ring'),
    timersCancelled: count(
      (row, before) => row[1] !== 'ring' && isNew(row, before) && before !== undefined && before[4] !== '-',
    ),
    runs: 1,
  };
}

/** A course as the tables have it. A mail or news that has gone is left out when nothing comes of it: it must not. */
function rowsOf({ stops, turns }: Course): readonly Row[] {
  const acts = stops.flatMap((stop) => (stop.kind === 'act' ? [stop.action] : []));
  return turns.flatMap(
    ({ at, cause, activities, changesAttributes, next, armsTimer, cancelsTimer }): Row[] => {
      const isIdle = activities.length === 0 && !changesAttributes && !armsTimer && !cancelsTimer;
      if (cause === 'completion' && isIdle) return [];
      const why = { declaration: 'Intentieverklaring', moment: 'ring', answer: 'answer', completion: 'gone' };
      return [
        [
          shown(at),
          cause === 'update' ? (acts.shift() ?? '') : why[cause],
          activities.toSorted(),
          changesAttributes ? 'lists' : '',
          next === null ? '-' : shown(next),
        ],
      ];
    },
  );
}

const format = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

function shown(moment: Instant): string {
  return format.format(moment).replaceAll(',', '');
}
