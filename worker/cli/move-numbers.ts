import type { Option } from './command.ts';
import { UserError } from '../user-error.ts';

export const movesOption: Option = {
  type: 'string',
  value: '<nummers>',
  description: 'alleen deze verplaatsingen, zoals 1,2 (standaard alle)',
};

/** `1,2` as an order takes it; empty when nothing was given. @throws UserError with exit code 2. */
export function chosenMoves(text: string | undefined): { readonly verplaatsingen?: readonly number[] } {
  if (text === undefined) return {};
  const numbers = text.split(',').map((part) => part.trim());
  if (numbers.every((part) => /^[1-9]\d{0,5}$/.test(part))) return { verplaatsingen: numbers.map(Number) };
  throw new UserError(`--verplaatsing: verwacht nummers zoals 1,2, gevonden: '${text}'.`, { exitCode: 2 });
}
