import { functionWords } from '../../words.ts';
import { displayName } from '../organisation-names.ts';
import type { PlanningState, ReservationKey } from '../state.ts';
import type { Located } from './proposal.ts';
import type { MoveRefusal } from './choose.ts';

/** "Gouda, Berichtenbox"; "Utrecht (gemeente), Berichtenbox" where there is another Utrecht. */
export function whose(state: PlanningState, { organisation, function: fn }: ReservationKey): string {
  return `${displayName(state, organisation)}, ${functionWords[fn]}`;
}

/** "V3.2, Gouda, Berichtenbox" */
export function named(state: PlanningState, { id, move }: Located): string {
  return `${id}, ${whose(state, move)}`;
}

/** Each with its reason. */
export function refusalLines(state: PlanningState, refusals: readonly MoveRefusal[]): readonly string[] {
  return refusals.map((one) => `${whose(state, one)}: ${one.reason}`);
}

/** What a planner wrote, as a sentence among others. */
export function sentence(text: string): string {
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}
