import { UserError } from '../user-error.ts';

/** How long the server keeps a workflow that has closed. */
export interface Retention {
  readonly days: number;
  /** Asked for by the administrator; otherwise a namespace that keeps longer is left as it is. */
  readonly isExact: boolean;
}

/** Ten years and the leap days in them (an assumption). */
export const defaultRetention: Retention = { days: 3653, isExact: false };

/**
 * The runs by which a track that goes on has continued as new are closed ones too, and hold its mail: they must stay
 * for as long as a track can last.
 */
const fewestDays = 730;
const mostDays = 36_525;

/**
 * TRAJECT_BEWAARTERMIJN, in days.
 * @throws UserError unless it is a number of days that can be
 */
export function retentionFromEnvironment({ TRAJECT_BEWAARTERMIJN: text }: NodeJS.ProcessEnv): Retention {
  if (text === undefined || text === '') return defaultRetention;
  const days = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (days >= fewestDays && days <= mostDays) return { days, isExact: true };
  throw new UserError(
    `TRAJECT_BEWAARTERMIJN: verwacht een aantal dagen van ${fewestDays} (twee jaar) tot en met ${mostDays} (honderd jaar), gevonden: "${text}".`,
    { exitCode: 2 },
  );
}
