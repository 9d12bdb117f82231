import { setTimeout as wait } from 'node:timers/promises';
import type { Disturbance, Proxy } from './proxy.ts';

/** What can be killed, and started again. */
export interface Mortal {
  readonly name: string;
  /** Whether there was something to kill. */
  kill(): Promise<boolean>;
  start(): Promise<void> | void;
}

export interface Havoc {
  readonly kills: number;
  readonly random: () => number;
  /** Between the first kill and the last. */
  readonly windowMs: number;
  /** Which one is hit is a matter of chance; one that stands here twice is hit twice as often. */
  readonly mortals: readonly [Mortal, ...Mortal[]];
  readonly networks: readonly Proxy[];
  readonly stopped: AbortSignal;
  readonly report: (line: string) => void;
}

const longestDownMs = 2_500;
const longestDisturbanceMs = 2_000;
const ways: readonly Disturbance[] = ['cut', 'mute', 'mute', 'stall'];

/** Kills one after the other at random moments, while the network between them is disturbed as often again; how many. */
export async function wreak(havoc: Havoc): Promise<number> {
  let killed = 0;
  const { kills, random, windowMs, mortals, networks, stopped, report } = havoc;
  const gap = windowMs / (kills + 1);
  for (let kill = 1; kill <= kills && !stopped.aborted; kill++) {
    await pause(random() * gap);
    const network = networks[Math.floor(random() * networks.length)];
    network?.disturb(
      ways[Math.floor(random() * ways.length)] ?? 'cut',
      200 + random() * longestDisturbanceMs,
    );
    await pause(random() * gap);
    if (stopped.aborted) break;
    const mortal = mortals[Math.floor(random() * mortals.length)] ?? mortals[0];
    report(`${kill}/${kills}: ${mortal.name} hard gestopt`);
    if (await mortal.kill()) killed++;
    await pause(random() * longestDownMs);
    await mortal.start();
  }
  return killed;

  async function pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: stopped }).catch(() => {});
  }
}
