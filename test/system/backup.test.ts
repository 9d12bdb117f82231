import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { diaryEntrySchema } from '../../machines/track/diary.ts';
import { freePort } from '../../worker/server/ports.ts';
import { readServerRecord } from '../../worker/server/server-record.ts';
import { declarationOf, plan } from '../workflows/papers.ts';
import { drive, type Traject } from './driver.ts';
import { trajectIn } from './in-process.ts';
import { filedMails } from './mail-folder.ts';
import { Workplace } from './running-traject.ts';

const names = ['Zeist', 'Soest', 'Houten'];
const ids = names.map((name) => `gemeente-${name.toLowerCase()}`);
const tempo = '300ms';
const patienceMs = 180_000;
/** Who misses its chain test in the time that restoring takes, agrees on a later one. */
const planning = {
  ...plan,
  tranches: plan.tranches.map((tranche) => ({
    ...tranche,
    totEnMet: '2029-12-31',
    ketentesten: { van: '2027-03-01', totEnMet: '2029-11-30' },
  })),
};

const fileSchema = z.object({
  functies: z.array(z.object({ stap: z.string() })),
  dagboek: z.array(diaryEntrySchema),
});

it('goes on from a backup that was made while it was working, with nothing lost of before it', async () => {
  const workplace = await Workplace.open();
  const [folder, restored] = ['gegevens', 'terug'].map((name) => join(workplace.folder, name)) as [
    string,
    string,
  ]; // one for each name
  onTestFinished(async () => {
    await workplace.close();
    endOrphan(folder);
  });
  const start = async (dir: string, ...time: readonly string[]) =>
    workplace.start('start', '--gegevensmap', dir, '--poort', String(await freePort()), '--geen-ui', ...time);
  const running = await start(folder, '--vanaf', '2027-01-04', '--tempo', tempo);
  const traject = trajectIn(folder);
  const write = async (name: string, content: object): Promise<string> => {
    const path = join(workplace.folder, name);
    await writeFile(path, stringify(content));
    return path;
  };
  const papers = await Promise.all(names.map((name) => write(`${name}.yaml`, declarationOf(name))));
  await done(traject('planning', 'publiceer', await write('planning.yaml', planning)));
  await done(traject('aanmelden', ...papers));
  for (const id of ids) await done(traject('doe', id, 'intentieverklaring-goedkeuren'));

  // Updates keep arriving at every track, each under a name of its own, before the backup, under it and after it.
  let asked = 0;
  const enough = new AbortController();
  const answered: string[] = [];
  const work = async (id: string): Promise<void> => {
    while (!enough.signal.aborted) {
      const door = `${id} ${++asked}`;
      const input = JSON.stringify({ kanaal: 'telefoon', tekst: 'Alles loopt' });
      const { code } = await traject('doe', id, 'contactmoment-vastleggen', '--door', door, input);
      if (code === 0) answered.push(door);
    }
  };
  const working = ids.map(work);
  await expect.poll(() => answered.length, { timeout: 60_000 }).toBeGreaterThan(10);
  const before = [...answered];
  const backup = join(workplace.folder, 'back-up');
  expect(await workplace.traject('back-up', backup, '--gegevensmap', folder)).toMatchObject({
    code: 0,
    err: '',
  });
  const during = answered.length;
  expect(during, 'updates went on under the backup').toBeGreaterThan(before.length);
  await expect.poll(() => answered.length, { timeout: 60_000 }).toBeGreaterThan(during);
  enough.abort();
  await Promise.all(working);
  running.kill('SIGKILL');
  await running.exited;
  endOrphan(folder);

  expect(await workplace.traject('terugzetten', backup, '--gegevensmap', folder)).toMatchObject({ code: 1 });
  expect(await workplace.traject('terugzetten', backup, '--gegevensmap', restored)).toMatchObject({
    code: 0,
    err: '',
  });
  const again = await start(restored);
  const after = trajectIn(restored);
  const diaries = await Promise.all(ids.map(async (id) => (await dossier(after, id)).dagboek));
  const doors = diaries.flat().map(({ by }) => by);
  for (const door of before) expect(doors.filter((by) => by === door).length, door).toBe(1);
  const entries = doors.filter((by) => by.startsWith('gemeente-'));
  expect(entries).toEqual([...new Set(entries)]);
  expect(entries.length, 'what came after the backup is not in it').toBeLessThan(answered.length);

  const until = Date.now() + patienceMs;
  const driven = await drive(
    after,
    () => wait(100),
    () => Date.now() > until,
  );
  expect(driven.filter((track) => !track.done)).toEqual([]);
  expect(driven).toHaveLength(ids.length);
  for (const id of ids)
    expect((await dossier(after, id)).functies.map(({ stap }) => stap)).toEqual(['In gebruik']);
  const messages = (await filedMails(restored)).map(({ messageId }) => messageId);
  expect(messages.length).toBeGreaterThan(0);
  expect(messages).toEqual([...new Set(messages)]);
  expect((await readdir(workplace.folder)).filter((name) => name.endsWith('.onaf'))).toEqual([]);

  again.kill('SIGINT');
  expect(await again.exited).toBe(0);
});

async function done(command: ReturnType<Traject>): Promise<void> {
  expect(await command).toMatchObject({ code: 0, err: '' });
}

async function dossier(traject: Traject, id: string): Promise<z.infer<typeof fileSchema>> {
  const { code, out, err } = await traject('dossier', id, '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return fileSchema.parse(JSON.parse(out));
}

/** The server outlives a process that is killed: it goes too, as when the machine fails. */
function endOrphan(folder: string): void {
  const orphan = readServerRecord(folder);
  if (orphan === null) return;
  try {
    process.kill(orphan.pid, 'SIGKILL');
  } catch {
    // ended already
  }
}
