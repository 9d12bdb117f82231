import type { Client } from '@temporalio/client';
import { trackId, trackMessages } from '../../../machines/protocol.ts';
import type { Offer } from '../../../machines/track/actions/offers.ts';
import { notAchieved } from '../../../machines/track/answers.ts';
import { businessActions } from '../../../machines/track/actions/index.ts';
import { UserError } from '../../user-error.ts';
import type { Command, Invocation } from '../command.ts';
import { connectionOptions, connectToSystem } from '../connection-options.ts';
import { fieldsFromOptions } from '../fields.ts';
import { describeOffers } from '../offers-text.ts';
import { signature, signedBy } from '../signature.ts';
import { queryNow, update } from '../updates.ts';

export const act: Command = {
  name: 'doe',
  usage: '<afnemer> [handeling] [gegevens]',
  summary:
    'Toont wat er nu kan bij een afnemer, of voert een handeling uit. Gegevens: één JSON-argument, of een optie per veld.',
  example: 'npx traject doe gemeente-utrecht advies-boeken --minuten 60',
  options: {
    ...connectionOptions,
    json: { type: 'boolean', description: 'als JSON, voor programma’s' },
    functie: {
      type: 'string',
      value: '<functie>',
      description: 'berichtenbox of lopendeZaken, als beide kunnen',
    },
    ...signature,
    op: { type: 'string', value: '<datum>', description: 'wanneer het gebeurde (standaard nu)' },
  },
  takesFields: true,
  positionals: [1, 3],
  run: async (invocation) => {
    const [id = '', code, json] = invocation.positionals;
    const client = await connectToSystem(invocation);
    try {
      if (code === undefined) return await show(client, id, invocation);
      return await perform(client, id, code, json, invocation);
    } finally {
      await client.connection.close();
    }
  },
};

async function show(client: Client, id: string, invocation: Invocation): Promise<number> {
  const [unknown] = Object.keys(invocation.fields);
  if (unknown !== undefined)
    throw new UserError(
      `De optie --${unknown} hoort bij een handeling: traject doe ${id} <handeling> --${unknown} …`,
      { exitCode: 2 },
    );
  const offers = await queryNow<readonly Offer[]>(client, trackId(id), trackMessages.offers);
  if (invocation.flag('json')) invocation.out(JSON.stringify(offers, null, 2));
  else
    invocation.out(
      offers.length === 0 ? 'Het traject is afgerond: er kan niets meer.' : describeOffers(offers),
    );
  return 0;
}

async function perform(
  client: Client,
  id: string,
  code: string,
  json: string | undefined,
  invocation: Invocation,
): Promise<number> {
  const action = businessActions.find((candidate) => candidate.code === code);
  if (action === undefined) {
    throw new UserError(`De handeling '${code}' bestaat niet. Zie wat er nu kan met: traject doe ${id}`, {
      exitCode: 2,
    });
  }
  const input = {
    door: signedBy(invocation),
    ...(invocation.text('op') === undefined ? {} : { op: invocation.text('op') }),
    ...(invocation.text('functie') === undefined ? {} : { functie: invocation.text('functie') }),
    ...(json === undefined ? {} : parseJson(json)),
    ...(Object.keys(invocation.fields).length === 0 ? {} : await fieldsOf(client, id, code, invocation)),
  };
  const answer = String(await update(client, trackId(id), action.name, input));
  invocation.out(invocation.flag('json') ? JSON.stringify({ antwoord: answer }) : answer);
  return answer.startsWith(notAchieved) ? 1 : 0;
}

/** Options are read by the schema of the offer; when the action is not possible now, the track says so. */
async function fieldsOf(client: Client, id: string, code: string, invocation: Invocation) {
  const offers = await queryNow<readonly Offer[]>(client, trackId(id), trackMessages.offers);
  const asked = invocation.text('functie');
  const candidates = offers.filter(({ handeling }) => handeling === code);
  const offer = candidates.find(({ functie }) => functie === asked) ?? candidates[0];
  return offer === undefined ? {} : fieldsFromOptions(invocation.fields, offer.invoer);
}

function parseJson(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // told below
  }
  throw new UserError(
    `Gegevens: verwacht één JSON-object zoals '{"minuten":60}', gevonden: ${text.slice(0, 80)}`,
    { exitCode: 2 },
  );
}
