import { readFile } from 'node:fs/promises';
import {
  infinity,
  type Bounds,
  type Column,
  type Solver,
} from '../../../machines/domain/planning/optimise/solver.ts';

/** The generalised assignment problem as OR-Library publishes it: each job to one agent, within the agents' capacities, for the most profit. */
export interface GapInstance {
  /** By agent and job. */
  readonly profits: readonly (readonly number[])[];
  readonly resources: readonly (readonly number[])[];
  readonly capacities: readonly number[];
}

/**
 * A file holds the number of instances first, and then each; a part of a split file holds one instance without that
 * number. Per instance m and n, profits (m × n), resources (m × n) and m capacities, with white space anywhere.
 * @throws RangeError when it holds anything else.
 */
export function parseGap(text: string): readonly GapInstance[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const strange = words.find((word) => !/^-?\d+(\.\d+)?$/.test(word));
  if (strange !== undefined) throw new RangeError(`verwacht: getallen; gevonden: "${strange.slice(0, 40)}"`);
  const numbers = words.map(Number);
  const [count = 0] = numbers;
  const counted = readInstances(numbers.slice(1), count);
  const found = counted ?? readInstances(numbers, 1);
  if (found === null) {
    throw new RangeError(
      `verwacht: het aantal problemen en dan per probleem m, n, m × n opbrengsten, m × n middelen en m capaciteiten; gevonden: ${numbers.length} getallen die daar niet op uitkomen`,
    );
  }
  return found;
}

/** Exactly so many, and nothing after them. */
function readInstances(numbers: readonly number[], count: number): readonly GapInstance[] | null {
  if (!Number.isInteger(count) || count < 1 || count > numbers.length) return null;
  let at = 0;
  const instances: GapInstance[] = [];
  for (let i = 0; i < count; i++) {
    const [m = 0, n = 0] = numbers.slice(at, at + 2);
    if (!isSize(m) || !isSize(n) || at + 2 + 2 * m * n + m > numbers.length) return null;
    const matrix = (from: number) =>
      Array.from({ length: m }, (_, row) => numbers.slice(from + row * n, from + (row + 1) * n));
    instances.push({
      profits: matrix(at + 2),
      resources: matrix(at + 2 + m * n),
      capacities: numbers.slice(at + 2 + 2 * m * n, at + 2 + 2 * m * n + m),
    });
    at += 2 + 2 * m * n + m;
  }
  return at === numbers.length ? instances : null;
}

function isSize(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

/** The proven optimum; null when not all jobs fit. Recomputed from who does what. @throws Error when it is not proven. */
export function solveGap({ profits, resources, capacities }: GapInstance, solver: Solver): number | null {
  const jobs = profits[0]?.length ?? 0;
  const rows: Bounds[] = [
    ...Array.from({ length: jobs }, () => ({ lower: 1, upper: 1 })),
    ...capacities.map((capacity) => ({ lower: -infinity, upper: capacity })),
  ];
  const columns: Column[] = profits.flatMap((row, agent) =>
    row.map((profit, job) => ({
      cost: -profit,
      upper: 1,
      rows: [job, jobs + agent],
      values: [1, resources[agent]?.[job] ?? 0],
    })),
  );
  const solved = solver.integer({ rows, columns, start: null });
  if (solved.status === 'infeasible') return null;
  if (solved.status === 'stopped') throw new Error('de rekentijd was op voordat het bewezen was');
  return profitOf({ profits, resources, capacities }, solved.values);
}

function profitOf({ profits, resources, capacities }: GapInstance, values: Float64Array): number {
  const jobs = profits[0]?.length ?? 0;
  const used = capacities.map(() => 0);
  const done = Array.from({ length: jobs }, () => 0);
  let profit = 0;
  for (const [agent, row] of profits.entries()) {
    for (const [job, gain] of row.entries()) {
      if ((values[agent * jobs + job] ?? 0) < 0.5) continue;
      profit += gain;
      used[agent] = (used[agent] ?? 0) + (resources[agent]?.[job] ?? 0);
      done[job] = (done[job] ?? 0) + 1;
    }
  }
  if (done.some((times) => times !== 1) || used.some((sum, agent) => sum > (capacities[agent] ?? 0))) {
    throw new Error('de uitkomst past niet in de capaciteiten');
  }
  return profit;
}

export async function readGap(path: string): Promise<readonly GapInstance[]> {
  return parseGap(await readFile(path, 'utf8'));
}
