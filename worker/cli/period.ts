import { isoDateSchema, type IsoDate } from '../../machines/domain/dates.ts';
import { UserError } from '../user-error.ts';

/** From the first through the last day. */
export interface PeriodOfDays {
  readonly from: IsoDate;
  readonly until: IsoDate;
}

const form = 'een periode zoals 2027-03-08..2027-03-19 (van..tot en met)';

/** `2027-03-08..2027-03-19`. @throws UserError with exit code 2. */
export function parsePeriod(text: string): PeriodOfDays {
  const [first, last, ...more] = text.split('..');
  if (first === undefined || last === undefined || more.length > 0) throw wrong(form, text);
  const [from, until] = [first, last].map((day) => isoDateSchema.safeParse(day.trim()).data);
  if (from === undefined) throw wrong(`${form}, met een begin dat bestaat`, first);
  if (until === undefined) throw wrong(`${form}, met een einde dat bestaat`, last);
  if (until < from) throw wrong(`een einde op of na ${from}`, until);
  return { from, until };
}

function wrong(expected: string, found: string): UserError {
  const shown = found === '' ? 'niets' : `'${found}'`;
  return new UserError(`Periode: verwacht ${expected}, gevonden: ${shown}.`, { exitCode: 2 });
}
