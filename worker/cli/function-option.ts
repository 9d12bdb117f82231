import { functionField } from '../../machines/domain/function-field.ts';
import { connectionFunctions, type ConnectionFunction } from '../../machines/domain/vocabulary.ts';
import { UserError } from '../user-error.ts';
import type { Invocation, Option } from './command.ts';

export const functionOption: Option = {
  type: 'string',
  value: '<functie>',
  description: connectionFunctions.join(' of '),
  required: true,
};

/** Undefined: none was asked. @throws UserError with exit code 2. */
export function functionAsked(invocation: Invocation): ConnectionFunction | undefined {
  const text = invocation.text('functie');
  return text === undefined ? undefined : functionNamed(text);
}

/** @throws UserError with exit code 2. */
export function functionNamed(text: string | undefined): ConnectionFunction {
  const { data } = functionField.safeParse(text);
  if (data !== undefined) return data;
  const found = text === undefined ? 'niets' : `'${text}'`;
  throw new UserError(`--functie: verwacht ${connectionFunctions.join(' of ')}, gevonden: ${found}.`, {
    exitCode: 2,
  });
}
