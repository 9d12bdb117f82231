import { connectionFromEnvironment } from '../server/address.ts';
import type { RequestedClock } from '../server/data-folder.ts';
import { UserError } from '../user-error.ts';
import type { Invocation } from './command.ts';

/**
 * The clock as asked on the command line; what was left out is not in it.
 * @throws UserError when one is asked at a server of others, where each worker would have its own.
 */
export function requestedClock({ text, env }: Invocation): RequestedClock {
  const from = text('vanaf');
  const tempo = text('tempo');
  const asked = [...(from === undefined ? [] : ['--vanaf']), ...(tempo === undefined ? [] : ['--tempo'])];
  const given = asked.length === 0 ? null : connectionFromEnvironment(env);
  if (given !== null) {
    const options = asked.join(' en ');
    throw new UserError(
      `${options}: verwacht een systeem met een eigen Temporal-server, gevonden: de server op ` +
        `${given.connectionOptions.address}. Een eigen begin en tempo liggen vast in de gegevensmap van één worker; ` +
        `op een server van anderen loopt alles daarom op de echte tijd. Laat ${options} weg, of haal het adres van ` +
        'de server weg (TEMPORAL_ADDRESS).',
      { exitCode: 2 },
    );
  }
  return { ...(from === undefined ? {} : { from }), ...(tempo === undefined ? {} : { tempo }) };
}
