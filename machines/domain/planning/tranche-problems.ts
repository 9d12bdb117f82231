import type { Calendar } from '../calendar.ts';
import { daysBetween } from '../dates.ts';
import { formatDate } from '../dutch-dates.ts';
import type { Problem } from '../problem.ts';
import { functionWords } from '../words.ts';
import { checkPeriod, isSensible } from './period-problems.ts';
import type { Period, SlotPlan } from './plan.ts';
import { slotDays } from './slots.ts';

/** A tranche as far as it could be read: null is what could not, and is told elsewhere. */
export interface TrancheDraft {
  readonly name: string | null;
  readonly active: Period | null;
  readonly chainTests: Period | null;
  readonly maximumOrganisations: number | null;
  readonly slots: readonly (SlotPlan | null)[];
}

/** A tranche takes a few months to a year; a longer one is a slip of the pen, and so long that its slots would not fit. */
const longestTranche = 3 * 366;

/** Everything that is wrong with one tranche by itself, by the file's Dutch paths below `path`. */
export function checkTranche(path: string, tranche: TrancheDraft, calendar: Calendar): Problem[] {
  const { active, chainTests, maximumOrganisations } = tranche;
  const tooLong = checkLength(path, [active, chainTests]);
  return [
    ...(active === null ? [] : checkPeriod(path, active)),
    ...(chainTests === null ? [] : checkPeriod(`${path}.ketentesten`, chainTests)),
    ...tooLong,
    ...(tooLong.length > 0 ? [] : checkWindow(path, active, chainTests)),
    ...(maximumOrganisations === 0
      ? [
          {
            path: `${path}.maximumOrganisaties`,
            expected: 'een heel aantal organisaties, 1 of meer',
            found: '0',
          },
        ]
      : []),
    ...tranche.slots.flatMap((slot, i) => (slot === null ? [] : checkSlot(`${path}.tijdsloten.${i}`, slot))),
    // Days are looked at one by one: not when there is no end to them.
    ...(tooLong.length > 0 || !isSensible(chainTests)
      ? []
      : [
          ...tranche.slots.flatMap((slot, i) =>
            slot === null ? [] : checkDays(`${path}.tijdsloten.${i}`, slot, chainTests, calendar),
          ),
          ...checkMoments(path, tranche.slots, chainTests, calendar),
        ]),
  ];
}

function checkLength(path: string, periods: readonly (Period | null)[]): Problem[] {
  const known = periods.filter((period) => period !== null);
  const first = known.map(({ from }) => from).sort()[0];
  const last = known
    .map(({ until }) => until)
    .sort()
    .at(-1);
  if (first === undefined || last === undefined || daysBetween(first, last) <= longestTranche) return [];
  const expected = 'een tranche van ten hoogste drie jaar';
  return [{ path: `${path}.totEnMet`, expected, found: `${first} tot en met ${last}` }];
}

function checkWindow(path: string, active: Period | null, chainTests: Period | null): Problem[] {
  if (active === null || chainTests === null) return [];
  const problems: Problem[] = [];
  if (chainTests.from < active.from) {
    const expected = `een datum binnen de tranche, op of na ${active.from}`;
    problems.push({ path: `${path}.ketentesten.van`, expected, found: chainTests.from });
  }
  if (chainTests.until > active.until) {
    const expected = `een datum binnen de tranche, op of voor ${active.until}`;
    problems.push({ path: `${path}.ketentesten.totEnMet`, expected, found: chainTests.until });
  }
  return problems;
}

function checkSlot(path: string, slot: SlotPlan): Problem[] {
  const problems: Problem[] = [];
  if (slot.begin >= slot.end) {
    const expected = `een tijd na het begin (${slot.begin})`;
    problems.push({ path: `${path}.einde`, expected, found: slot.end });
  }
  if (slot.capacity === 0) {
    problems.push({ path: `${path}.plaatsen`, expected: 'een heel aantal plaatsen, 1 of meer', found: '0' });
  }
  return problems;
}

function checkDays(path: string, slot: SlotPlan, chainTests: Period, calendar: Calendar): Problem[] {
  const { from, until } = chainTests;
  if (slot.kind === 'weekly') {
    if (slotDays(slot, chainTests, calendar).length > 0) return [];
    const expected = `ten minste één werkdag op deze dagen, van ${from} tot en met ${until}`;
    return [{ path: `${path}.dagen`, expected, found: 'geen enkele' }];
  }
  const problems: Problem[] = [];
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
function checkMoments(
  path: string,
  slots: TrancheDraft['slots'],
  chainTests: Period,
  calendar: Calendar,
): Problem[] {
  const seen = new Map<string, number>();
  const problems: Problem[] = [];
  for (const [i, slot] of slots.entries()) {
    if (slot === null) continue;
    const doubles = slotDays(slot, chainTests, calendar).flatMap((date) =>
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
