import type { Problem } from '../problem.ts';
import type { Period } from './plan.ts';

export function isSensible<Some extends Period>(period: Some | null): period is Some {
  return period !== null && period.from <= period.until;
}

export function checkPeriod(path: string, { from, until }: Period): Problem[] {
  if (from <= until) return [];
  return [{ path: `${path}.totEnMet`, expected: `een datum op of na ${from}`, found: until }];
}
