import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { runCommand } from '../../../worker/server/run-command.ts';

const shell = (script: string, timeoutMs = 10_000) =>
  runCommand('/bin/sh', ['-c', script], { env: process.env, timeoutMs });

describe('runCommand', () => {
  it('gives the output of a command that went well', async () => {
    expect(await shell('echo een; echo twee >&2')).toEqual({
      ok: true,
      output: expect.stringMatching(/een|twee/),
    });
  });

  it('gives the last line as the reason of a failure, and the end of a long one', async () => {
    expect(await shell('echo een; echo; echo "  twee "; echo; exit 4')).toMatchObject({
      ok: false,
      reason: 'twee',
    });
    const long = await shell(`echo "${'x'.repeat(500)} geen netwerk"; exit 1`);
    expect(long).toMatchObject({ ok: false, reason: expect.stringMatching(/^… x+ geen netwerk$/) });
    expect('reason' in long ? long.reason.length : 0).toBeLessThan(200);
  });

  it('gives the exit code when the command said nothing', async () => {
    expect(await shell('exit 4')).toMatchObject({ ok: false, reason: 'gestopt met code 4' });
  });

  it('ends a command that takes too long', async () => {
    expect(await shell('exec sleep 60', 50)).toMatchObject({ ok: false, reason: 'afgebroken (SIGTERM)' });
  });

  it('says that a command is not there, and does not keep the process alive for it', () => {
    const module = fileURLToPath(new URL('../../../worker/server/run-command.ts', import.meta.url));
    const script = `import { runCommand } from ${JSON.stringify(module)};
      console.log((await runCommand('bestaat-niet', [], { env: process.env, timeoutMs: 60_000 })).reason);`;
    const child = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      encoding: 'utf8',
      timeout: 15_000,
    });
    expect(child).toMatchObject({ stdout: 'bestaat-niet niet gevonden\n', status: 0 });
  });
});
