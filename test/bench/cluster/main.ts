import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interruption } from '../../../worker/cli/interrupt.ts';
import { readOptions } from './options.ts';
import { runs } from './runs.ts';

/** `npm run bench:cluster`: a Temporal server of several processes on PostgreSQL, and what becomes of it. */
const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  process.stderr.write(`${options}\n`);
  process.exit(2);
}
const begun = Date.now();
const seconds = () => Math.round((Date.now() - begun) / 1_000);
const report = (line: string): void => void process.stderr.write(`${seconds()}s  ${line}\n`);
const stopping = new AbortController();
void interruption().then(() => stopping.abort());
const folder = await mkdtemp(join(await realpath(tmpdir()), 'traject-cluster-'));
try {
  const outcome = await runs[options.run](folder, stopping.signal, report);
  for (const { fault, about, text } of outcome.findings) report(`${fault}: ${about}: ${text}`);
  const result = { ...outcome.result, seconds: seconds() };
  const lines = [...outcome.lines, `Duur: ${result.seconds} seconden.`];
  process.stdout.write(`${options.json ? JSON.stringify(result) : lines.join('\n')}\n`);
  process.exitCode = outcome.findings.length > 0 ? 1 : 0;
} catch (error) {
  if (stopping.signal.aborted) report('Gestopt; er is niets blijven staan.');
  else report(error instanceof Error ? error.message : String(error));
  process.exitCode = stopping.signal.aborted ? 130 : 2;
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit();
