import { connectionFunctions } from '../vocabulary.ts';
import { withReservation } from './capacity.ts';
import { withoutMove } from './proposals/conversation.ts';
import { recordAbandoned } from './register.ts';
import type { PlanningRequest } from './requests.ts';
import { organisationOf, type PlanningState } from './state.ts';

type Abandoned = Extract<PlanningRequest, { readonly kind: 'abandoned' }>;

/**
 * What a terminated track held is free, and the register keeps what it reached. The reservations stay, as released,
 * one generation on: so a request of the track that was still under way changes nothing any more, and neither does
 * this one, told again.
 */
export function freeAbandoned(
  state: PlanningState,
  request: Abandoned,
): { readonly state: PlanningState; readonly something: boolean } {
  const { organisation, generations } = request;
  let next = recordAbandoned(state, request);
  let something = false;
  for (const fn of connectionFunctions) {
    const current = organisationOf(next, organisation)?.reservations[fn];
    const seen = generations[fn];
    if (current === undefined || seen === undefined || current.generation > seen) continue;
    const key = { organisation, function: fn };
    const generation = seen + 1;
    something ||= current.status !== 'released';
    next = withoutMove(next, { kind: 'release', ...key, generation, what: 'everything' });
    next = withReservation(next, key, { status: 'released', generation, refusal: null });
  }
  return { state: next, something };
}
