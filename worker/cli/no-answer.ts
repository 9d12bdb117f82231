import { UserError } from '../user-error.ts';

/** Nobody answered: what was asked may or may not have been done. */
export class NoAnswer extends UserError {}
