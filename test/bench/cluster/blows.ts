import { setTimeout as wait } from 'node:timers/promises';
import type { Mortal as Named } from '../../chaos/kills.ts';
import type { Call } from './observed-calls.ts';

type Mortal = Omit<Named, 'name'>;

/** What is killed at the same moment, and how long it stays away. */
export interface Blow {
  readonly what: string;
  readonly mortals: readonly Mortal[];
  readonly downMs: number;
}

export interface Struck {
  readonly what: string;
  readonly downMs: number;
  /** Real time. */
  readonly at: number;
}

/** What was seen of a blow by who asked, until the next one. */
export interface Felt {
  readonly what: string;
  readonly downMs: number;
  readonly calls: number;
  /** Tries that were not answered, by kind. */
  readonly errors: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  /** The longest time in which nothing was answered. */
  readonly silenceMs: number;
}

/** One blow after the other, with the time to come to itself in between. */
export async function strike(
  blows: readonly Blow[],
  calmMs: number,
  stopped: AbortSignal,
  report: (line: string) => void,
): Promise<readonly Struck[]> {
  const struck: Struck[] = [];
  for (const { what, mortals, downMs } of blows) {
    await wait(calmMs, undefined, { signal: stopped });
    report(downMs > 0 ? `${what}: ${downMs / 1_000} seconden weg` : what);
    struck.push({ what, downMs, at: Date.now() });
    const killed = await Promise.all(mortals.map(async (mortal) => mortal.kill()));
    if (!killed.every(Boolean)) throw new Error(`${what}: draaide niet`);
    await wait(downMs, undefined, { signal: stopped });
    for (const mortal of mortals) await mortal.start();
  }
  await wait(calmMs, undefined, { signal: stopped });
  return struck;
}

/** `until`: of the last one. */
export function feltOf(struck: readonly Struck[], calls: readonly Call[], until: number): readonly Felt[] {
  return struck.map(({ what, downMs, at }, index) => {
    const end = struck[index + 1]?.at ?? until;
    const ended = calls
      .map((call) => ({ ...call, end: call.at + call.ms }))
      .filter((call) => call.end >= at && call.end < end);
    const errors: Record<string, number> = {};
    for (const { error } of ended) if (error !== null) errors[error] = (errors[error] ?? 0) + 1;
    const answers = ended.flatMap((call) => (call.error === null ? [call.end] : []));
    const moments = [at, ...answers.sort((a, b) => a - b), end];
    const gaps = moments.slice(1).map((moment, before) => moment - (moments[before] ?? moment));
    return {
      what,
      downMs,
      calls: ended.length,
      errors,
      slowestMs: Math.max(0, ...ended.flatMap((call) => (call.error === null ? [call.ms] : []))),
      silenceMs: Math.max(0, ...gaps),
    };
  });
}
