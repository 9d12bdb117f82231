import type { PlanningAnswer } from '../requests.ts';
import type { PlanningState } from '../state.ts';

/** What came of something that a planner ordered. */
export type Decided =
  /** Nothing has changed; one Dutch sentence, then a line for each move that is not possible, or all problems. */
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'done';
      readonly state: PlanningState;
      /** For the tracks that it concerns. */
      readonly notices: readonly PlanningAnswer[];
      /** Dutch. One line says what came of it; each next line names one move that is not possible, with the reason. */
      readonly answer: string;
    };

/** Some hundred characters each, remembered for fifty orders: the state must stay small. */
const mostRemembered = 20;

/** As it is told again to who lost the answer. */
export function shortened(answer: string): string {
  const lines = answer.split('\n');
  const more = lines.length - 1 - mostRemembered;
  return more <= 0 ? answer : [...lines.slice(0, 1 + mostRemembered), `En nog ${more}.`].join('\n');
}
