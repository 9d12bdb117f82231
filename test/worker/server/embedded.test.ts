import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished, vi } from 'vitest';

import { startEmbedded } from '../../../worker/server/embedded.ts';
import { defaultRetention } from '../../../worker/server/retention.ts';
import { freePort } from '../../../worker/server/ports.ts';
import { readServerRecord, recordServer } from '../../../worker/server/server-record.ts';
import { UserError } from '../../../worker/user-error.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A data folder and, for a server, a program that logs a reason and ends with code 3. */
async function setUp() {
  const dataDir = temporaryFolder();
  const binary = join(dataDir, 'temporal');
  writeFileSync(binary, '#!/bin/sh\necho "eerste regel"\necho "database kapot" >&2\nexit 3\n');
  chmodSync(binary, 0o755);
  const reported: string[] = [];
  const port = await freePort();
  const start = () =>
    startEmbedded({
      binary,
      dataDir,
      port,
      uiPort: null,
      retention: defaultRetention,
      searchAttributes: {},
      report: (line) => void reported.push(line),
    });
  return { dataDir, binary, port, reported, start };
}

/** A process in a group of its own that looks like a server on the database in the folder. */
async function lookalike(
  dataDir: string,
): Promise<{ pid: number; child: ChildProcess; ended: Promise<unknown> }> {
  const script = 'process.stdout.write("x"); setInterval(() => {}, 1000)';
  const child = spawn(
    process.execPath,
    ['-e', script, '--', 'server', 'start-dev', '--db-filename', join(dataDir, 'temporal.db'), '--ip'],
    { detached: true, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  if (child.pid === undefined) throw new Error('it was not started');
  return { pid: child.pid, child, ended };
}

describe('startEmbedded', () => {
  it('says why a server ended at once, from this start only, and forgets it', async () => {
    const { dataDir, start } = await setUp();
    writeFileSync(join(dataDir, 'server.log'), 'van gisteren\n');
    const error = await start().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toMatch(
      /stopte meteen weer \(code 3\).*server\.log\): eerste regel \| database kapot$/,
    );
    expect(existsSync(join(dataDir, 'server.json'))).toBe(false);
    expect(readFileSync(join(dataDir, 'server.log'), 'utf8')).toContain('van gisteren');
  });

  it('starts anew when another program took a port meanwhile, and passes its last reason on', async () => {
    const { binary, dataDir, start, reported } = await setUp();
    const taken = 'listen tcp 127.0.0.1:41139: bind: address already in use';
    const panic = ['panic: nil pointer', '', 'goroutine 1 [running]:', 'main.main()', '\tmain.go:18'];
    const runs = (): number => readFileSync(join(dataDir, 'starts'), 'utf8').length;
    const scripted = (...last: string[]) =>
      writeFileSync(binary, ['#!/bin/sh', 'printf x >> starts', ...last].join('\n'));

    scripted(`printf '${[taken, ...panic].join('\\n')}\\n'`, 'exit 2');
    const always = start();
    await expect(always).rejects.toThrow('(code 2)');
    await expect(always).rejects.toThrow(`: ${taken} | panic: nil pointer`);
    expect(runs()).toBe(3);
    expect(reported.filter((line) => line.startsWith('De Temporal-server start'))).toHaveLength(3);

    // Only for that reason.
    scripted(`[ $(wc -c < starts) = 4 ] && echo '${taken}' && exit 2`, 'echo "database kapot"', 'exit 3');
    await expect(start()).rejects.toThrow(/\(code 3\).*: database kapot$/);
    expect(runs()).toBe(5);
  });

  it('keeps our secrets to itself', async () => {
    const { binary, dataDir, start } = await setUp();
    writeFileSync(binary, '#!/bin/sh\nenv > gezien\nexit 3\n');
    vi.stubEnv('TRAJECT_SLEUTELS', 'geheim-1');
    vi.stubEnv('SMTP_URL', 'smtps://jan:geheim-2@mail.example.org');
    onTestFinished(() => void vi.unstubAllEnvs());
    await start().catch(() => {});
    const seen = readFileSync(join(dataDir, 'gezien'), 'utf8');
    expect(seen).toContain('PATH=');
    expect(seen).not.toContain('geheim');
  });

  it('says that a binary can not be started', async () => {
    const { binary, start } = await setUp();
    chmodSync(binary, 0o644);
    const attempt = start();
    await expect(attempt).rejects.toThrow(`De Temporal-server (${binary}) is niet te starten`);
    await expect(attempt).rejects.toBeInstanceOf(UserError);
  });

  it('starts nothing on a port in use', async () => {
    const { dataDir, port, start } = await setUp();
    const other = createServer();
    onTestFinished(() => {
      other.close();
    });
    await new Promise<void>((resolve) => {
      other.listen(port, '127.0.0.1', resolve);
    });
    await expect(start()).rejects.toThrow(`Poort ${port} is al in gebruik`);
    expect(existsSync(join(dataDir, 'server.log'))).toBe(false);
  });

  it('first ends a server that an earlier start left behind', async () => {
    const { dataDir, reported, start } = await setUp();
    const orphan = await lookalike(dataDir);
    recordServer(dataDir, { pid: orphan.pid, port: 1, uiPort: null });
    await expect(start()).rejects.toThrow('stopte meteen weer');
    await orphan.ended;
    expect(orphan.child.signalCode).toBe('SIGTERM');
    expect(reported.join('\n')).toContain(`proces ${orphan.pid}`);
  });

  it('leaves a server alone that it did not start, and starts none beside it', async () => {
    const { dataDir, start } = await setUp();
    const other = await lookalike(dataDir);
    await expect(start()).rejects.toThrow(`Een andere Temporal-server (proces ${other.pid})`);
    expect(other.child.exitCode ?? other.child.signalCode).toBeNull();
    expect(existsSync(join(dataDir, 'server.log'))).toBe(false);
  });

  it('leaves a process alone that has got the pid of a server that is gone', async () => {
    const { dataDir, start } = await setUp();
    const bystander = await lookalike(temporaryFolder());
    recordServer(dataDir, { pid: bystander.pid, port: 1, uiPort: null });
    await expect(start()).rejects.toThrow('stopte meteen weer');
    expect(bystander.child.exitCode ?? bystander.child.signalCode).toBeNull();
  });
});

it('a server record that is damaged counts as none', () => {
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'server.json'), '{"pid":"x"}');
  expect(readServerRecord(dataDir)).toBeNull();
});
