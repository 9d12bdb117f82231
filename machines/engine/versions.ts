import { persistedStateSchema, type PersistedState } from './state.ts';
import type { Acceptance } from './acceptance.ts';

/** A machine as far as a registry knows it. */
export interface VersionedMachine {
  readonly version: string;
  readonly acceptance: (persisted: PersistedState) => Acceptance;
}

/** Takes a state of one version to another: state value, context, history and due events. Pure. */
export interface Migration {
  readonly from: string;
  readonly to: string;
  /** All of it; the version is written by `adopt`. What it can't take, it refuses with a sentence (Dutch) for who asked. */
  readonly take: (state: PersistedState) => PersistedState | Refused;
}

export interface Refused {
  readonly refused: string;
}

/** Every version that something that runs can be on, and the ways between them. */
export interface Versions<Machine extends VersionedMachine> {
  readonly machines: readonly Machine[];
  readonly migrations: readonly Migration[];
}

export type Adoption =
  | { readonly kind: 'adopted'; readonly state: PersistedState }
  /** By the migration itself: this state can't be taken on (Dutch). */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'noWay' }
  /** A mistake in the migration: what it made is no state of its version. */
  | { readonly kind: 'broken'; readonly problem: string };

export function machineOf<Machine extends VersionedMachine>(
  { machines }: Versions<Machine>,
  version: string,
): Machine | undefined {
  return machines.find((machine) => machine.version === version);
}

/**
 * The state under another version, by the fewest migrations; each outcome on the way is checked against its machine,
 * and a delay that was armed stays armed. The given state is left as it is: whoever is refused goes on with it.
 */
export function adopt<Machine extends VersionedMachine>(
  versions: Versions<Machine>,
  state: PersistedState,
  to: string,
): Adoption {
  const way = wayBetween(versions.migrations, state.version, to);
  if (way === null) return { kind: 'noWay' };
  let current = state;
  for (const migration of way) {
    const next = taken(versions, migration, current);
    if (next.kind !== 'adopted') return next;
    current = next.state;
  }
  return { kind: 'adopted', state: current };
}

function taken<Machine extends VersionedMachine>(
  versions: Versions<Machine>,
  migration: Migration,
  state: PersistedState,
): Adoption {
  const broken = (problem: string): Adoption => ({
    kind: 'broken',
    problem: `${migration.from} -> ${migration.to}: ${problem}`,
  });
  const source = machineOf(versions, migration.from);
  const target = machineOf(versions, migration.to);
  if (source === undefined || target === undefined) return broken('one of them is not in the registry');
  try {
    const outcome = migration.take(state);
    if ('refused' in outcome) return { kind: 'refused', reason: outcome.refused };
    const made = persistedStateSchema.safeParse({ ...outcome, version: migration.to });
    if (!made.success) return broken(made.error.message);
    const { problems, unarmed } = target.acceptance(made.data);
    if (problems.length > 0) return broken(problems.join('; '));
    if (unarmed.length > source.acceptance(state).unarmed.length)
      return broken(`nothing is due for ${unarmed.join(', ')}`);
    return { kind: 'adopted', state: made.data };
  } catch (error) {
    return broken(error instanceof Error ? error.message : String(error));
  }
}

/** The shortest; null when there is none. */
function wayBetween(migrations: readonly Migration[], from: string, to: string): readonly Migration[] | null {
  let ways: readonly { readonly at: string; readonly way: readonly Migration[] }[] = [{ at: from, way: [] }];
  const reached = new Set([from]);
  while (ways.length > 0) {
    const found = ways.find(({ at }) => at === to);
    if (found !== undefined) return found.way;
    ways = ways.flatMap(({ at, way }) =>
      migrations
        .filter((migration) => migration.from === at && !reached.has(migration.to))
        .map((migration) => {
          reached.add(migration.to);
          return { at: migration.to, way: [...way, migration] };
        }),
    );
  }
  return null;
}
