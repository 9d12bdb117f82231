import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { repeat } from '../../worker/repeated.ts';

const pauseMs = 60_000;
const warn = vi.fn<(message: string, meta?: object) => void>();

beforeEach(() => {
  vi.useFakeTimers();
  warn.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A look that ends when it is told to. */
function held() {
  let begun = 0;
  let end = (): void => {};
  return {
    name: 'something slow',
    look: (signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        begun++;
        end = resolve;
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      }),
    begun: () => begun,
    end: () => end(),
  };
}
function counted(fails: (time: number) => boolean = () => false) {
  let times = 0;
  return {
    name: 'something',
    times: () => times,
    async look() {
      if (fails(++times)) throw new Error('The server is away');
    },
  };
}

describe('looks that are repeated', () => {
  it('are had at once, and again after each pause', async () => {
    const look = counted();
    const repeated = repeat([look], pauseMs, { warn });
    expect(look.times()).toBe(1);
    await vi.advanceTimersByTimeAsync(3 * pauseMs);
    expect(look.times()).toBe(4);
    await repeated.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('do not queue up behind one that takes long', async () => {
    const [slow, next] = [held(), counted()];
    const repeated = repeat([slow, next], pauseMs, { warn });
    await vi.advanceTimersByTimeAsync(10 * pauseMs);
    expect([slow.begun(), next.times()]).toEqual([1, 0]);
    slow.end();
    await vi.advanceTimersByTimeAsync(pauseMs - 1);
    expect([slow.begun(), next.times()]).toEqual([1, 1]);
    await vi.advanceTimersByTimeAsync(1);
    expect(slow.begun()).toBe(2);
    await repeated.stop();
  });

  it('are logged when they fail, hold up no other, and are tried again', async () => {
    const [failing, next] = [counted((time) => time < 3), counted()];
    const repeated = repeat([failing, next], pauseMs, { warn });
    await vi.advanceTimersByTimeAsync(2 * pauseMs);
    expect([failing.times(), next.times()]).toEqual([3, 3]);
    expect(warn.mock.calls.map(([message]) => message)).toEqual(
      Array.from({ length: 2 }, () => expect.stringContaining('something')),
    );
    expect(warn.mock.calls[0]?.[1]).toEqual({ error: new Error('The server is away') });
    await repeated.stop();
  });

  it('are broken off by a stop, which is no failure, and has no next one', async () => {
    const [slow, next] = [held(), counted()];
    await repeat([slow, next], pauseMs, { warn }).stop();
    await repeat([slow], pauseMs, { warn }).stop();
    expect([slow.begun(), next.times()]).toEqual([2, 0]);
    expect(warn).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
