import { CancellationScope, sleep } from '@temporalio/workflow';
import type { Instant } from '../machines/domain/amsterdam.ts';
import { realTime, type Clock } from '../machines/domain/clock.ts';

interface AlarmSettings {
  readonly clock: Clock;
  /** What the timer waits for, as the timeline shows it. */
  readonly summary: (moment: Instant) => string;
  readonly ring: () => void;
}

/** One timer, for the next moment that matters; left alone as long as that stays the same: cancelling costs little, firing a workflow task. */
export class Alarm {
  readonly #settings: AlarmSettings;
  #timer: { readonly moment: Instant; readonly scope: CancellationScope } | null = null;

  constructor(settings: AlarmSettings) {
    this.#settings = settings;
  }

  /** In business time; null when nothing is to come. One that has passed rings at once. */
  set(moment: Instant | null): void {
    if (this.#timer?.moment === moment) return;
    this.#timer?.scope.cancel();
    this.#timer = null;
    if (moment === null) return;
    const { clock, summary, ring } = this.#settings;
    const timer = { moment, scope: new CancellationScope() };
    this.#timer = timer;
    const wait = Math.max(1, realTime(clock, moment) - Date.now());
    const fired = (): void => {
      this.#timer = null;
      ring();
    };
    const left = (): void => {}; // cancelled for another moment
    void timer.scope.run(() => sleep(wait, { summary: summary(moment) })).then(fired, left);
  }
}
