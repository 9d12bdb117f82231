import { resolve } from 'node:path';
import { formatMoment } from '../../../machines/domain/dutch-dates.ts';
import { createBackup } from '../../backup/create.ts';
import { connectionFromEnvironment } from '../../server/address.ts';
import { LOOPBACK } from '../../server/ports.ts';
import { UserError } from '../../user-error.ts';
import type { Command } from '../command.ts';
import { defaultDataDir, folderByDefault, portOf } from '../connection-options.ts';

export const backUp: Command = {
  name: 'back-up',
  usage: '<map>',
  summary:
    'Maakt een back-up van het systeem, dat gewoon doorloopt. De map mag nog niet bestaan. Versleutelsleutels horen er niet bij: bewaar die apart.',
  example: 'npx traject back-up /back-ups/traject-2027-01-04',
  options: {
    gegevensmap: {
      type: 'string',
      value: '<map>',
      description: `de map van het systeem (standaard ${defaultDataDir}, of de nieuwste demo)`,
    },
  },
  positionals: [1, 1],
  run: async (invocation) => {
    const { env } = invocation;
    const given = invocation.text('gegevensmap');
    if (given === undefined && connectionFromEnvironment(env) !== null)
      throw new UserError(
        'De Temporal-server uit de omgeving (TEMPORAL_ADDRESS) heeft een eigen database: maak daarvan een back-up met de middelen van die database.',
        { exitCode: 2 },
      );
    const dataDir = resolve(given ?? folderByDefault() ?? defaultDataDir);
    const [target = ''] = invocation.positionals;
    const temporalVersion = await runningVersion(dataDir);
    const { moment, bestanden } = await createBackup({ dataDir, target, temporalVersion, env });
    const megabytes = Math.ceil(bestanden['temporal.db'].bytes / 1_000_000);
    invocation.out(
      `De back-up staat in ${target} (${megabytes} MB). Alles wat voor ${formatMoment(Date.parse(moment))} is bevestigd, zit erin.`,
    );
    return 0;
  },
};

async function runningVersion(dataDir: string): Promise<string | null> {
  const port = portOf(dataDir);
  if (port === undefined) return null;
  const { connectTo } = await import('../../client.ts');
  const { connection } = await connectTo({ address: `${LOOPBACK}:${port}` }, 'default', null);
  try {
    return (await connection.workflowService.getSystemInfo({})).serverVersion ?? null;
  } finally {
    await connection.close();
  }
}
