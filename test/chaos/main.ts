import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interruption } from '../../worker/cli/interrupt.ts';
import { audit } from './audit/index.ts';
import { readOptions } from './options.ts';
import { resultOf, summary } from './report.ts';
import { chaosRun, tidy } from './run.ts';

/** `npm run chaos`: breaks the system again and again while consumers go their way, and then counts what went wrong. */
const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  process.stderr.write(`${options}\n`);
  process.exit(2);
}
const begun = Date.now();
const say = (line: string): void => {
  if (!options.json) process.stdout.write(`${Math.round((Date.now() - begun) / 1_000)}s  ${line}\n`);
};
const stopping = new AbortController();
void interruption().then(() => stopping.abort());
const folder = await mkdtemp(join(await realpath(tmpdir()), 'traject-chaos-'));
try {
  const run = await chaosRun(options, folder, stopping.signal, say);
  const findings = audit(run.evidence);
  const result = resultOf(options, run, findings, Math.round((Date.now() - begun) / 1_000));
  for (const { fault, about, text } of findings) process.stderr.write(`${fault}: ${about}: ${text}\n`);
  if (findings.length > 0) process.stderr.write(`Alles van deze run staat nog in ${folder}.\n`);
  await tidy(folder, findings, run.evidence);
  process.stdout.write(`${options.json ? JSON.stringify(result) : summary(result, run)}\n`);
  process.exit(findings.length > 0 ? 1 : 0);
} catch (error) {
  if (!stopping.signal.aborted) throw error;
  await tidy(folder, []);
  process.stderr.write('Gestopt; er is niets blijven staan.\n');
  process.exit(130);
}
