import type { Client } from '@temporalio/client';
import { planningId, planningMessages } from '../../../../machines/protocol.ts';
import type { Command } from '../../command.ts';
import { connectionOptions, connectToSystem } from '../../connection-options.ts';
import { readDocument } from '../../read-document.ts';
import { signature, signedBy } from '../../signature.ts';
import { update } from '../../updates.ts';

/** Publishes a planning file as the new version; the planning's answer. @throws UserError with all its problems. */
export async function publishFile(client: Client, path: string, by: string): Promise<string> {
  const file = await readDocument(path);
  const isGroup = typeof file === 'object' && file !== null && !Array.isArray(file);
  const input = isGroup ? { door: by, ...file } : file;
  return String(await update(client, planningId, planningMessages.publish, input));
}

export const publish: Command = {
  name: 'planning publiceer',
  usage: '<bestand>',
  summary:
    'Maakt dit bestand de nieuwe planning, in zijn geheel of helemaal niet. Wie geen plaats meer heeft, houdt wat die heeft tot er een ander tijdslot is afgesproken: daarvoor komt er een voorstel.',
  example: 'npx traject planning publiceer examples/planning.yaml',
  options: { ...connectionOptions, ...signature },
  positionals: [1, 1],
  run: async (invocation) => {
    const [path = ''] = invocation.positionals;
    const client = await connectToSystem(invocation);
    try {
      invocation.out(await publishFile(client, path, signedBy(invocation)));
      return 0;
    } finally {
      await client.connection.close();
    }
  },
};
