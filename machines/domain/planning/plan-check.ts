import type { Instant } from '../amsterdam.ts';
import { parsePlan } from './plan-file.ts';
import { formatProblems, type Problem } from '../problem.ts';
import { shortagesOf } from './plan-shortages.ts';
import { whose } from './proposals/proposal-words.ts';
import { publish } from './publish.ts';
import type { PlanningState } from './state.ts';

/** What publishing a planning file would do; nothing changes. Plain JSON, Dutch. */
export interface PlanCheck {
  /** What keeps it from being published, each with its path; empty when nothing does. */
  readonly problems: readonly string[];
  /** Where there is less room than is taken now, by the file's paths: it can be published all the same. */
  readonly shortages: readonly string[];
  /** Who would have no room any more, why, and what other place there is. */
  readonly warnings: readonly string[];
  /** What publishing would answer; null when it would be refused. */
  readonly summary: string | null;
}

export function checkPlanFile(state: PlanningState, file: unknown, now: Instant): PlanCheck {
  const parsed = parsePlan(file);
  if (!parsed.ok) {
    return refused(parsed.problems);
  }
  const published = publish(state, parsed.plan, now);
  switch (published.kind) {
    case 'refused':
      return refused(published.problems);
    case 'unchanged':
      return { problems: [], shortages: [], warnings: [], summary: published.summary };
    case 'published': {
      const { proposal } = published.proposed;
      const warnings = published.notices.flatMap((notice) => {
        if (notice.kind !== 'displaced') return [];
        const other = proposal?.moves.find(
          (move) => move.organisation === notice.organisation && move.function === notice.function,
        );
        const instead = other === undefined ? 'Er is geen ander tijdslot.' : `Wel plaats: ${other.to}.`;
        return [`${whose(state, notice)}: ${notice.reason} ${instead}`];
      });
      const shortages = lines(shortagesOf(state, parsed.plan, now));
      return { problems: [], shortages, warnings, summary: published.summary };
    }
  }
}

function refused(problems: readonly Problem[]): PlanCheck {
  return { problems: lines(problems), shortages: [], warnings: [], summary: null };
}

function lines(problems: readonly Problem[]): readonly string[] {
  return problems.map((one) => formatProblems([one]));
}
