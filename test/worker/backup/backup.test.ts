import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { identityClock } from '../../../machines/domain/clock.ts';
import { createBackup } from '../../../worker/backup/create.ts';
import { sealOf } from '../../../worker/backup/files.ts';
import { manifestSchema } from '../../../worker/backup/manifest.ts';
import { restoreBackup } from '../../../worker/backup/restore.ts';
import { openDataFolder } from '../../../worker/server/data-folder.ts';
import { databaseOf } from '../../../worker/server/server-record.ts';
import { temporaryFolder } from '../server/temporary-folder.ts';

const writer = join(import.meta.dirname, 'writer.py');
const contentSchema = z.object({ last: z.number(), different: z.number() });
const env = { PATH: process.env['PATH'] };
const temporalVersion = null;

function place() {
  const folder = temporaryFolder();
  const dataDir = join(folder, 'gegevens');
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'klok.json'), JSON.stringify(identityClock));
  return { folder, dataDir, target: join(folder, 'back-up'), restored: join(folder, 'terug') };
}

/** A system that was stopped, with so many transactions. */
function stoppedSystem(transactions: number) {
  const found = place();
  execFileSync('python3', [writer, databaseOf(found.dataDir), String(transactions)]);
  return found;
}

/** The last transaction in the database, and in how many rows its two tables differ. */
function contentOf(database: string): { last: number; different: number } {
  const script = `
import sqlite3, sys, json
db = sqlite3.connect(sys.argv[1])
last = db.execute("SELECT max(n) FROM one").fetchone()[0]
different = db.execute("SELECT count(*) FROM one JOIN two USING (name) WHERE one.n <> two.n").fetchone()[0]
print(json.dumps(dict(last=last, different=different)))`;
  return contentSchema.parse(
    JSON.parse(execFileSync('python3', ['-c', script, database], { encoding: 'utf8' })),
  );
}

/** Changes the middle of a file, as a bad disk does. */
function harm(file: string): void {
  const content = readFileSync(file);
  content.fill(0xa5, content.length / 2, content.length / 2 + 5000);
  writeFileSync(file, content);
}

describe('a backup', () => {
  it('is of one moment, with all that was confirmed before it, while transactions go on', async () => {
    const { dataDir, folder } = place();
    const child = spawn('python3', [writer, databaseOf(dataDir)], { stdio: ['pipe', 'pipe', 'inherit'] });
    const closed = once(child, 'close');
    onTestFinished(async () => {
      child.stdin.end();
      await closed;
    });
    let committed = 0;
    const lines = createInterface(child.stdout);
    lines.on('line', (line) => {
      committed = Number(line);
    });
    await once(lines, 'line');
    const lasts: number[] = [];
    for (let round = 0; round < 4; round++) {
      const target = join(folder, `back-up ${round}`);
      const before = committed;
      await createBackup({ dataDir, target, temporalVersion, env });
      const { last, different } = contentOf(databaseOf(target));
      expect(different).toBe(0);
      expect(last).toBeGreaterThanOrEqual(before);
      lasts.push(last);
    }
    expect(lasts).toEqual([...new Set(lasts)].sort((a, b) => a - b)); // transactions went on all the while
  });

  it('is restored as it was, also of a system that was stopped, and can be opened', async () => {
    const { dataDir, target, restored } = stoppedSystem(50);
    const made = await createBackup({ dataDir, target, temporalVersion: '1.32.0', env });
    expect(readdirSync(target).sort()).toEqual(['back-up.json', 'klok.json', 'temporal.db']);
    expect(manifestSchema.parse(JSON.parse(readFileSync(join(target, 'back-up.json'), 'utf8')))).toEqual(
      made,
    );
    expect(await restoreBackup({ backup: target, dataDir: restored, env })).toEqual(made);
    expect(contentOf(databaseOf(restored))).toEqual({ last: 50, different: 0 });
    const folder = await openDataFolder(restored);
    expect(folder.clock).toEqual(identityClock);
    await folder.close();
  });

  it('is refused where something has that name, or there is no system', async () => {
    const { dataDir, folder, target } = stoppedSystem(1);
    writeFileSync(target, 'iets anders');
    await expect(createBackup({ dataDir, target, temporalVersion, env })).rejects.toThrow(/bestaat al/);
    expect(readFileSync(target, 'utf8')).toBe('iets anders');
    const empty = { dataDir: folder, target: join(folder, 'nieuw'), temporalVersion, env };
    await expect(createBackup(empty)).rejects.toThrow(/geen systeem/);
  });

  it('of a database that is not in order is not made, and leaves nothing behind', async () => {
    const { dataDir, folder, target } = stoppedSystem(1);
    harm(databaseOf(dataDir));
    await expect(createBackup({ dataDir, target, temporalVersion, env })).rejects.toThrow(/niet te kopiëren/);
    expect(readdirSync(folder)).toEqual(['gegevens']);
  });

  it('that does not fit on the disk leaves nothing behind', async () => {
    const { dataDir, folder, target } = stoppedSystem(1);
    const small = join(folder, 'bin');
    mkdirSync(small);
    // python3 as it is where a file may have 64 blocks and no more
    writeFileSync(
      join(small, 'python3'),
      `#!/bin/sh\ntrap '' XFSZ\nulimit -f 64\nPATH='${env.PATH}' exec python3 "$@"\n`,
      {
        mode: 0o755,
      },
    );
    const full = { PATH: `${small}:${env.PATH}` };
    await expect(createBackup({ dataDir, target, temporalVersion, env: full })).rejects.toThrow(
      /niet te kopiëren: .*(full|disk I\/O error)/,
    );
    expect(readdirSync(folder).sort()).toEqual(['bin', 'gegevens']);
  });

  it('needs python3, and says so', async () => {
    const { dataDir, folder, target } = stoppedSystem(1);
    const without = createBackup({ dataDir, target, temporalVersion, env: { PATH: folder } });
    await expect(without).rejects.toThrow(/python3 nodig/);
  });
});

describe('restoring', () => {
  it('is refused in a folder that holds something, which stays as it is', async () => {
    const { dataDir, target } = stoppedSystem(1);
    await createBackup({ dataDir, target, temporalVersion, env });
    const before = readdirSync(dataDir);
    await expect(restoreBackup({ backup: target, dataDir, env })).rejects.toThrow(/niet leeg/);
    expect(readdirSync(dataDir)).toEqual(before);
  });

  it.each(['temporal.db', 'klok.json'] as const)(
    'is refused when %s is not what was put in it',
    async (name) => {
      const { dataDir, folder, target, restored } = stoppedSystem(1);
      await createBackup({ dataDir, target, temporalVersion, env });
      writeFileSync(join(target, name), Buffer.concat([readFileSync(join(target, name)), Buffer.from(' ')]));
      await expect(restoreBackup({ backup: target, dataDir: restored, env })).rejects.toThrow(
        new RegExp(`beschadigd: ${name}`),
      );
      expect(readdirSync(folder).sort()).toEqual(['back-up', 'gegevens']);
    },
  );

  it('is refused when the database is not in order, whatever the backup says of it', async () => {
    const { dataDir, folder, target, restored } = stoppedSystem(1);
    const made = await createBackup({ dataDir, target, temporalVersion, env });
    harm(join(target, 'temporal.db'));
    const bestanden = { ...made.bestanden, 'temporal.db': await sealOf(join(target, 'temporal.db')) };
    writeFileSync(join(target, 'back-up.json'), JSON.stringify({ ...made, bestanden }));
    await expect(restoreBackup({ backup: target, dataDir: restored, env })).rejects.toThrow(/niet in orde/);
    expect(readdirSync(folder).sort()).toEqual(['back-up', 'gegevens']);
  });

  it.each([
    ['{}', /vorm/],
    ['geen json', /back-up\.json/],
  ])('is refused when the backup says of itself %s', async (text, sentence) => {
    const { target, restored } = place();
    mkdirSync(target);
    writeFileSync(join(target, 'back-up.json'), text);
    await expect(restoreBackup({ backup: target, dataDir: restored, env })).rejects.toThrow(sentence);
  });

  it('is refused when it is no backup', async () => {
    const { folder, restored } = place();
    await expect(restoreBackup({ backup: folder, dataDir: restored, env })).rejects.toThrow(/geen back-up/);
  });
});
