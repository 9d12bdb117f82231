import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { PersistedState } from '../../../machines/engine/state.ts';
import { trackId, trackMessages } from '../../../machines/protocol.ts';
import { adoptTrack } from '../../../machines/track/adoption.ts';
import { currentVersion } from '../../../machines/track/versions.ts';
import { UserError } from '../../user-error.ts';
import type { Command, Invocation } from '../command.ts';
import { connectionOptions, connectToSystem } from '../connection-options.ts';
import { signature, signedBy } from '../signature.ts';
import { query, update } from '../updates.ts';
import { listVersions, type RunningVersion } from '../version-list.ts';
import { aligned } from './status.ts';

export const versions: Command = {
  name: 'versies',
  usage: '[overnemen [afnemer…]]',
  summary:
    'Toont op welke versie elk lopend traject is. Met overnemen: laat trajecten verdergaan op een andere versie, met alles wat loopt. Wat niet kan, blijft met een reden op zijn versie.',
  example: 'npx traject versies overnemen --alle --proef',
  options: {
    ...connectionOptions,
    json: { type: 'boolean', description: 'als JSON, voor programma’s' },
    alle: { type: 'boolean', description: 'bij overnemen: alle lopende trajecten' },
    naar: {
      type: 'string',
      value: '<versie>',
      description: `bij overnemen: welke versie (standaard de nieuwste, ${currentVersion})`,
    },
    proef: { type: 'boolean', description: 'bij overnemen: alleen tonen wat er zou gebeuren' },
    ...signature,
  },
  positionals: [0, Infinity],
  run: async (invocation) => {
    const [verb, ...ids] = invocation.positionals;
    if (verb !== undefined && verb !== 'overnemen')
      throw new UserError(
        `'${verb}' kan hier niet: verwacht 'traject versies' of 'traject versies overnemen'.`,
        {
          exitCode: 2,
        },
      );
    if (verb === 'overnemen' && invocation.flag('alle') === ids.length > 0)
      throw new UserError('Wie neemt over? Noem een of meer afnemers, of geef --alle.', { exitCode: 2 });
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

interface Outcome {
  readonly id: string;
  readonly van: string;
  readonly naar: string;
  readonly gelukt: boolean;
  readonly uitleg: string;
}

async function takeOver(client: Client, ids: readonly string[], invocation: Invocation): Promise<number> {
  const tracks = (await listVersions(client)).filter(({ versie }) => versie !== null);
  const asked = ids.length === 0 ? tracks : ids.map((id) => runningTrack(tracks, id));
  const naar = invocation.text('naar') ?? currentVersion;
  const order = { naar, door: signedBy(invocation), proef: invocation.flag('proef') };
  const outcomes: Outcome[] = [];
  for (let from = 0; from < asked.length; from += atOnce) {
    const round = asked.slice(from, from + atOnce);
    outcomes.push(...(await Promise.all(round.map(({ id }) => one(client, id, order)))));
  }
  if (invocation.flag('json')) invocation.out(JSON.stringify(outcomes, null, 2));
  else {
    for (const { id, van, uitleg } of outcomes) invocation.out(`${id} (versie ${van}): ${uitleg}`);
    const done = outcomes.filter(({ gelukt }) => gelukt).length;
    const told = order.proef ? 'kunnen overnemen' : 'hebben overgenomen';
    invocation.out(
      `${done} van de ${outcomes.length} trajecten ${told}${order.proef ? '; er is niets veranderd' : ''}.`,
    );
  }
  return outcomes.every(({ gelukt }) => gelukt) ? 0 : 1;
}

function runningTrack(tracks: readonly RunningVersion[], id: string): RunningVersion {
  const found = tracks.find((track) => track.id === id);
  if (found === undefined)
    throw new UserError(`Er loopt geen traject van '${id}'. Alle lopende staan in 'traject versies'.`);
  return found;
}

interface Order {
  readonly naar: string;
  readonly door: string;
  readonly proef: boolean;
}

/** A worker on the same machine has other things to do. */
const atOnce = 20;
const patienceMs = 30_000;
const pauseMs = 200;

/** Worked out here first, on the track's own state: a refusal leaves no trace there, and a rehearsal nothing at all. */
async function one(client: Client, id: string, { naar, door, proef }: Order): Promise<Outcome> {
  const workflowId = trackId(id);
  const state = await query<PersistedState>(client, workflowId, trackMessages.state);
  const outcome = (gelukt: boolean, uitleg: string) => ({ id, van: state.version, naar, gelukt, uitleg });
  if (naar !== state.version) {
    const adoption = adoptTrack(state, naar);
    if (adoption.kind === 'stays') return outcome(false, adoption.reason);
  }
  if (proef)
    return outcome(true, naar === state.version ? `is op versie ${naar}.` : `kan naar versie ${naar}.`);
  try {
    const answer = String(await update(client, workflowId, trackMessages.adopt, { naar, door }));
    if (await isOn(client, workflowId, naar)) return outcome(true, answer);
    return outcome(
      false,
      `Versie ${naar} is gevraagd, maar niet overgenomen. In 'traject dossier ${id}' staat of er een reden was.`,
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return outcome(naar === state.version, error.message);
  }
}

/** The next run takes it over, once every Update has its answer. */
async function isOn(client: Client, workflowId: string, version: string): Promise<boolean> {
  for (const until = Date.now() + patienceMs; Date.now() < until; await wait(pauseMs)) {
    const state = await query<PersistedState>(client, workflowId, trackMessages.state);
    if (state.version === version) return true;
  }
  return false;
}
