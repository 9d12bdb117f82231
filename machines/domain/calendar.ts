import { dateOfDayNumber, dayNumber, weekday, type IsoDate } from './dates.ts';
import { expectation } from './expectation.ts';
import { publicHolidays } from './public-holidays.ts';

/**
 * Counts in working days. Every one of these throws a RangeError when it needs a year without any working day
 * (one closed as a whole) or one outside 1000 to 9999.
 */
export interface Calendar {
  readonly isWorkingDay: (date: IsoDate) => boolean;
  /**
   * Always a working day. n > 0: the n-th working day after `date`; n < 0: the n-th one before it;
   * n = 0: `date` itself, or the next working day when it is none. Whether `date` is a working day makes no
   * difference for n ≠ 0: from a Saturday, 1 gives Monday and -1 gives Friday.
   * @throws RangeError when n is not whole.
   */
  readonly addWorkingDays: (date: IsoDate, n: number) => IsoDate;
  /** The date itself, or the next working day when it is none: how the law extends a term (Algemene termijnenwet art. 1). */
  readonly onOrAfter: (date: IsoDate) => IsoDate;
  /** The date itself, or the working day before when it is none. */
  readonly onOrBefore: (date: IsoDate) => IsoDate;
  /**
   * The number of working days after `from`, up to and including `to`. When `to` lies before `from`: minus the
   * number of working days before `from`, down to and including `to`. So it undoes `addWorkingDays` for n ≠ 0.
   */
  readonly workingDaysBetween: (from: IsoDate, to: IsoDate) => number;
}

/** Days on which the desk is closed, both ends inclusive. */
export interface Closure {
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly reason: string;
}

/** The working days of one year, in order, and for each day of the year how many of them lie before it. */
interface WorkingYear {
  readonly firstDay: number;
  readonly days: readonly IsoDate[];
  /** One longer than the year: the last is the number of all. */
  readonly before: Uint16Array;
}

function workingYear(year: number, days: readonly IsoDate[]): WorkingYear {
  const firstDay = Date.UTC(year, 0, 1) / 86_400_000;
  const length = Date.UTC(year + 1, 0, 1) / 86_400_000 - firstDay;
  const working = new Set(days.map((date) => dayNumber(date) - firstDay));
  const before = new Uint16Array(length + 1);
  let count = 0;
  for (let i = 0; i < length; i++) {
    before[i] = count;
    if (working.has(i)) count++;
  }
  before[length] = count;
  return { firstDay, days, before };
}

/** A calendar from the list of a year's working days, which is asked for once for each year. */
function calendarOf(workingDaysOf: (year: number) => readonly IsoDate[]): Calendar {
  const years = new Map<number, WorkingYear>();

  const indexOf = (year: number): WorkingYear => {
    let index = years.get(year);
    if (index === undefined) {
      const days = workingDaysOf(year);
      // Without this a search for the next working day could run on for thousands of years.
      if (days.length === 0)
        throw new RangeError(`Kalender: ${expectation('een werkdag', `geen in heel ${year}`)}`);
      index = workingYear(year, days);
      years.set(year, index);
    }
    return index;
  };

  /** How many working days of its year lie before the date, and how many on or before it. */
  const rank = (date: IsoDate) => {
    const year = Number(date.slice(0, 4));
    const { firstDay, before } = indexOf(year);
    const i = dayNumber(date) - firstDay;
    return { year, before: before[i] ?? 0, upTo: before[i + 1] ?? 0 };
  };

  /** The working day at a position counted from the first one of a year; it may lie in another year. */
  const at = (year: number, position: number): IsoDate => {
    let y = year;
    let p = position;
    while (p < 0) p += indexOf(--y).days.length;
    while (p >= indexOf(y).days.length) p -= indexOf(y++).days.length;
    const date = indexOf(y).days[p];
    if (date === undefined) throw new RangeError(`Werkdagen: ${expectation('een geheel aantal', position)}`);
    return date;
  };

  /** From one count to another, each made from the first day of its year; the first year not after the second. */
  const difference = (fromYear: number, fromCount: number, toYear: number, toCount: number): number => {
    let count = toCount - fromCount;
    for (let year = fromYear; year < toYear; year++) count += indexOf(year).days.length;
    return count;
  };

  const isWorkingDay = (date: IsoDate): boolean => {
    const { before, upTo } = rank(date);
    return upTo > before;
  };

  const addWorkingDays = (date: IsoDate, n: number): IsoDate => {
    const { year, before, upTo } = rank(date);
    return at(year, n > 0 ? upTo + n - 1 : before + n);
  };

  return {
    isWorkingDay,
    addWorkingDays,
    onOrAfter: (date) => addWorkingDays(date, 0),
    onOrBefore: (date) => (isWorkingDay(date) ? date : addWorkingDays(date, -1)),
    workingDaysBetween: (from, to) => {
      const a = rank(from);
      const b = rank(to);
      if (from <= to) return difference(a.year, a.upTo, b.year, b.upTo);
      return 0 - difference(b.year, b.before, a.year, a.before);
    },
  };
}

function statutoryWorkingDays(year: number): readonly IsoDate[] {
  const holidays = new Set(publicHolidays(year).map(({ date }) => date));
  const firstDay = Date.UTC(year, 0, 1) / 86_400_000;
  const length = Date.UTC(year + 1, 0, 1) / 86_400_000 - firstDay;
  return Array.from({ length }, (_, i) => dateOfDayNumber(firstDay + i)).filter(
    (date) => weekday(date) <= 5 && !holidays.has(date),
  );
}

const statutoryYears = new Map<number, readonly IsoDate[]>();

function statutoryYear(year: number): readonly IsoDate[] {
  let days = statutoryYears.get(year);
  if (days === undefined) {
    days = statutoryWorkingDays(year);
    statutoryYears.set(year, days);
  }
  return days;
}

/** For statutory terms: no Saturday, Sunday, public holiday or day on a level with one (Algemene termijnenwet). */
export const statutoryCalendar: Calendar = calendarOf(statutoryYear);

/**
 * For the desk's own ladder and terms: the statutory working days less its closures.
 * It remembers the years it has counted, so keep it rather than make it again for every question.
 */
export function deskCalendar(closures: readonly Closure[]): Calendar {
  return calendarOf((year) =>
    statutoryYear(year).filter((date) => !closures.some(({ from, until }) => from <= date && date <= until)),
  );
}
