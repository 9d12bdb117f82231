import { deskCalendar, type Calendar } from '../calendar.ts';
import { daysBetween, isoDate, type IsoDate } from '../dates.ts';
import { formatDate } from '../dutch-dates.ts';
import type { Problem } from '../problem.ts';
import { functionWords } from '../words.ts';
import type { Period, Plan, SlotPlan, TranchePlan } from './plan.ts';
import { slotDays } from './slots.ts';

/** Everything that keeps the plan from being published, by the file's Dutch paths; empty when nothing does. */
export function checkPlan(plan: Plan): readonly Problem[] {
  const closures = plan.closures.flatMap((closure, i) => checkPeriod(`sluitingen.${i}`, closure));
  // Every date below is judged by the calendar, which needs closures that make sense.
  if (closures.length > 0) return closures;
  const calendar = deskCalendar(plan.closures);
  const closedYear = findClosedYear(plan, calendar);
  if (closedYear !== undefined) return [closedYear];
  return [
    ...plan.tranches.flatMap((tranche, i) => checkTranche(`tranches.${i}`, tranche, calendar)),
    ...checkNames(plan),
    ...checkActive(plan),
  ];
}

/** A tranche takes a few months to a year; a longer one is a slip of the pen, and so long that its slots would not fit. */
const longestTranche = 3 * 366;

function checkPeriod(path: string, { from, until }: Period): Problem[] {
  if (from <= until) return [];
  return [{ path: `${path}.totEnMet`, expected: `een datum op of na ${from}`, found: until }];
}

/** A year without a working day has no end of a term either. */
function findClosedYear(plan: Plan, calendar: Calendar): Problem | undefined {
  for (const [i, { from, until }] of plan.closures.entries()) {
    for (let year = Number(from.slice(0, 4)); year <= Number(until.slice(0, 4)); year++) {
      try {
        calendar.isWorkingDay(isoDate(`${year}-01-01`));
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        const expected = 'sluitingen die in elk jaar ten minste één werkdag overlaten';
        return { path: `sluitingen.${i}`, expected, found: `geen werkdag in ${year}` };
      }
    }
  }
  return undefined;
}

function checkTranche(path: string, tranche: TranchePlan, calendar: Calendar): Problem[] {
  const { active, chainTests } = tranche;
  const problems = [...checkPeriod(path, active), ...checkPeriod(`${path}.ketentesten`, chainTests)];
  const last = [active.until, chainTests.until].reduce((a, b) => (a > b ? a : b));
  if (
    daysBetween(active.from, last) > longestTranche ||
    daysBetween(chainTests.from, last) > longestTranche
  ) {
    return [
      {
        path: `${path}.totEnMet`,
        expected: 'een tranche van ten hoogste drie jaar',
        found: `${active.from} tot en met ${last}`,
      },
    ];
  }
  if (chainTests.from < active.from) {
    const expected = `een datum binnen de tranche, op of na ${active.from}`;
    problems.push({ path: `${path}.ketentesten.van`, expected, found: chainTests.from });
  }
  if (chainTests.until > active.until) {
    const expected = `een datum binnen de tranche, op of voor ${active.until}`;
    problems.push({ path: `${path}.ketentesten.totEnMet`, expected, found: chainTests.until });
  }
  if (tranche.maximumOrganisations === 0) {
    problems.push({
      path: `${path}.maximumOrganisaties`,
      expected: 'een heel aantal organisaties, 1 of meer',
      found: '0',
    });
  }
  problems.push(
    ...tranche.slots.flatMap((slot, i) => checkSlot(`${path}.tijdsloten.${i}`, slot, tranche, calendar)),
    ...checkMoments(path, tranche, calendar),
  );
  return problems;
}

function checkSlot(path: string, slot: SlotPlan, tranche: TranchePlan, calendar: Calendar): Problem[] {
  const problems: Problem[] = [];
  if (slot.begin >= slot.end) {
    problems.push({
      path: `${path}.einde`,
      expected: `een tijd na het begin (${slot.begin})`,
      found: slot.end,
    });
  }
  if (slot.capacity === 0) {
    problems.push({ path: `${path}.plaatsen`, expected: 'een heel aantal plaatsen, 1 of meer', found: '0' });
  }
  const { from, until } = tranche.chainTests;
  if (slot.kind === 'weekly') {
    if (from <= until && slotDays(slot, tranche, calendar).length === 0) {
      const expected = `ten minste één werkdag op deze dagen, van ${from} tot en met ${until}`;
      problems.push({ path: `${path}.dagen`, expected, found: 'geen enkele' });
    }
    return problems;
  }
  if (slot.date < from || slot.date > until) {
    const expected = `een datum binnen de ketentesten van deze tranche, van ${from} tot en met ${until}`;
    problems.push({ path: `${path}.datum`, expected, found: slot.date });
  }
  if (!calendar.isWorkingDay(slot.date)) {
    const expected = 'een werkdag van het Servicecentrum: geen weekend, feestdag of sluiting';
    problems.push({ path: `${path}.datum`, expected, found: `${slot.date} (${formatDate(slot.date)})` });
  }
  return problems;
}

/** At one moment, a tranche has at most one slot per function: else two slots would share an id. */
function checkMoments(path: string, tranche: TranchePlan, calendar: Calendar): Problem[] {
  const seen = new Map<string, number>();
  const problems: Problem[] = [];
  for (const [i, slot] of tranche.slots.entries()) {
    const doubles = slotDays(slot, tranche, calendar).flatMap((date) =>
      slot.functions.flatMap((fn) => {
        const key = `${date} ${slot.begin} ${fn}`;
        const first = seen.get(key);
        if (first === undefined) seen.set(key, i);
        return first === undefined ? [] : [{ date, fn, first }];
      }),
    );
    // One problem says it for all the weeks of a pattern.
    const [double] = doubles;
    if (double === undefined) continue;
    const { date, fn, first } = double;
    problems.push({
      path: `${path}.tijdsloten.${i}`,
      expected: 'op elk moment hoogstens één tijdslot per functie',
      found: `${date} om ${slot.begin} uur voor ${functionWords[fn]} nog een keer, na tijdsloten.${first}`,
    });
  }
  return problems;
}

function checkNames(plan: Plan): Problem[] {
  return plan.tranches.flatMap(({ name }, i) => {
    const first = plan.tranches.findIndex((other) => other.name === name);
    if (first === i) return [];
    const expected = `een naam die nog niet gebruikt is (tranches.${first} heet al zo)`;
    return [{ path: `tranches.${i}.naam`, expected, found: name }];
  });
}

/** The number of active tranches rises only on a first day of one of them. */
function checkActive(plan: Plan): Problem[] {
  const activeOn = (day: IsoDate) =>
    plan.tranches.filter(({ active }) => active.from <= day && day <= active.until);
  const starts = plan.tranches.map(({ active }) => active.from);
  return plan.tranches.flatMap(({ active }, i) => {
    if (starts.indexOf(active.from) !== i) return [];
    const names = activeOn(active.from).map(({ name }) => name);
    if (names.length <= plan.maximumActiveTranches) return [];
    return [
      {
        path: `tranches.${i}.van`,
        expected: `niet meer actieve tranches tegelijk dan ${plan.maximumActiveTranches} (maximumActieveTranches)`,
        found: `${names.length} op ${active.from}: ${names.join(', ')}`,
      },
    ];
  });
}
