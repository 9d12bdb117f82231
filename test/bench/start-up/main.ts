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
import { commandLine } from '../command-line.ts';
import { median } from '../median.ts';
import { onStop } from '../on-stop.ts';
import { reasonOf } from '../parts.ts';

/** From `traject start` to `Klaar`, what that time goes to, and how large all is: `npm run bench:start`. */

const rounds = 3;
const { json } = commandLine({ json: { kind: 'flag' } });
const quiet = () => {};
const logger = new DefaultLogger('ERROR');
const times = new Map<string, number[]>();
const began = performance.now();
const folder = await mkdtemp(join(tmpdir(), 'bench-start-'));
onStop(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
try {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'onbekend'}`);
  const { codePath } = await workflowBundle(quiet, logger);
  const startMs = await timesOfStart(codePath);
  console.log(`Milliseconden, het midden van ${rounds} ronden:`);
  console.table(startMs);
  const bundleKB = await sizesOf(codePath);
  console.log('De bundel, kB:');
  console.table(bundleKB);
  tell('npm ci, twee keer: ongeveer 15 s …');
  const npm = await npmCi().catch((error: unknown) => {
    tell(`npm ci is mislukt: ${reasonOf(error)}`);
    process.exitCode = 1;
    return null;
  });
  if (npm !== null) {
    console.log('npm ci, met wat npm al heeft:');
    console.table(npm);
  }
  if (json) console.log(JSON.stringify({ start: { startMs, bundleKB, npm } }));
} catch (error) {
  tell(`De meting is mislukt: ${reasonOf(error)}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function timesOfStart(codePath: string): Promise<Readonly<Record<string, number>>> {
  const existing = join(folder, 'existing');
  await started(existing);
  for (let round = 0; round < rounds; round++) {
    tell(`Starten, ronde ${round + 1} van ${rounds}: ongeveer 20 s …`);
    await noteStart('bestaande map', existing);
    await noteStart('lege map', join(folder, `empty-${round}`));
    await rm(codePath, { force: true });
    await noteStart('lege map, nog geen bundel', join(folder, `first-${round}`));
    note('Node zelf', await timeOfNode('-e', '0'));
    note('de modules van `start`', await timeOfNode(entry, 'start', '--help'));
    note('de sleutel van de bundel', await timeOf(() => bundleKey(projectRoot)));
    note('de server, lege map', await serverIn(join(folder, `server-${round}`)));
    note('de server, bestaande map', await serverIn(join(folder, `server-${round}`)));
    await rm(codePath, { force: true });
    note('de bundel maken', await timeOf(() => workflowBundle(quiet, logger)));
  }
  return Object.fromEntries([...times].map(([what, all]) => [what, median(all)]));
}

async function sizesOf(codePath: string) {
  const code = await readFile(codePath, 'utf8');
  const alone = code.slice(0, code.indexOf('//# sourceMappingURL='));
  return {
    alleen: Math.round(alone.length / 1_000),
    gzip: Math.round(gzipSync(alone).length / 1_000),
    'met source map': Math.round(code.length / 1_000),
  };
}

async function npmCi() {
  return { alles: await installed(folder, []), 'om te draaien': await installed(folder, ['--omit=dev']) };
}

function tell(line: string): void {
  process.stderr.write(`${Math.round((performance.now() - began) / 1_000)}s  ${line}\n`);
}

function note(what: string, ms: number): void {
  times.set(what, [...(times.get(what) ?? []), Math.round(ms)]);
}

async function noteStart(what: string, dataDir: string): Promise<void> {
  const { server, ready } = await started(dataDir);
  note(`${what}: tot Klaar`, ready);
  note(`${what}: tot de server start`, server);
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
