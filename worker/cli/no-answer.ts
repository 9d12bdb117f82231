import { UserError } from '../user-error.ts';

/** Nobody answered: what was asked may or may not have been done, and asking others makes no sense now. */
export class NoAnswer extends UserError {}
