import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gauge, type Metric } from '../../../worker/observation/exposition.ts';
import { Figures } from '../../../worker/observation/figures.ts';

const warn = vi.fn<(message: string, meta?: object) => void>();

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  warn.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Figures that number themselves; one that takes so many seconds, or fails. */
function gathering(takes: (time: number) => number | 'fails' = () => 0) {
  let begun = 0;
  const figures = new Figures(
    async (signal) => {
      const [time, seconds] = [++begun, takes(begun)];
      if (seconds === 'fails') throw new Error('The server is away');
      await new Promise<void>((resolve, reject) => {
        if (seconds === 0) resolve();
        else setTimeout(resolve, seconds * 1_000);
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
      return [gauge('traject_proof', 'Which time.', [{ labels: {}, value: time }])];
    },
    { warn },
  );
  return { figures, begun: () => begun };
}

/** Which time, and the second since which it holds. */
async function asked(figures: Figures) {
  const answer = figures.metrics().then((metrics) => metrics.map(({ values }: Metric) => values[0]?.value));
  await vi.advanceTimersByTimeAsync(0);
  return await Promise.race([answer, Promise.resolve('no answer yet')]);
}

describe('the figures of the business', () => {
  it('are gathered when somebody asks first, who waits for them, and then twice a minute', async () => {
    const { figures, begun } = gathering();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(begun()).toBe(0);
    expect(await asked(figures)).toEqual([1, 1_060]);
    for (let second = 0; second < 120; second++) {
      await figures.metrics();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(begun()).toBe(5);
    expect(await asked(figures)).toEqual([5, 1_180]);
    await figures.stop();
  });

  it('are the last ones, with their own moment, for as long as others are being gathered', async () => {
    const { figures, begun } = gathering((time) => (time === 2 ? 50 : 0));
    await figures.metrics();
    await vi.advanceTimersByTimeAsync(79_000);
    expect(begun()).toBe(2);
    expect(await asked(figures)).toEqual([1, 1_000]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await asked(figures)).toEqual([2, 1_080]);
    await figures.stop();
  });

  it('are left out when the first are not there in five seconds, so that the rest is told', async () => {
    const { figures } = gathering(() => 20);
    const first = figures.metrics();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await first).toEqual([]);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await asked(figures)).toEqual([1, 1_020]);
    await figures.stop();
  });

  it('stay when gathering fails, and the log says so', async () => {
    const { figures } = gathering((time) => (time === 2 ? 'fails' : 0));
    await figures.metrics();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(warn.mock.calls.map(([message]) => message)).toEqual([expect.stringContaining('the figures')]);
    expect(await asked(figures)).toEqual([1, 1_000]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await asked(figures)).toEqual([3, 1_060]);
    await figures.stop();
  });

  it('that fail at once make nobody wait', async () => {
    const { figures } = gathering(() => 'fails');
    expect(await asked(figures)).toEqual([]);
    await figures.stop();
  });

  it('are broken off by a stop', async () => {
    const { figures, begun } = gathering(() => 20);
    void figures.metrics();
    await figures.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(begun()).toBe(1);
    expect(warn).not.toHaveBeenCalled();
  });
});
