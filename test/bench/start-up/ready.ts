import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../../worker/project.ts';
import { freePort } from '../../../worker/server/ports.ts';

export const entry = join(projectRoot, 'worker', 'traject.js');

/** Milliseconds from the command until it prints what begins with each of these. */
export interface Started {
  readonly server: number;
  readonly ready: number;
}

const signs = { server: /^De Temporal-server start/m, ready: /^Klaar/m };

/** Runs `traject start` in a folder until it is ready, and stops it. */
export async function started(dataDir: string): Promise<Started> {
  const [port, uiPort] = [await freePort(), await freePort()];
  const args = [entry, 'start', '--gegevensmap', dataDir, '--poort', `${port}`, '--ui-poort', `${uiPort}`];
  const begin = performance.now();
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  const seen: { server?: number; ready?: number } = {};
  let printed = '';
  const ready = new Promise<void>((resolve) => {
    const look = (chunk: Buffer): void => {
      printed += chunk.toString('utf8');
      if (signs.server.test(printed)) seen.server ??= performance.now() - begin;
      if (!signs.ready.test(printed)) return;
      seen.ready ??= performance.now() - begin;
      resolve();
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
  });
  await Promise.race([ready, closed]);
  child.kill('SIGINT');
  await closed;
  const { server, ready: done } = seen;
  if (server === undefined || done === undefined) throw new Error(`No 'Klaar': ${printed}`);
  return { server, ready: done };
}

/** Milliseconds until a program of Node has ended. */
export async function timeOfNode(...args: readonly string[]): Promise<number> {
  const begin = performance.now();
  await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'close');
  return performance.now() - begin;
}
