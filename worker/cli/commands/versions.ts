import type { Client } from '@temporalio/client';
import { currentVersion } from '../../../machines/track/versions.ts';
import { UserError } from '../../user-error.ts';
import type { Command, Invocation } from '../command.ts';
import { connectionOptions, connectToSystem } from '../connection-options.ts';
import { selectionHelp } from '../selection.ts';
import { signature } from '../signature.ts';
import { listVersions } from '../version-list.ts';
import { aligned } from './status.ts';
import { takeOver } from './take-over.ts';

export const versions: Command = {
  name: 'versies',
  usage: '[overnemen [afnemer…]]',
  summary:
    'Toont op welke versie elk lopend traject is. Met overnemen: laat trajecten verdergaan op een andere versie, met alles wat loopt; eerst als proef. Wat niet kan, blijft met een reden op zijn versie.',
  example: 'npx traject versies overnemen --alle',
  options: {
    ...connectionOptions,
    json: { type: 'boolean', description: 'als JSON, voor programma’s' },
    alle: { type: 'boolean', description: 'bij overnemen: alle lopende trajecten' },
    naar: {
      type: 'string',
      value: '<versie>',
      description: `bij overnemen: welke versie (standaard de nieuwste, ${currentVersion})`,
    },
    selectie: {
      type: 'string',
      value: '<query>',
      description: 'bij overnemen: alle lopende trajecten die hieraan voldoen',
    },
    uitvoeren: { type: 'boolean', description: 'bij overnemen: doet het, in plaats van een proef' },
    ...signature,
  },
  more: selectionHelp,
  positionals: [0, Infinity],
  run: async (invocation) => {
    const [verb, ...ids] = invocation.positionals;
    if (verb !== undefined && verb !== 'overnemen')
      throw new UserError(
        `'${verb}' kan hier niet: verwacht 'traject versies' of 'traject versies overnemen'.`,
        { exitCode: 2 },
      );
    const ways = [ids.length > 0, invocation.flag('alle'), invocation.text('selectie') !== undefined];
    if (verb === 'overnemen' && ways.filter(Boolean).length !== 1)
      throw new UserError(
        'Wie neemt over? Noem een of meer afnemers, of geef --alle of --selectie <query>.',
        {
          exitCode: 2,
        },
      );
    const client = await connectToSystem(invocation);
    try {
      return verb === undefined ? await show(client, invocation) : await takeOver(client, ids, invocation);
    } finally {
      await client.connection.close();
    }
  },
};

async function show(client: Client, { flag, out }: Invocation): Promise<number> {
  const running = await listVersions(client);
  if (flag('json')) {
    out(JSON.stringify({ nieuwste: currentVersion, lopend: running }, null, 2));
    return 0;
  }
  const rows = running.map(({ id, versie, uitgave, vastgezet }) => [
    id,
    versie ?? '-',
    uitgave === null ? '-' : `${uitgave}${vastgezet ? ' (vastgezet)' : ''}`,
  ]);
  out(`Nieuwste versie: ${currentVersion}.`);
  out(rows.length === 0 ? 'Er loopt niets.' : aligned([['Workflow', 'Versie', 'Uitgave'], ...rows]));
  return 0;
}
