import { describe, expect, it } from 'vitest';
import { highsSolver } from '../../../activities/planning-solver/highs-solver.ts';
import { loadHighs } from '../../../activities/planning-solver/load-highs.ts';
import { randomFrom } from '../random.ts';
import { parseGap, solveGap, type GapInstance } from './gap.ts';

const small: GapInstance = {
  profits: [
    [6, 1, 5],
    [2, 7, 4],
  ],
  resources: [
    [3, 2, 3],
    [1, 4, 2],
  ],
  capacities: [5, 5],
};

function written({ profits, resources, capacities }: GapInstance): string {
  const size = [profits.length, profits[0]?.length ?? 0];
  return [size, ...profits, ...resources, capacities].map((line) => line.join(' ')).join('\n ');
}

/** Every way to divide the jobs; null when none fits. */
function bruteForce({ profits, resources, capacities }: GapInstance): number | null {
  const jobs = profits[0]?.length ?? 0;
  const best = (job: number, left: readonly number[]): number => {
    if (job === jobs) return 0;
    return Math.max(
      ...left.map((room, agent) => {
        const taken = resources[agent]?.[job] ?? 0;
        if (taken > room) return Number.NEGATIVE_INFINITY;
        return (profits[agent]?.[job] ?? 0) + best(job + 1, left.with(agent, room - taken));
      }),
    );
  };
  const most = best(0, capacities);
  return Number.isFinite(most) ? most : null;
}

function randomInstance(seed: number): GapInstance {
  const random = randomFrom(seed);
  const upTo = (most: number) => 1 + Math.floor(random() * most);
  const [agents, jobs] = [1 + upTo(2), upTo(6)];
  const matrix = () => Array.from({ length: agents }, () => Array.from({ length: jobs }, () => upTo(20)));
  return {
    profits: matrix(),
    resources: matrix(),
    capacities: Array.from({ length: agents }, () => upTo(45)),
  };
}

describe('a file of assignment problems', () => {
  it('holds their number first, or is one alone', () => {
    expect(parseGap(`2\n${written(small)}\n\n\t${written(small)}\n`)).toEqual([small, small]);
    expect(parseGap(written(small))).toEqual([small]);
    expect(parseGap(`1 ${written(small)}`)).toEqual([small]);
  });

  it.each(['', '2', `4 ${written(small)}`, `${written(small)} 1`, '2 3 1 2', 'een'])('is not %j', (text) => {
    expect(() => parseGap(text)).toThrow(/verwacht: .*gevonden: /s);
  });
});

describe('the best assignment', () => {
  it('is that of brute force, and null when the jobs do not fit', async () => {
    const solver = highsSolver(await loadHighs(), { left: () => 60_000 });
    expect(solveGap(small, solver)).toBe(bruteForce(small));
    const outcomes = Array.from({ length: 60 }, (_, seed) => randomInstance(seed)).map((instance) => {
      const found = solveGap(instance, solver);
      expect(found).toBe(bruteForce(instance));
      return found;
    });
    expect(outcomes).toContain(null);
  });
});
