import { userInfo } from 'node:os';
import type { Invocation, Option } from './command.ts';

/** For every command that changes something. */
export const signature: Readonly<Record<string, Option>> = {
  door: {
    type: 'string',
    value: '<naam>',
    description: 'wie dit doet (standaard de gebruiker van deze computer)',
  },
};

/** Who does it: the user of this computer, unless told otherwise. */
export function signedBy(invocation: Invocation): string {
  return invocation.text('door') ?? currentUser();
}

function currentUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'opdrachtregel'; // no account for this user id, as in some containers
  }
}
