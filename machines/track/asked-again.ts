import type { PlanningAnswer, PlanningRequest } from '../domain/planning/requests.ts';

/**
 * After a reset the planning knows newer requests of this track than it does itself, and drops an older one; and of an
 * earlier track of the organisation, when that was terminated. Then the same is asked once more, as the newest: what is
 * wanted last counts, as long as it takes away no place that the track had not heard of. Null: the answer is an answer.
 */
export function askedAgain(request: PlanningRequest, answer: PlanningAnswer): PlanningRequest | null {
  if (!('generation' in request) || !('generation' in answer)) return null;
  if (answer.generation <= request.generation) return null;
  return { ...request, generation: answer.generation + 1, again: true };
}
