import type { Client } from '@temporalio/client';
import type { PlanningOverview } from '../../../machines/domain/planning/overview.ts';
import { renderOverview } from '../../../machines/domain/planning/overview.ts';
import { planningId, planningMessages } from '../../../machines/protocol.ts';
import { UserError } from '../../user-error.ts';
import type { Command } from '../command.ts';
import { connectionOptions, connectToSystem } from '../connection-options.ts';
import { readDocument } from '../read-document.ts';
import { query, update } from '../updates.ts';

/** Publishes a planning file as the new version; the planning's answer. @throws UserError with all its problems. */
export async function publish(client: Client, path: string): Promise<string> {
  return String(await update(client, planningId, planningMessages.publish, await readDocument(path)));
}

export const planning: Command = {
  name: 'planning',
  usage: 'publiceer <bestand> | toon',
  summary: 'Publiceert een planning als nieuwe versie, of toont tranches, bezetting en wachtlijst.',
  example: 'npx traject planning publiceer examples/planning.yaml',
  options: {
    ...connectionOptions,
    json: { type: 'boolean', description: 'toon als JSON, voor programma’s' },
  },
  positionals: [1, 2],
  run: async (invocation) => {
    const [what, path] = invocation.positionals;
    if (what === 'publiceer' && path === undefined) {
      throw new UserError("Bestand: verwacht 'traject planning publiceer <bestand>', gevonden: niets.", {
        exitCode: 2,
      });
    }
    if ((what !== 'publiceer' && what !== 'toon') || (what === 'toon' && path !== undefined)) {
      throw new UserError(
        `Verwacht 'publiceer <bestand>' of 'toon', gevonden: '${invocation.positionals.join(' ')}'.`,
        { exitCode: 2 },
      );
    }
    const client = await connectToSystem(invocation);
    if (what === 'publiceer') invocation.out(await publish(client, path ?? ''));
    else {
      const overview = await query<PlanningOverview>(client, planningId, planningMessages.overview);
      invocation.out(invocation.flag('json') ? JSON.stringify(overview, null, 2) : renderOverview(overview));
    }
    await client.connection.close();
    return 0;
  },
};
