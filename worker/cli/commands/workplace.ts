import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { trackRow } from '../../../activities/track-rows.ts';
import { formatDate } from '../../../machines/domain/dutch-dates.ts';
import type { IsoDate } from '../../../machines/domain/dates.ts';
import { keepLink, pageLink } from '../../../machines/desk/links.ts';
import { listLink, workflowLink } from '../../../machines/domain/ui-links.ts';
import { openTracks } from '../../../machines/domain/track-queries.ts';
import { listViews, trancheView } from '../../../machines/desk/views.ts';
import { deskId, planningId } from '../../../machines/protocol.ts';
import { uiAddress } from '../../server/ui-address.ts';
import { UserError } from '../../user-error.ts';
import { businessDate } from '../business-date.ts';
import type { Command } from '../command.ts';
import { connectionOptions, connectToSystem, ownUi } from '../connection-options.ts';

/** The start page of the desk, as a terminal shows it; null: no address of the web interface is known. */
interface Workplace {
  readonly datum: IsoDate;
  readonly startpagina: string | null;
  readonly planning: string | null;
  readonly lijsten: readonly {
    readonly naam: string;
    readonly zoekvraag: string;
    readonly adres: string | null;
    /** Opened once: the browser keeps the list. */
    readonly bewaren: string | null;
    /** The day of which it is; null: it stays right. */
    readonly vanDatum: IsoDate | null;
  }[];
}

export const workplace: Command = {
  name: 'werkplek',
  usage: '',
  summary:
    'Toont waar het Servicecentrum werkt in de Temporal UI: de startpagina en de lijsten van vandaag. Werkt ook als de worker niet draait.',
  example: 'npx traject werkplek --json',
  options: { ...connectionOptions, json: { type: 'boolean', description: 'als JSON, voor programma’s' } },
  positionals: [0, 0],
  run: async (invocation) => {
    const client = await connectToSystem(invocation);
    try {
      const ui = uiAddress(invocation.env, ownUi(invocation), client.options.namespace);
      const found = await workplaceOf(client, ui);
      invocation.out(invocation.flag('json') ? JSON.stringify(found, null, 2) : textOf(found));
      return 0;
    } finally {
      await client.connection.close();
    }
  },
};

export async function workplaceOf(client: Client, ui: string | null): Promise<Workplace> {
  const run = await runOfDesk(client);
  const today = await businessDate(client);
  const views = [...listViews(today), ...(await tranchesInUse(client)).map(trancheView)];
  return {
    datum: today,
    startpagina: ui === null ? null : pageLink(ui, deskId, run),
    planning: ui === null ? null : workflowLink(ui, planningId),
    lijsten: views.map((view) => ({
      naam: view.name,
      zoekvraag: view.query,
      adres: ui === null ? null : listLink(ui, view.query),
      bewaren: ui === null ? null : keepLink(ui, view),
      vanDatum: view.on,
    })),
  };
}

/** @throws UserError when the desk was never opened on this server. */
async function runOfDesk(client: Client): Promise<string> {
  try {
    return (await client.workflow.getHandle(deskId).describe()).runId;
  } catch (cause) {
    if (!(cause instanceof WorkflowNotFoundError)) throw cause;
    throw new UserError(`Op deze server draait '${deskId}' niet: start het systeem eerst.`, { cause });
  }
}

/** Those with anybody in them: the planning knows the others too, but needs a worker to tell. */
async function tranchesInUse(client: Client): Promise<readonly string[]> {
  const names = new Set<string>();
  for await (const execution of client.workflow.list({ query: openTracks, pageSize: 500 }))
    for (const { tranche } of trackRow(execution).functions) if (tranche !== null) names.add(tranche);
  return [...names].sort();
}

function textOf({ datum, startpagina, planning, lijsten }: Workplace): string {
  const head = `Werkplek van het Servicecentrum. Stand van ${formatDate(datum)}.`;
  if (startpagina === null || planning === null) {
    return [
      head,
      'Het adres van de Temporal UI is niet bekend: zet TEMPORAL_UI_URL (zoals https://temporal.example.org). Dit zijn de zoekvragen van de lijsten:',
      ...lijsten.map(({ naam, zoekvraag }) => `${naam}\n  ${zoekvraag}`),
    ].join('\n');
  }
  return [
    head,
    `Startpagina: ${startpagina}`,
    `Planning:    ${planning}`,
    'Lijsten (met --json ook de adressen waarmee uw browser een lijst bewaart):',
    ...lijsten.map(
      ({ naam, adres, vanDatum }) => `${naam}${vanDatum === null ? '' : ' (van vandaag)'}\n  ${adres}`,
    ),
  ].join('\n');
}
