import { functionWords } from '../../../machines/domain/words.ts';
import type { Command } from '../command.ts';
import { connectionOptions, connectToSystem } from '../connection-options.ts';
import { listTracks, type ListedTrack } from '../track-list.ts';
import { trackNow, type TrackNow } from '../track-now.ts';

export const status: Command = {
  name: 'status',
  usage: '[afnemer]',
  summary: 'Toont waar alle afnemers staan, of alles over één afnemer.',
  example: 'npx traject status gemeente-utrecht',
  options: { ...connectionOptions, json: { type: 'boolean', description: 'als JSON, voor programma’s' } },
  positionals: [0, 1],
  run: async (invocation) => {
    const client = await connectToSystem(invocation);
    const [id] = invocation.positionals;
    if (id === undefined) {
      const rows = await listTracks(client);
      invocation.out(invocation.flag('json') ? JSON.stringify(rows, null, 2) : table(rows));
    } else {
      const view = await trackNow(client, id);
      invocation.out(invocation.flag('json') ? JSON.stringify([view], null, 2) : describe(view));
    }
    await client.connection.close();
    return 0;
  },
};

function table(rows: readonly ListedTrack[]): string {
  if (rows.length === 0)
    return 'Er zijn nog geen trajecten. Meld er een aan met: traject aanmelden <bestand>';
  const head = ['Afnemer', 'Status', 'Functie', 'Stap', 'Wacht op', 'Uiterlijk', 'Ketentest'];
  const lines = rows.flatMap((row) =>
    (row.functies.length === 0 ? [null] : row.functies).map((line, at) => [
      at === 0 ? row.id : '',
      at === 0 ? row.status : '',
      line === null ? '-' : functionWords[line.functie],
      line?.stap ?? '-',
      line?.wachtOp ?? '-',
      line?.termijn ?? '-',
      line?.tijdslot?.begin.slice(0, 16).replace('T', ' ') ?? '-',
    ]),
  );
  return aligned([head, ...lines]);
}

export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function describe(view: TrackNow): string {
  const functions = view.functies.flatMap((line) => [
    `${functionWords[line.functie]}: ${line.stap}`,
    ...(line.wachtOp === null
      ? []
      : [
          `  wacht op ${line.wachtOp}, uiterlijk ${line.termijn ?? '-'}${isLate(line.termijn, view.nu) ? ' (te laat)' : ''}: ${line.gevraagd.join(', ')}`,
        ]),
    `  inroostering: ${line.plaats}`,
    ...(line.speling === null
      ? []
      : [`  speling: ${line.speling} werkdagen${line.inGevaar ? ' (in gevaar)' : ''}`]),
    ...(line.uitloopDagen ? [`  uitloop: ${line.uitloopDagen} dagen`] : []),
  ]);
  const tasks = view.taken.map(({ tekst }) => `Taak: ${tekst}`);
  return [
    `${view.afnemer} (${view.id}): ${view.status}, op ${view.nu.slice(0, 10)}`,
    ...(view.gestoptOp === null ? [] : ['Dit traject loopt niet meer. Zo stond het ervoor toen het stopte:']),
    ...functions,
    ...tasks,
  ].join('\n');
}

/** Past its day, in the system's own time. */
function isLate(due: string | null, now: string): boolean {
  return due !== null && due < now.slice(0, 10);
}
