import type { Client } from '@temporalio/client';
import { parsePlan } from '../../../../machines/domain/planning/plan-file.ts';
import { formatProblems } from '../../../../machines/domain/problem.ts';
import { planningId, planningMessages } from '../../../../machines/protocol.ts';
import type { Command } from '../../command.ts';
import { connectionOptions, connectToSystem } from '../../connection-options.ts';
import { readDocument } from '../../read-document.ts';
import { signature, signedBy } from '../../signature.ts';
import { UserError } from '../../../user-error.ts';
import { update } from '../../updates.ts';

/**
 * A planning file, as the Update takes it but for who sends it: that does not stand in the file, so that `controleer`
 * and this judge the same. @throws UserError with all its problems.
 */
export async function readPlanFile(path: string): Promise<object> {
  const file = await readDocument(path);
  const plan = parsePlan(file);
  if (!plan.ok) throw new UserError(formatProblems(plan.problems));
  return file as object; // the schema of a plan takes nothing else
}

/** Publishes it as the new version; the planning's answer. */
export async function publishPlan(client: Client, file: object, by: string): Promise<string> {
  return String(await update(client, planningId, planningMessages.publish, { ...file, door: by }));
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
    const file = await readPlanFile(path);
    const client = await connectToSystem(invocation);
    try {
      invocation.out(await publishPlan(client, file, signedBy(invocation)));
      return 0;
    } finally {
      await client.connection.close();
    }
  },
};
