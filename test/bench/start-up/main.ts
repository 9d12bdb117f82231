import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DefaultLogger } from '@temporalio/worker';
import { searchAttributes } from '../../../machines/track/attributes.ts';
import { bundleKey } from '../../../worker/bundle-key.ts';
import { workflowBundle } from '../../../worker/bundle.ts';
import { cacheDir, projectRoot } from '../../../worker/project.ts';
import { findBinary } from '../../../worker/server/binary.ts';
import { startEmbedded } from '../../../worker/server/embedded.ts';
import { freePort } from '../../../worker/server/ports.ts';
import { defaultRetention } from '../../../worker/server/retention.ts';
import { installed } from './installed.ts';
import { entry, started, timeOfNode } from './ready.ts';
import { median } from '../median.ts';

/** From `traject start` to `Klaar`, what that time goes to, and how large all is: `npm run bench:start`. */

const rounds = 3;
const quiet = () => {};
const logger = new DefaultLogger('ERROR');
const times = new Map<string, number[]>();
const folder = await mkdtemp(join(tmpdir(), 'bench-start-'));
try {
  const { codePath } = await workflowBundle(quiet, logger);
  const existing = join(folder, 'existing');
  await started(existing);
  for (let round = 0; round < rounds; round++) {
    await noteStart('existing folder', existing);
    await noteStart('empty folder', join(folder, `empty-${round}`));
    await rm(codePath, { force: true });
    await noteStart('empty folder, no bundle yet', join(folder, `first-${round}`));
    note('Node by itself', await timeOfNode('-e', '0'));
    note('the modules of `start`', await timeOfNode(entry, 'start', '--help'));
    note('the key of the bundle', await timeOf(() => bundleKey(projectRoot)));
    note('the server, empty folder', await serverIn(join(folder, `server-${round}`)));
    note('the server, existing folder', await serverIn(join(folder, `server-${round}`)));
    await rm(codePath, { force: true });
    note('making the bundle', await timeOf(() => workflowBundle(quiet, logger)));
  }
  const code = await readFile(codePath, 'utf8');
  const alone = code.slice(0, code.indexOf('//# sourceMappingURL='));
  const bundleKB = {
    alone: alone.length / 1_000,
    gzipped: gzipSync(alone).length / 1_000,
    withSourceMap: code.length / 1_000,
  };
  const npm = { all: await installed(folder, []), forUse: await installed(folder, ['--omit=dev']) };
  const startMs = Object.fromEntries([...times].map(([what, all]) => [what, median(all)]));
  console.log(
    `Medians of ${rounds} rounds, in milliseconds; Node ${process.version}, ${cpus()[0]?.model ?? 'unknown'}.`,
  );
  console.table(startMs);
  console.table({ 'bundle, KB': bundleKB });
  console.table(npm);
  if (process.argv.includes('--json')) console.log(JSON.stringify({ start: { startMs, bundleKB, npm } }));
} finally {
  await rm(folder, { recursive: true, force: true });
}

function note(what: string, ms: number): void {
  times.set(what, [...(times.get(what) ?? []), Math.round(ms)]);
}

async function noteStart(what: string, dataDir: string): Promise<void> {
  const { server, ready } = await started(dataDir);
  note(`${what}: to Klaar`, ready);
  note(`${what}: until the server is started`, server);
}

/** Until it can be used. */
async function serverIn(dataDir: string): Promise<number> {
  await mkdir(dataDir, { recursive: true });
  const binary = await findBinary({ env: {}, cacheDir, report: quiet });
  const port = await freePort();
  const options = { binary, dataDir, port, uiPort: null, retention: defaultRetention, searchAttributes };
  const begin = performance.now();
  const server = await startEmbedded({ ...options, report: quiet });
  const ms = performance.now() - begin;
  await server.stop();
  return ms;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
