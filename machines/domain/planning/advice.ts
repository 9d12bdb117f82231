import { formatDuration } from '../dutch-dates.ts';
import type { PlanningAnswer, PlanningRequest } from './requests.ts';
import { organisationOf, type PlanningState } from './state.ts';

type AdviceRequest = Extract<PlanningRequest, { readonly kind: 'advice' }>;

/**
 * The ledger of advice: at most `adviesMinuten` per organisation, over all its tracks, for good [seed: one dagdeel].
 * A booking that is in it already is answered as it stands.
 */
export function bookAdvice(
  state: PlanningState,
  { organisation: id, booking, minutes }: AdviceRequest,
): { readonly state: PlanningState; readonly answer: PlanningAnswer } {
  const organisation = organisationOf(state, id);
  const answered = { organisation: id, booking };
  if (organisation === undefined) {
    const reason = `Organisatie ${id} staat niet in het register.`;
    return { state, answer: { kind: 'adviceRefused', ...answered, usedMinutes: 0, reason } };
  }
  const usedMinutes = usedAdvice(organisation);
  if (organisation.advice.some((booked) => booked.booking === booking)) {
    return { state, answer: { kind: 'adviceBooked', ...answered, usedMinutes } };
  }
  const maximum = state.plan.policy.adviesMinuten;
  if (usedMinutes + minutes > maximum) {
    const left = formatDuration(Math.max(0, maximum - usedMinutes));
    const reason = `Het advies duurt hoogstens ${formatDuration(maximum)} per organisatie: er is nog ${left} over, gevraagd is ${formatDuration(minutes)}.`;
    return { state, answer: { kind: 'adviceRefused', ...answered, usedMinutes, reason } };
  }
  const advice = [...organisation.advice, { booking, minutes }];
  const organisations = { ...state.organisations, [id]: { ...organisation, advice } };
  return {
    state: { ...state, organisations },
    answer: { kind: 'adviceBooked', ...answered, usedMinutes: usedMinutes + minutes },
  };
}

/** In minutes. */
export function usedAdvice({ advice }: PlanningState['organisations'][string]): number {
  return advice.reduce((sum, { minutes }) => sum + minutes, 0);
}
