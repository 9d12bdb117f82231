import { mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

import { dateOf, instantAt, timeOf } from '../../machines/domain/amsterdam.ts';
import {
  type Clock,
  clockSchema,
  formatTempo,
  identityClock,
  parseTempo,
} from '../../machines/domain/clock.ts';
import { isoDate } from '../../machines/domain/dates.ts';
import { UserError } from '../user-error.ts';
import { lockFolder } from './folder-lock.ts';

/** A data folder that this process alone works in. */
export interface DataFolder {
  /** Absolute, without symbolic links: one name for one folder. */
  readonly path: string;
  readonly mailDir: string;
  readonly clock: Clock;
  /** Lets another process work in it. */
  close(): Promise<void>;
}

/** As asked on the command line; left out = whatever the folder has, or real time in a new one. */
export interface RequestedClock {
  /** `--vanaf`: the date (YYYY-MM-DD) on which business time starts, at 08:00 in the Netherlands. */
  from?: string;
  /** `--tempo`: the length of a calendar day, such as 1m. */
  tempo?: string;
}

const CLOCK_FILE = 'klok.json';
const START_OF_DAY = '08:00';

/**
 * Opens the data folder, made when absent, with the clock that was fixed at its first start.
 *
 * @throws UserError when another process works in it, when it can't be written, when its clock can't be read, or
 * when another clock is asked than it has.
 */
export async function openDataFolder(dir: string, requested: RequestedClock = {}): Promise<DataFolder> {
  return await usable(dir, open(dir, readRequest(requested)));
}

async function open(dir: string, asked: AskedClock): Promise<DataFolder> {
  const path = await makeFolder(dir);
  const close = await lockFolder(path);
  try {
    const recorded = await readClock(path);
    if (recorded === null) {
      const clock = firstClock(asked, Date.now());
      await writeClock(path, clock);
      return { path, mailDir: join(path, 'mail'), clock, close };
    }
    requireSame(path, recorded, asked);
    return { path, mailDir: join(path, 'mail'), clock: recorded, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface AskedClock {
  anchorBusiness: number | null;
  dayLengthMs: number | null;
}

function readRequest({ from, tempo }: RequestedClock): AskedClock {
  try {
    return {
      anchorBusiness: from === undefined ? null : instantAt(isoDate(from), START_OF_DAY),
      dayLengthMs: tempo === undefined ? null : parseTempo(tempo),
    };
  } catch (cause) {
    // Both throw a RangeError with a sentence for the user.
    if (cause instanceof RangeError) throw new UserError(cause.message, { exitCode: 2, cause });
    throw cause;
  }
}

async function makeFolder(dir: string): Promise<string> {
  await mkdir(join(dir, 'mail'), { recursive: true });
  return await realpath(dir);
}

/** What the file system refuses (rights, space, a file where a folder is expected) is for the user to mend. */
async function usable<T>(dir: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new UserError(`De map ${dir} is niet te maken of te gebruiken: ${cause.message}.`, { cause });
  }
}

function firstClock({ anchorBusiness, dayLengthMs }: AskedClock, now: number): Clock {
  if (anchorBusiness === null && dayLengthMs === null) return identityClock;
  return {
    anchorReal: now,
    anchorBusiness: anchorBusiness ?? now,
    dayLengthMs: dayLengthMs ?? identityClock.dayLengthMs,
  };
}

async function readClock(path: string): Promise<Clock | null> {
  const file = join(path, CLOCK_FILE);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const clock = z
    .string()
    .transform((json, context): unknown => {
      try {
        return JSON.parse(json);
      } catch {
        context.addIssue({ code: 'custom', message: 'geen geldige JSON' });
        return z.NEVER;
      }
    })
    .pipe(clockSchema)
    .safeParse(text);
  if (clock.success) return clock.data;
  const [issue] = clock.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  throw new UserError(
    `De klok van deze map is niet te lezen (${file}: ${where}${issue?.message ?? 'onbekende fout'}): ` +
      'zet het bestand terug uit een reservekopie, of kies een andere map.',
    { cause: clock.error },
  );
}

async function writeClock(path: string, clock: Clock): Promise<void> {
  const draft = join(path, `${CLOCK_FILE}.nieuw`);
  await writeFile(draft, `${JSON.stringify(clock, null, 2)}\n`, { flush: true });
  await rename(draft, join(path, CLOCK_FILE));
}

function requireSame(path: string, recorded: Clock, asked: AskedClock): void {
  if (asked.dayLengthMs !== null && asked.dayLengthMs !== recorded.dayLengthMs) {
    throw new UserError(
      `De map ${path} loopt op tempo ${formatTempo(recorded.dayLengthMs)} en dat ligt vast; gevraagd is tempo ` +
        `${formatTempo(asked.dayLengthMs)}: laat --tempo weg, of kies een andere map.`,
      { exitCode: 2 },
    );
  }
  if (asked.anchorBusiness !== null && asked.anchorBusiness !== recorded.anchorBusiness) {
    throw new UserError(
      `De map ${path} ${describeStart(recorded)} en dat ligt vast; gevraagd is vanaf ${dateOf(asked.anchorBusiness)}: ` +
        'laat --vanaf weg, of kies een andere map.',
      { exitCode: 2 },
    );
  }
}

function describeStart(clock: Clock): string {
  if (clock.anchorBusiness === clock.anchorReal) return 'is begonnen op de echte datum';
  return `is begonnen op ${dateOf(clock.anchorBusiness)} om ${timeOf(clock.anchorBusiness)} uur`;
}
