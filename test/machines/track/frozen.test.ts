import { describe, expect, it } from 'vitest';
import { trackLogic } from '../../../machines/track/machine.ts';
import { currentVersion, trackVersions } from '../../../machines/track/versions.ts';
import { definitionOf } from './definition.ts';
import { both, declared } from './office.ts';

/** The logic of each version in the registry. */
const logics = { '1': trackLogic } as const;

describe('the versions of the track machine', () => {
  it.each(Object.entries(logics))(
    'version %s is as it was released: a change asks for another version (docs/releases.md)',
    async (version, logic) => {
      const { context } = declared(both).state.snapshot;
      await expect(definitionOf(logic, context)).toMatchFileSnapshot(
        `../../fixtures/machines/track-${version}.txt`,
      );
    },
  );

  it('are all frozen, each once, and new tracks are on the newest', () => {
    const registered = trackVersions.machines.map(({ version }) => version);
    expect(registered).toEqual(Object.keys(logics));
    expect(currentVersion).toBe(registered.at(-1));
  });

  it('can each be left: there is a migration to the one after it', () => {
    const steps = trackVersions.migrations.map(({ from, to }) => `${from} -> ${to}`);
    const numbers = trackVersions.machines.map(({ version }) => version);
    for (const [at, version] of numbers.slice(1).entries())
      expect(steps).toContain(`${numbers[at]} -> ${version}`);
  });
});
