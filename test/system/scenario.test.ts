import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statutoryCalendar } from '../../machines/domain/calendar.ts';
import { isoDate } from '../../machines/domain/dates.ts';
import { roomyPlan, stories } from '../workflows/scenario.ts';
import { filedMails, morningMails } from './mail-folder.ts';
import { openRealStage, type RealStage } from './real-stage.ts';

/** The longest story takes about a hundred days. */
const idleDayMs = 400;

let real: RealStage;
beforeAll(async () => {
  real = await openRealStage(idleDayMs);
  await real.stage.publish(roomyPlan);
});
afterAll(async () => {
  await real.close();
});

describe('at a fast tempo, on a real server, the system', () => {
  it.concurrent.each(Object.entries(stories))('%s', async (_name, play) => {
    await expect(play(real.stage)).resolves.toBeUndefined();
  });
});

describe('meanwhile the desk', () => {
  it('gets at most one overview a day, on working days, of what the lists show', async () => {
    const mails = morningMails(await filedMails(real.folder));
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
