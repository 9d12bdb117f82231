import type { IsoDate } from '../domain/dates.ts';
import type { DeskState } from './morning.ts';

/** A declaration that was taken in: the UI shows the answer to an Update in its history alone, so the page tells it. */
export interface Registration {
  /** Business date. */
  readonly on: IsoDate;
  readonly organisation: { readonly id: string; readonly name: string };
  /** Dutch: what was registered, and what happens next. */
  readonly answer: string;
}

const mostShown = 5;
/** The page has little room; the whole answer stands in the workflow's history. */
const longestAnswer = 300;

export function withRegistration(
  state: DeskState,
  { on, organisation: { id, name }, answer }: Registration,
): DeskState {
  const registration = { on, organisation: { id, name }, answer: clipped(answer) };
  return { ...state, registrations: [registration, ...(state.registrations ?? [])].slice(0, mostShown) };
}

function clipped(answer: string): string {
  if (answer.length <= longestAnswer) return answer;
  return `${answer.slice(0, answer.lastIndexOf(' ', longestAnswer))} …`;
}
