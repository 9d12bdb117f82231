import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, instantAt, type Instant } from '../../../machines/domain/amsterdam.ts';
import { addDays, type IsoDate } from '../../../machines/domain/dates.ts';
import { defaultPolicy } from '../../../machines/domain/policy.ts';
import { rungs, type Rung } from '../../../machines/domain/vocabulary.ts';
import type { TrackContext, WatchedItem } from '../../../machines/track/context.ts';
import { armedRungs } from '../../../machines/track/ladder.ts';
import { berichtenbox, bring, declared, mailsOf, paper, planningWith, track, unsigned } from './office.ts';
import { closures, dayIn2026To2030, isDeskDay, type Closures } from './years.ts';
import type { Simulation } from './simulation.ts';

/** Local time as Node's own time zone data tell it: another source than the domain's rule of summer time. */
const wallClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'short',
});
const dayAndTime = (moment: Instant) => wallClock.format(moment).split(' ');

const { context } = declared(berichtenbox);

/** One open item, known long before or only since a while before it is due. */
const openItem = fc.record({
  due: dayIn2026To2030,
  known: fc.integer({ min: -10, max: 200 }),
  waitsOn: fc.constantFrom('consumer' as const, 'desk' as const),
  climbs: fc.constantFrom('once' as const, 'reminders' as const, 'late' as const, 'all' as const),
  organisation: fc.stringMatching(/^[a-z]{3,12}$/),
});

interface Chosen {
  readonly due: IsoDate;
  readonly known: number;
  readonly waitsOn: WatchedItem['waitsOn'];
  readonly climbs: WatchedItem['climbs'];
  readonly organisation: string;
}

function watching({ due, known, waitsOn, climbs, organisation }: Chosen, closed: Closures): TrackContext {
  const item: WatchedItem = {
    function: 'berichtenbox',
    step: 'application',
    attempt: 1,
    subject: 'step',
    waitsOn,
    due,
    climbs,
    asked: ['x'],
    since: instantAt(addDays(due, -known), '08:00'),
  };
  return {
    ...context,
    organisation: { ...context.organisation, id: organisation as TrackContext['organisation']['id'] }, // of its form, by the pattern
    settings: { ...context.settings, closures: closed },
    watched: [item],
  };
}

/** So many desk days from a day, counted one by one; 0: the day itself or the next one. */
function deskDaysFrom(day: IsoDate, days: number, closed: Closures): IsoDate {
  const step = days < 0 ? -1 : 1;
  let left = Math.abs(days);
  let at = day;
  while (left > 0 || !isDeskDay(at, closed)) {
    at = addDays(at, step);
    if (isDeskDay(at, closed)) left = Math.max(0, left - 1);
  }
  return at;
}

const { ladder } = defaultPolicy;
const offsets: Readonly<Record<Rung, number>> = {
  reminder1: -ladder.herinnering1,
  reminder2: -ladder.herinnering2,
  due: 0,
  overdue: ladder.teLaat,
  escalation1: ladder.escalatie1,
  escalation2: ladder.escalatie2,
};

describe('the rungs of an open item, over 2026 to 2030', () => {
  it('stand on open days of the desk only, in the hour from 09:00, in order, each once', () => {
    fc.assert(
      fc.property(openItem, closures, (chosen, closed) => {
        const armed = armedRungs(watching(chosen, closed));
        for (const { at } of armed) {
          const [day = '', time = ''] = dayAndTime(at);
          expect(isDeskDay(day as IsoDate, closed), day).toBe(true); // as the calendar writes days
          expect(time).toMatch(/^09:\d\d$/);
        }
        const order = armed.map(({ rung }) => rungs.indexOf(rung));
        expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b));
        const moments = armed.map(({ at }) => at);
        expect(moments).toEqual([...new Set(moments)].toSorted((a, b) => a - b));
        expect(new Set(armed.map(({ id }) => id)).size).toBe(armed.length);
      }),
      { numRuns: 1500 },
    );
  });

  it('are as many working days from the due date as the policy says, when that was known in time', () => {
    fc.assert(
      fc.property(openItem, closures, (chosen, closed) => {
        const wanted = { ...chosen, known: 60, climbs: 'all' as const };
        const days = armedRungs(watching(wanted, closed)).map(({ rung, at }) => [rung, dateOf(at)]);
        const due = deskDaysFrom(chosen.due, 0, closed);
        expect(days).toEqual(rungs.map((rung) => [rung, deskDaysFrom(due, offsets[rung], closed)]));
      }),
      { numRuns: 500 },
    );
  });
});

/** A plan with tests on every Tuesday and Thursday, for two years. */
const planFrom = (from: IsoDate, closed: Closures) =>
  planningWith((file) => {
    const tranche = {
      naam: 'T',
      van: from,
      totEnMet: addDays(from, 730),
      ketentesten: { van: from, totEnMet: addDays(from, 700) },
      maximumOrganisaties: 3,
      tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 1 }] as object[],
    };
    file.tranches.splice(0, file.tranches.length, tranche);
    file.sluitingen.push(
      ...closed.map((closure) => ({ van: closure.from, totEnMet: closure.until, reden: closure.reason })),
    );
  });

const steps = ['declaration', 'trancheAssignment', 'application', 'preproduction', 'chainTest'] as const;

const story = fc.record({
  from: dayIn2026To2030,
  step: fc.constantFrom(...steps),
  isUnsigned: fc.boolean(),
  stops: fc.array(fc.integer({ min: 1, max: 60 * 24 }), { maxLength: 4 }),
});

function neglected(
  { from, step, isUnsigned }: { from: IsoDate; step: (typeof steps)[number]; isUnsigned: boolean },
  closed: Closures,
): Simulation {
  const sim = track(planFrom(from, closed), {}, from);
  const dates = { teststart: addDays(from, 40), ingebruikname: addDays(from, 150) };
  const functies = { berichtenbox: dates, lopendeZaken: dates };
  sim.declare(paper(functies, isUnsigned ? unsigned : {}));
  return isUnsigned ? sim : bring(sim, 'berichtenbox', step);
}

describe('a track that nobody looks after, over 2026 to 2030', () => {
  it('is chased on open days from 09:00, one mail for each recipient on a day, each rung once and in order', () => {
    let rungsSeen = 0;
    fc.assert(
      fc.property(story, closures, (chosen, closed) => {
        const sim = neglected(chosen, closed);
        for (const hours of chosen.stops) {
          sim.until(sim.now + 20 * 24 * 3_600_000);
          sim.wakeAt(sim.now + hours * 3_600_000);
        }
        sim.until(sim.now + 120 * 24 * 3_600_000);
        const mails = mailsOf(sim, 'ladder');
        for (const { date } of mails) expect(isDeskDay(date, closed), date).toBe(true);
        const rungsTold = sim.told.filter(({ what }) => what.kind === 'ladder');
        for (const { on } of rungsTold) expect(isDeskDay(on, closed), on).toBe(true);
        const days = mails.map(({ date }) => date);
        expect(days).toEqual([...new Set(days)]);
        for (const { content } of mails) {
          expect(content.lines.filter(({ waitsOn }) => waitsOn !== 'consumer')).toEqual([]);
        }
        const { fired, overtaken } = sim.context;
        expect(new Set([...fired, ...overtaken]).size).toBe(fired.length + overtaken.length);
        const climbed = new Map<string, number[]>();
        for (const id of fired.filter((one) => rungs.some((rung) => one.endsWith(`/${rung}`)))) {
          const item = id.slice(0, id.lastIndexOf('/'));
          const rung = rungs.findIndex((one) => id.endsWith(`/${one}`));
          climbed.set(item, [...(climbed.get(item) ?? []), rung]);
          rungsSeen++;
        }
        for (const order of climbed.values()) {
          expect(order).toEqual([...new Set(order)].toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 60 },
    );
    expect(rungsSeen).toBeGreaterThan(300);
  });
});

describe('both changes of the clock', () => {
  it.each([
    ['2027-03-26', '2027-03-29'], // Friday before Easter: the desk is closed on Good Friday and Easter Monday
    ['2027-10-29', '2027-11-01'],
    ['2028-03-24', '2028-03-27'],
  ])('leave 09:00 at 09:00: %s and %s', (before, after) => {
    const minute = (day: string) => dayAndTime(instantAt(day as IsoDate, '09:00'))[1]; // days of the table
    expect(minute(before)).toBe('09:00');
    expect(minute(after)).toBe('09:00');
  });
});
