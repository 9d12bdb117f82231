import { withReservation } from '../../../machines/domain/planning/capacity.ts';
import { faultsOf } from '../../../machines/domain/planning/optimise/check.ts';
import { measuresOf, type Measures } from '../../../machines/domain/planning/optimise/measures.ts';
import { problemOf } from '../../../machines/domain/planning/optimise/problem-of.ts';
import type { Supposal } from '../../../machines/domain/planning/optimise/question.ts';
import { replan, type Replanning } from '../../../machines/domain/planning/optimise/replan.ts';
import { assignByRule } from '../../../machines/domain/planning/optimise/rules.ts';
import type { Solver } from '../../../machines/domain/planning/optimise/solver.ts';
import { suppose } from '../../../machines/domain/planning/optimise/suppose.ts';
import { organisationOf, type PlanningState } from '../../../machines/domain/planning/state.ts';
import { nationalPlanning, nationalStart, type Scale } from './national.ts';

/** What one calculation took and gave, beside what a planner would do by hand. */
export interface Scenario {
  readonly name: string;
  readonly seconds: number;
  readonly isProven: boolean;
  readonly optimum: Measures;
  readonly firstCome: Measures;
  readonly earliestDue: Measures;
}

/** Everybody placed at once, and then what happens to that planning. */
export function planAndRepair(name: string, scale: Scale, solver: Solver): readonly Scenario[] {
  const empty = nationalPlanning(scale);
  const first = timed(`${name}: alles in één keer`, empty, null, solver);
  const full = carriedOut(empty, first.replanning);
  const supposals: readonly (readonly [string, Supposal])[] = [
    ['een tranche drie weken later', { tranche: 'T3', weken: 3 }],
    ['twee weken uitval', outage(full)],
    ['twintig organisaties erbij', { erbij: 20 }],
  ];
  return [
    first.scenario,
    ...supposals.map(([what, supposal]) => timed(`${name}: ${what}`, full, supposal, solver).scenario),
  ];
}

function outage({ plan }: PlanningState): Supposal {
  const { from } = plan.tranches[1]?.chainTests ?? { from: plan.tranches[0]?.active.from };
  if (from === undefined) throw new Error('A planning of two tranches at least');
  return { uitval: { van: from, totEnMet: twoWeeksAfter(from) } };
}

function twoWeeksAfter<Day extends string>(day: Day): Day {
  return new Date(Date.parse(day) + 13 * 86_400_000).toISOString().slice(0, 10) as Day; // the same form
}

function timed(
  name: string,
  today: PlanningState,
  supposal: Supposal | null,
  solver: Solver,
): { readonly scenario: Scenario; readonly replanning: Replanning } {
  const supposed =
    supposal === null ? { kind: 'supposed' as const, state: today } : suppose(today, supposal, nationalStart);
  if (supposed.kind === 'refused') throw new Error(supposed.reason);
  const { state } = supposed;
  const began = performance.now();
  const replanning = replan(today, state, supposal, nationalStart, solver);
  const faults = faultsOf(state, replanning.moves, replanning.after, nationalStart);
  const seconds = (performance.now() - began) / 1_000;
  if (faults.length > 0) throw new Error(`${name}: ${faults.join(' ')}`);
  const problem = problemOf(state, nationalStart);
  const byRule = (rule: 'firstCome' | 'earliestDue') => measuresOf(problem, assignByRule(problem, rule));
  const scenario = {
    name,
    seconds,
    isProven: Object.values(replanning.proofs).every(({ isProven }) => isProven),
    optimum: replanning.best,
    firstCome: byRule('firstCome'),
    earliestDue: byRule('earliestDue'),
  };
  return { scenario, replanning };
}

/** As when everybody has agreed. */
export function carriedOut(state: PlanningState, { moves }: Replanning): PlanningState {
  return moves.reduce((planned, move) => {
    const reservation = organisationOf(planned, move.organisation)?.reservations[move.function];
    if (reservation === undefined || !('wish' in reservation))
      throw new Error(`No wish of ${move.organisation}`);
    const { generation, wish } = reservation;
    return withReservation(planned, move, {
      status: 'agreed',
      generation,
      refusal: null,
      slot: move.to,
      since: planned.sequence,
      wish,
      displaced: null,
    });
  }, state);
}
