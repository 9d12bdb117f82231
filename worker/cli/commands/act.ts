import type { Client } from '@temporalio/client';
import { trackId, trackMessages } from '../../../machines/protocol.ts';
import type { Offer } from '../../../machines/track/actions/offers.ts';
import { notAchieved } from '../../../machines/track/answers.ts';
import { UserError } from '../../user-error.ts';
import { actionByCode, inputFor } from '../action-input.ts';
import type { Command, Invocation } from '../command.ts';
import { connectionOptions, connectToSystem } from '../connection-options.ts';
import { whyEnded } from '../ended-track.ts';
import { functionAsked } from '../function-option.ts';
import { describeOffers } from '../offers-text.ts';
import { selectionHelp } from '../selection.ts';
import { signature } from '../signature.ts';
import { queryNow, update } from '../updates.ts';
import { actOnSelection } from './act-on-selection.ts';

export const act: Command = {
  name: 'doe',
  usage: '<afnemer>|--selectie <query> [handeling] [gegevens]',
  summary:
    'Toont wat er nu kan bij een afnemer, of voert een handeling uit. Gegevens: één JSON-argument, of een optie per veld. Met --selectie: bij veel trajecten tegelijk, eerst als proef.',
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
    selectie: {
      type: 'string',
      value: '<query>',
      description: 'bij alle lopende trajecten die hieraan voldoen; zonder --uitvoeren een proef',
    },
    uitvoeren: { type: 'boolean', description: 'bij --selectie: doet het, in plaats van een proef' },
  },
  more: selectionHelp,
  takesFields: true,
  positionals: [1, 3],
  run: async (invocation) => {
    const [id = '', code, json] = invocation.positionals;
    const selection = invocation.text('selectie');
    if (selection === undefined && invocation.flag('uitvoeren'))
      throw new UserError('--uitvoeren: verwacht --selectie erbij. Bij één afnemer is het niet nodig.', {
        exitCode: 2,
      });
    functionAsked(invocation); // before anything is asked of anybody
    if (selection !== undefined) return await actOnSelection(selection, invocation);
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
  const ended = await whyEnded(client, id);
  const offers =
    ended === null ? await queryNow<readonly Offer[]>(client, trackId(id), trackMessages.offers) : [];
  if (invocation.flag('json')) invocation.out(JSON.stringify(offers, null, 2));
  else
    invocation.out(
      offers.length > 0 ? describeOffers(offers) : (ended ?? 'Het traject is afgerond: er kan niets meer.'),
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
  const action = actionByCode(code, id);
  const input = await inputFor(client, id, action, json, invocation);
  const answer = String(await update(client, trackId(id), action.name, input));
  invocation.out(invocation.flag('json') ? JSON.stringify({ antwoord: answer }) : answer);
  return answer.startsWith(notAchieved) ? 1 : 0;
}
