import { expect, it, onTestFinished, vi } from 'vitest';
import { duration, Programme, reasonOf, type Part } from './parts.ts';

const part = <Value>(title: string, measure: Part<Value>['measure']): Part<Value> => ({
  title,
  seconds: 30,
  measure,
});

it('goes on after a part that failed, once that has been cleared away', async () => {
  const seen: string[] = [];
  const broken = part('Eerst', async () => {
    throw new Error('Update failed', { cause: new Error('kan nu niet') });
  });
  const works = part('Dan', async (tell) => {
    tell('halverwege');
    return 7;
  });
  const programme = new Programme(
    [broken, works],
    (line) => void seen.push(line),
    async () => void seen.push('opgeruimd'),
  );
  expect(await programme.carryOut(broken)).toMatchObject({
    kind: 'missing',
    reason: 'Update failed: kan nu niet',
  });
  expect(await programme.carryOut(works)).toMatchObject({ kind: 'measured', title: 'Dan', value: 7 });
  expect(seen).toEqual([
    '[1/2] Eerst: ongeveer 30 s; daarna nog ongeveer 30 s …',
    'Eerst is mislukt: Update failed: kan nu niet',
    'opgeruimd',
    '[2/2] Dan: ongeveer 30 s; dit is het laatste deel …',
    'halverwege',
  ]);
});

it('tells what went wrong with all its causes', () => {
  expect(reasonOf('stuk')).toBe('stuk');
  expect(reasonOf(new Error('a', { cause: new Error('b', { cause: 'c' }) }))).toBe('a: b: c');
});

it('tells seconds, and many of them in minutes', () => {
  expect([0.4, 99, 100, 600].map(duration)).toEqual(['0 s', '99 s', '2 minuten', '10 minuten']);
});

it.each([
  { seconds: 5, minutes: 2 },
  { seconds: 60, minutes: 4 },
])(
  'gives up a part of $seconds s that has not ended after $minutes minutes',
  async ({ seconds, minutes }) => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const endless = { ...part('Eindeloos', () => new Promise<never>(() => {})), seconds };
    let outcome: unknown = null;
    const programme = new Programme(
      [endless],
      () => {},
      async () => {},
    );
    void programme.carryOut(endless).then((found) => {
      outcome = found;
    });
    await vi.advanceTimersByTimeAsync(minutes * 60_000 - 1);
    expect(outcome).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(outcome).toMatchObject({ kind: 'missing', reason: `niet klaar na ${minutes} minuten` });
  },
);
