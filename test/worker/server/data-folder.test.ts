import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { instantAt } from '../../../machines/domain/amsterdam.ts';
import { identityClock } from '../../../machines/domain/clock.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import { openDataFolder } from '../../../worker/server/data-folder.ts';
import { UserError } from '../../../worker/user-error.ts';
import { temporaryFolder } from './temporary-folder.ts';

const now = Date.parse('2026-11-23T10:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the clock of a data folder', () => {
  it('is real time when nothing is asked', async () => {
    const folder = await openDataFolder(join(temporaryFolder(), 'nieuw'));
    expect(folder.clock).toEqual(identityClock);
    expect(existsSync(folder.mailDir)).toBe(true);
  });

  it('starts at 08:00 on the asked date, at the moment of the first start', async () => {
    const { clock } = await openDataFolder(temporaryFolder(), { from: '2027-01-04', tempo: '1m' });
    expect(clock).toEqual({
      anchorReal: now,
      anchorBusiness: instantAt(isoDate('2027-01-04'), '08:00'),
      dayLengthMs: 60_000,
    });
  });

  it('runs at the asked tempo from the real moment when no date is asked', async () => {
    const { clock } = await openDataFolder(temporaryFolder(), { tempo: '2s' });
    expect(clock).toEqual({ anchorReal: now, anchorBusiness: now, dayLengthMs: 2_000 });
  });

  it.each([{}, { from: '2027-01-04' }, { tempo: '60s' }, { from: '2027-01-04', tempo: '1m' }])(
    'stays as it was fixed when %j is asked later',
    async (asked) => {
      const dir = temporaryFolder();
      const first = await openDataFolder(dir, { from: '2027-01-04', tempo: '1m' });
      await first.close();
      vi.setSystemTime(now + 3_600_000);
      expect((await openDataFolder(dir, asked)).clock).toEqual(first.clock);
    },
  );

  it.each([
    [{ from: '2027-01-04', tempo: '1m' }, { tempo: '2m' }, /tempo 1m .* gevraagd is tempo 2m/],
    [{ from: '2027-01-04' }, { from: '2027-01-05' }, /2027-01-04 om 08:00 uur .* vanaf 2027-01-05/],
    [{}, { from: '2027-01-04' }, /echte datum .* vanaf 2027-01-04/],
    [{}, { tempo: '1m' }, /tempo 24h .* gevraagd is tempo 1m/],
    [{ tempo: '1m' }, { from: '2026-11-23' }, /echte datum .* vanaf 2026-11-23/],
  ])('%j recorded, %j asked: refused, with both', async (recorded, asked, message) => {
    const dir = temporaryFolder();
    await (await openDataFolder(dir, recorded)).close();
    const before = readFileSync(join(dir, 'klok.json'), 'utf8');
    await expect(openDataFolder(dir, asked)).rejects.toThrow(message);
    await expect(openDataFolder(dir, asked)).rejects.toMatchObject({ name: 'UserError', exitCode: 2 });
    expect(readFileSync(join(dir, 'klok.json'), 'utf8')).toBe(before);
  });

  it.each([
    [{ from: '2027-02-30' }, /2027-02-30/],
    [{ tempo: 'snel' }, /Tempo: .*snel/],
  ])('%j: refused as a mistake of the user, before anything is made', async (asked, message) => {
    const dir = join(temporaryFolder(), 'nieuw');
    await expect(openDataFolder(dir, asked)).rejects.toThrow(message);
    await expect(openDataFolder(dir, asked)).rejects.toBeInstanceOf(UserError);
    expect(existsSync(dir)).toBe(false);
  });

  it.each([
    ['{', /klok\.json: geen geldige JSON/],
    ['{"anchorReal":0,"anchorBusiness":0,"dayLengthMs":0}', /dayLengthMs/],
  ])('a damaged one (%s) is named, and not replaced', async (text, message) => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'klok.json'), text);
    await expect(openDataFolder(dir)).rejects.toThrow(message);
    await expect(openDataFolder(dir)).rejects.toBeInstanceOf(UserError);
    expect(readFileSync(join(dir, 'klok.json'), 'utf8')).toBe(text);
  });
});

describe('a data folder', () => {
  it('takes one process at a time, and the next one after it', async () => {
    const dir = temporaryFolder();
    const first = await openDataFolder(dir);
    await expect(openDataFolder(dir)).rejects.toThrow(`proces ${process.pid}`);
    await first.close();
    await (await openDataFolder(dir)).close();
    expect(readdirSync(dir).toSorted()).toEqual(['klok.json', 'mail']);
  });

  it.each([
    ['of a process that has ended', () => ({ pid: endedPid(), started: '1' })],
    ['of an earlier process with a pid that lives again', () => ({ pid: process.pid, started: 'eerder' })],
    ['that is damaged', () => 'onleesbaar'],
  ])('goes to exactly one of many when it holds a lock %s', async (_, lock) => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'start.lock'), JSON.stringify(lock()));
    const attempts = await Promise.allSettled(Array.from({ length: 10 }, () => openDataFolder(dir)));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('that can not be made is one sentence for the user', async () => {
    const file = join(temporaryFolder(), 'bestand');
    writeFileSync(file, '');
    await expect(openDataFolder(file)).rejects.toThrow(`De map ${file} is niet te maken`);
    await expect(openDataFolder(file)).rejects.toBeInstanceOf(UserError);
  });
});

function endedPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}
