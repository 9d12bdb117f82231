import { planningId } from '../../machines/protocol.ts';
import type { Invocation, Option } from './command.ts';
import { connectionOptions, connectToSystem } from './connection-options.ts';
import { signature, signedBy } from './signature.ts';
import { update } from './updates.ts';

/** A planner's orders are Updates of the planning: the same ones stand in the Temporal UI. */

export const orderOptions: Readonly<Record<string, Option>> = {
  ...connectionOptions,
  ...signature,
  json: { type: 'boolean', description: 'als JSON, voor programma’s' },
};

/** Of an order whose reason the consumers hear. */
export const reasonOption: Option = {
  type: 'string',
  value: '<tekst>',
  description: 'waarom; de afnemers krijgen dit te horen',
  required: true,
};

/** @throws UserError with the words of the refusal, one line for each move that is not possible. */
export async function sendOrder(invocation: Invocation, name: string, input: object): Promise<number> {
  const client = await connectToSystem(invocation);
  try {
    const order = { door: signedBy(invocation), ...input };
    const answer = String(await update(client, planningId, name, order));
    invocation.out(invocation.flag('json') ? JSON.stringify(asJson(answer), null, 2) : answer);
    return 0;
  } finally {
    await client.connection.close();
  }
}

/** Below the first line, an answer names what was not possible: see `Decided`. */
function asJson(answer: string) {
  const [first = '', ...refusals] = answer.split('\n');
  return { antwoord: first, nietMogelijk: refusals };
}
