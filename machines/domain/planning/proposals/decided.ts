import type { PlanningAnswer } from '../requests.ts';
import type { PlanningState } from '../state.ts';

/** What came of something that a planner ordered. */
export type Decided =
  /** Nothing has changed; one Dutch sentence, or all problems. */
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'done';
      readonly state: PlanningState;
      /** For the tracks that it concerns. */
      readonly notices: readonly PlanningAnswer[];
      /** Dutch, short. */
      readonly answer: string;
    };
