import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { interruption } from '../../../worker/cli/interrupt.ts';
import { resultOf } from './result.ts';
import { clusterRun } from './run.ts';
import { table } from './table.ts';

/** `npm run bench:cluster`: a Temporal server of several processes on PostgreSQL, measured, and then killed bit by bit. */
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const begun = Date.now();
const seconds = () => Math.round((Date.now() - begun) / 1_000);
const report = (line: string): void => void process.stderr.write(`${seconds()}s  ${line}\n`);
const stopping = new AbortController();
void interruption().then(() => stopping.abort());
const folder = await mkdtemp(join(await realpath(tmpdir()), 'traject-cluster-'));
try {
  const run = await clusterRun(folder, stopping.signal, report);
  const result = resultOf(run, seconds());
  for (const { fault, about, text } of run.findings) report(`${fault}: ${about}: ${text}`);
  process.stdout.write(`${values.json ? JSON.stringify(result) : table(result)}\n`);
  process.exitCode = result.lost > 0 ? 1 : 0;
} catch (error) {
  if (stopping.signal.aborted) report('Gestopt; er is niets blijven staan.');
  else report(error instanceof Error ? error.message : String(error));
  process.exitCode = stopping.signal.aborted ? 130 : 2;
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit();
