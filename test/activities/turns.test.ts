import { describe, expect, it } from 'vitest';
import { Overtaken, Turns } from '../../activities/turns.ts';

/** Work that goes on until it is let go. */
function held() {
  let release = (): void => {};
  const done = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { release, work: async () => await done };
}

const settled = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('are so many at once, and the others come in order', async () => {
    const turns = new Turns(2, 60_000);
    const order: string[] = [];
    const works = ['a', 'b', 'c', 'd'].map((name) => ({ name, ...held() }));
    const all = works.map(({ name, work }) =>
      turns.take(async () => {
        order.push(name);
        await work();
      }),
    );
    await settled();
    expect(order).toEqual(['a', 'b']);
    works[1]?.release();
    await settled();
    expect(order).toEqual(['a', 'b', 'c']);
    for (const { release } of works) release();
    await Promise.all(all);
    expect(order).toEqual(['a', 'b', 'c', 'd']);
  });

  it('come free when work fails too', async () => {
    const turns = new Turns(1, 60_000);
    await expect(turns.take(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turns.take(() => Promise.resolve('yes'))).toBe('yes');
  });

  it('are not for who waited too long: the next one has it', async () => {
    const turns = new Turns(1, -1); // whoever waits at all
    const first = held();
    const busy = turns.take(first.work);
    const late = turns.take(() => Promise.resolve('never')).catch((error: unknown) => error);
    first.release();
    await busy;
    expect(await late).toBeInstanceOf(Overtaken);
    expect(await turns.take(() => Promise.resolve('free'))).toBe('free');
  });
});
