import type { Instant } from '../../machines/domain/amsterdam.ts';
import type { CarriedPlanning } from '../../machines/domain/planning/carried.ts';
import type { MeasureName } from '../../machines/domain/planning/optimise/measures.ts';
import type { Supposal } from '../../machines/domain/planning/optimise/question.ts';
import type { Replanning } from '../../machines/domain/planning/optimise/replan.ts';

/** What the solver's thread is given, and what it tells: plain data, since it is copied. */
export interface SolverOrder {
  readonly planning: CarriedPlanning;
  readonly supposal: Supposal | null;
  /** Business time. */
  readonly now: Instant;
  readonly seconds: number;
}

export type ThreadMessage =
  /** Begins with this measure. */
  | { readonly kind: 'progress'; readonly measure: MeasureName }
  | { readonly kind: 'replanned'; readonly replanning: Replanning };
