import type { RequestedClock } from '../server/data-folder.ts';
import type { Invocation } from './command.ts';

/** The clock as asked on the command line; what was left out is not in it. */
export function requestedClock(invocation: Invocation): RequestedClock {
  const from = invocation.text('vanaf');
  const tempo = invocation.text('tempo');
  return { ...(from === undefined ? {} : { from }), ...(tempo === undefined ? {} : { tempo }) };
}
