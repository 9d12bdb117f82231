import type { PlanningAnswer, PlanningRequest } from '../domain/planning/requests.ts';

/**
 * After a reset the planning knows newer requests of this track than it does itself, and drops an older one; and of an
 * earlier track of the organisation, when that was terminated. Then the same is asked once more, as the newest. What is
 * wanted last is what counts. Null: the answer is an answer.
 */
export function askedAgain(request: PlanningRequest, answer: PlanningAnswer): PlanningRequest | null {
  if (!('generation' in request) || !('generation' in answer)) return null;
  return answer.generation > request.generation ? { ...request, generation: answer.generation + 1 } : null;
}
