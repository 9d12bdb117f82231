import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statutoryCalendar } from '../../machines/domain/calendar.ts';
import { businessTime } from '../../machines/domain/clock.ts';
import { isoDate } from '../../machines/domain/dates.ts';
import { trackId } from '../../machines/protocol.ts';
import { sentMail } from '../../worker/cli/sent-mail.ts';
import { freePort } from '../../worker/server/ports.ts';
import { startSystem, type System } from '../../worker/system.ts';
import { roomyPlan, stories } from '../workflows/scenario.ts';
import { filedMails, morningMails } from './mail-folder.ts';
import { tempoFor } from './pace.ts';
import { stageAt, type Stage } from '../workflows/stage.ts';

/** The longest story takes about a hundred days. */
const idleDayMs = 400;

let folder: string;
let system: System;
let stage: Stage;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traject-'));
  const { PATH, HOME } = process.env;
  system = await startSystem({
    dataDir: folder,
    port: await freePort(),
    uiPort: null,
    from: '2027-01-04',
    tempo: tempoFor(idleDayMs).tempo,
    env: { PATH, HOME },
    report: () => {},
  });
  const now = async () => businessTime(system.clock, Date.now());
  stage = stageAt({
    client: system.client,
    now,
    async passUntil(moment) {
      while ((await now()) < moment) await wait(20);
    },
    mails: (organisation) => sentMail(system.client, trackId(organisation)),
  });
  await stage.publish(roomyPlan);
});
afterAll(async () => {
  await system.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('at a fast tempo, on a real server, the system', () => {
  it.concurrent.each(Object.entries(stories))('%s', async (_name, play) => {
    await expect(play(stage)).resolves.toBeUndefined();
  });
});

describe('meanwhile the desk', () => {
  it('gets at most one overview a day, on working days, of what the lists show', async () => {
    const mails = morningMails(await filedMails(folder));
    const days = mails
      .filter(({ file }) => file.includes('overzicht servicecentrum'))
      .map(({ file }) => isoDate(file.slice(0, 10)));
    expect(days.length).toBeGreaterThan(5);
    expect(days).toEqual([...new Set(days)]);
    for (const day of days) expect(statutoryCalendar.isWorkingDay(day)).toBe(true);
    const all = mails.map(({ text }) => text).join('\n');
    expect(all).toContain('Ketentesten deze week');
    expect(all).toContain('Wacht verder op ons');
    expect(all).toMatch(/- Utrecht \(gemeente-utrecht\): Berichtenbox: /);
  });
});
