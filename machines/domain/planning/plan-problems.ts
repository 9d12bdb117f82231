import { deskCalendar, type Calendar, type Closure } from '../calendar.ts';
import { isoDate } from '../dates.ts';
import type { Problem } from '../problem.ts';
import { checkPeriod, isSensible } from './period-problems.ts';
import { checkTranche, type TrancheDraft } from './tranche-problems.ts';

/** A plan as far as it could be read: null is what could not, and is told elsewhere. A plan is one without nulls. */
export interface PlanDraft {
  readonly maximumActiveTranches: number | null;
  readonly closures: readonly (Closure | null)[];
  readonly tranches: readonly (TrancheDraft | null)[];
}

/** Everything that keeps the plan from being published, by the file's Dutch paths; empty when nothing does. */
export function checkPlan(plan: PlanDraft): readonly Problem[] {
  const wrongClosures = plan.closures.flatMap((closure, i) =>
    closure === null ? [] : checkPeriod(`sluitingen.${i}`, closure),
  );
  const closures = plan.closures.filter(isSensible);
  const closedYear = findClosedYear(plan.closures, deskCalendar(closures));
  // Every date is judged by a calendar: one that has a working day in each year.
  const calendar = deskCalendar(closedYear === undefined ? closures : []);
  return [
    ...wrongClosures,
    ...(closedYear === undefined ? [] : [closedYear]),
    ...plan.tranches.flatMap((tranche, i) =>
      tranche === null ? [] : checkTranche(`tranches.${i}`, tranche, calendar),
    ),
    ...checkNames(plan),
    ...checkActive(plan),
  ];
}

/** A year without a working day has no end of a term either. */
function findClosedYear(closures: PlanDraft['closures'], calendar: Calendar): Problem | undefined {
  for (const [i, closure] of closures.entries()) {
    if (!isSensible(closure)) continue;
    for (let year = Number(closure.from.slice(0, 4)); year <= Number(closure.until.slice(0, 4)); year++) {
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

function checkNames({ tranches }: PlanDraft): Problem[] {
  return tranches.flatMap((tranche, i) => {
    const name = tranche?.name ?? null;
    const first = tranches.findIndex((other) => other?.name === name);
    if (name === null || first === i) return [];
    const expected = `een naam die nog niet gebruikt is (tranches.${first} heet al zo)`;
    return [{ path: `tranches.${i}.naam`, expected, found: name }];
  });
}

/** The number of active tranches rises only on a first day of one of them. */
function checkActive({ tranches, maximumActiveTranches }: PlanDraft): Problem[] {
  if (maximumActiveTranches === null) return [];
  const known = tranches.flatMap((tranche, i) =>
    tranche?.active == null ? [] : [{ i, active: tranche.active, name: tranche.name ?? `tranches.${i}` }],
  );
  return known.flatMap(({ i, active: { from: day } }, at) => {
    if (known.findIndex(({ active }) => active.from === day) !== at) return [];
    const names = known
      .filter(({ active }) => active.from <= day && day <= active.until)
      .map(({ name }) => name);
    if (names.length <= maximumActiveTranches) return [];
    return [
      {
        path: `tranches.${i}.van`,
        expected: `niet meer actieve tranches tegelijk dan ${maximumActiveTranches} (maximumActieveTranches)`,
        found: `${names.length} op ${day}: ${names.join(', ')}`,
      },
    ];
  });
}
