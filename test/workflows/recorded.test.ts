import { DefaultLogger, Worker, type ReplayWorkerOptions } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { trackId, workflowTypes } from '../../machines/protocol.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { histories, releases } from '../fixtures/histories/library.ts';
import { quietRuntime, releaseWith } from './bundle.ts';

type Bundle = NonNullable<ReplayWorkerOptions['workflowBundle']>;

beforeAll(quietRuntime);

interface Replayed {
  readonly workflowId: string;
  readonly problem: string | null;
}

async function replay(release: string, bundle: Bundle): Promise<readonly Replayed[]> {
  const results: Replayed[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories(
    { workflowBundle: bundle },
    await histories(release),
  )) {
    results.push({ workflowId, problem: error === undefined ? null : error.message });
  }
  return results;
}

const failing = (results: readonly Replayed[]) => results.filter(({ problem }) => problem !== null);
const isTrack = ({ workflowId }: Replayed) => workflowId.startsWith(trackId(''));
const released = await releases();

describe.each(released)('histories of release %s', (release) => {
  it('lead to the same commands on the workflows as they are now, of every kind', async () => {
    const results = await replay(release, await workflowBundle(() => {}, new DefaultLogger('ERROR')));
    expect(failing(results)).toEqual([]);
    for (const kind of Object.values(workflowTypes))
      expect(results.map(({ workflowId }) => workflowId).join(' ')).toContain(kind);
    expect(results.length).toBeGreaterThan(10);
  });
});

describe('the check', () => {
  const newest = released.at(-1) ?? '';

  it('catches a command more in the workflow’s code', async () => {
    const results = await replay(
      newest,
      await releaseWith({
        '../../workflows/track-effects.ts': '../fixtures/histories/planted/waits-first.ts',
      }),
    );
    expect(failing(results)).toEqual(results.filter(isTrack));
    for (const { problem } of failing(results)) expect(problem).toMatch(/nondeterminism/i);
  });

  it('catches another decision in the version that runs: a mail that is not sent any more', async () => {
    const results = await replay(
      newest,
      await releaseWith({
        '../../machines/track/deliver.ts': '../fixtures/histories/planted/sends-no-reminders.ts',
      }),
    );
    const [first] = failing(results);
    expect(first?.problem).toMatch(/nondeterminism/i);
    expect(failing(results).every(isTrack)).toBe(true);
  });

  it('leaves tracks alone when other defaults come with a release: their configuration travels with them', async () => {
    const results = await replay(
      newest,
      await releaseWith({
        '../../machines/domain/policy.ts': '../fixtures/histories/planted/other-defaults.ts',
      }),
    );
    expect(failing(results).filter(isTrack)).toEqual([]);
  });
});
