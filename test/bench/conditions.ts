import { readFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { z } from 'zod';
import { cacheDir, projectRoot, version } from '../../worker/project.ts';
import { findBinary } from '../../worker/server/binary.ts';

/** What was measured, and on what. */
export interface Conditions {
  readonly date: string;
  readonly traject: string;
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGb: number;
  readonly node: string;
  readonly sdk: string;
  readonly xstate: string;
  readonly server: string;
}

export async function conditions(): Promise<Conditions> {
  const binary = await findBinary({ env: process.env, cacheDir, report: () => {} });
  const { stdout } = await promisify(execFile)(binary, ['--version']);
  return {
    date: new Date().toISOString(),
    traject: version,
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? 'onbekend',
    memoryGb: Math.round(totalmem() / 1_024 ** 3),
    node: process.version,
    sdk: await versionOf('@temporalio/worker'),
    xstate: await versionOf('xstate'),
    server: stdout.trim(),
  };
}

const packageSchema = z.object({ version: z.string() });

async function versionOf(name: string): Promise<string> {
  const file = await readFile(`${projectRoot}/node_modules/${name}/package.json`, 'utf8');
  return packageSchema.parse(JSON.parse(file)).version;
}

export function conditionsText(found: Conditions): string {
  return [
    `Traject ${found.traject} naast dezelfde workflow met de hand geschreven (test/bench/baseline), om en om, op ${found.date}`,
    `${found.cores} × ${found.cpu}, ${found.memoryGb} GB; Node ${found.node}, Temporal SDK ${found.sdk}, xstate ${found.xstate}; ${found.server}`,
    'Server, worker en client op dezelfde computer; de planning antwoordt zonder workflow en mail komt meteen aan, zodat alleen het traject gemeten wordt.',
  ].join('\n');
}
