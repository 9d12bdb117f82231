import { functionWords } from '../../words.ts';
import { organisationOf, type PlanningState, type ReservationKey } from '../state.ts';
import type { Located } from './proposal.ts';
import type { MoveRefusal } from './propose.ts';

/** "Gouda (Berichtenbox)" */
export function whose(state: PlanningState, { organisation, function: fn }: ReservationKey): string {
  return `${organisationOf(state, organisation)?.name ?? organisation} (${functionWords[fn]})`;
}

/** "V3.2, Gouda (Berichtenbox)" */
export function named(state: PlanningState, { id, move }: Located): string {
  return `${id}, ${whose(state, move)}`;
}

/** More than these stay in the overview. */
const mostNamed = 20;

/** Each refusal with its reason, in short. */
export function refusalsText(state: PlanningState, refusals: readonly MoveRefusal[]): string {
  const lines = refusals.slice(0, mostNamed).map((one) => `${whose(state, one)}: ${one.reason}`);
  const more = refusals.length - lines.length;
  return [...lines, ...(more > 0 ? [`En nog ${more}.`] : [])].join(' ');
}
