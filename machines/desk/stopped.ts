import { z } from 'zod';
import type { IsoDate } from '../domain/dates.ts';
import { formatDate } from '../domain/dutch-dates.ts';
import { withExamples } from '../domain/example-input.ts';
import { escape } from '../domain/markdown.ts';
import { lineSchema } from '../domain/written-fields.ts';
import { deskMessages, trackId } from '../protocol.ts';
import type { Notice, Post } from './notices.ts';

/**
 * Tracks that did not end by themselves: terminated in the Temporal UI, or failed. What they held is free by the
 * time that they stand here; what is left to do is for the desk.
 */

export const endings = {
  TERMINATED: 'beëindigd',
  FAILED: 'door een fout gestopt',
  TIMED_OUT: 'verlopen',
} as const;
export type StoppedHow = keyof typeof endings;

/** Null: a run with this status of the server's runs still, or came to its own end. */
export function stoppedHow(status: string): StoppedHow | null {
  return Object.hasOwn(endings, status) ? (status as StoppedHow) : null; // a key of the table
}

export interface StoppedTrack {
  readonly organisation: { readonly id: string; readonly name: string };
  readonly run: string;
  readonly how: StoppedHow;
}

/** What a look at the tracks begins from, so that each look finds what is new since the one before. */
export interface LookFrom {
  /** Real time until which was looked; a look begins somewhat earlier, since visibility runs behind. */
  readonly until: number;
  /** Runs in that overlap that were seen to already. */
  readonly seen: readonly string[];
}

/** What a look brought. */
export interface Look {
  readonly stopped: readonly StoppedTrack[];
  /** Organisations of which a track runs again. */
  readonly running: readonly string[];
  readonly next: LookFrom;
}

/** Plain JSON, bounded: it is carried over continue-as-new. */
export interface StoppedTracks {
  readonly from: LookFrom;
  /** Without a track since, the newest last. */
  readonly tracks: readonly (StoppedTrack & { readonly foundOn: IsoDate })[];
}

export const noneStopped: StoppedTracks = { from: { until: 0, seen: [] }, tracks: [] };

const mostKept = 50;

export function afterLook(
  { tracks }: StoppedTracks,
  { stopped, running, next }: Look,
  today: IsoDate,
): StoppedTracks {
  const gone = new Set([...running, ...stopped.map(({ organisation }) => organisation.id)]);
  const kept = tracks.filter(({ organisation }) => !gone.has(organisation.id));
  const found = stopped.map((track) => ({ ...track, foundOn: today }));
  return { from: next, tracks: [...kept, ...found].slice(-mostKept) };
}

/** For the next morning's mail. The same when it is found once more. */
export function stoppedNotice({ organisation, run, how }: StoppedTrack, on: IsoDate): Notice {
  const text = `Het traject is ${endings[how]}. Wat het vasthield, is vrij. ${afterStop}`;
  return { id: noticeId(run), organisation, to: 'desk', on, what: { kind: 'task', function: null, text } };
}

function noticeId(run: string): string {
  return `gestopt/${run}`;
}

export const settleStoppedSchema = z.strictObject({ afnemer: lineSchema });

/** What becomes of it when the desk says that a track was stopped on purpose; null when it was not. */
export function settleStopped(
  { from, tracks }: StoppedTracks,
  id: string,
): { readonly stopped: StoppedTracks; readonly post: Post; readonly answer: string } | null {
  const settled = tracks.find(({ organisation }) => organisation.id === id);
  if (settled === undefined) return null;
  return {
    stopped: { from, tracks: tracks.filter((track) => track !== settled) },
    post: { told: [], settled: [noticeId(settled.run)] },
    answer: `${settled.organisation.name} staat niet meer bij de gestopte trajecten.`,
  };
}

/** Below the name of the Update (Dutch); null when there is nothing to settle. */
export function settlingDescription({ tracks }: StoppedTracks): string | null {
  if (tracks.length === 0) return null;
  return withExamples(
    'Haalt een traject dat met opzet is gestopt van de startpagina. Er gaat geen mail uit.',
    tracks.slice(-3).map(({ organisation }) => ({ afnemer: organisation.id })),
  );
}

/** Dutch: instead of one that was not stopped. */
export function notStopped({ tracks }: StoppedTracks, id: string): string {
  if (tracks.length === 0) return 'Er zijn geen gestopte trajecten om af te ronden.';
  const ids = tracks.map(({ organisation }) => organisation.id).join(', ');
  return `afnemer: verwacht een van ${ids}, gevonden: ${id}.`;
}

/** Dutch: instead of an Update that the desk does not have. */
export function unknownUpdate({ tracks }: StoppedTracks, name: string): string {
  const possible = [deskMessages.register, ...(tracks.length === 0 ? [] : [deskMessages.settleStopped])];
  const track = 'Handelingen voor één traject stuurt u naar dat traject zelf.';
  return `'${name}' bestaat niet. Hier kan: ${possible.join(', ')}. ${track}`;
}

/** Dutch: what the desk can do about it. */
export const afterStop =
  'Was dat een vergissing? Kies Reset bij het traject in de Temporal UI: dan vraagt het zijn plaats terug. Of registreer de intentieverklaring opnieuw.';

/** A section of the desk's page, in Markdown; nothing when there is nothing. */
export function renderStopped({ tracks }: StoppedTracks): readonly string[] {
  if (tracks.length === 0) return [];
  const lines = tracks.map(
    ({ organisation: { id, name }, how, foundOn }) =>
      `- **${escape(name)}** (\`${trackId(id)}\`): ${endings[how]}, gezien op ${formatDate(foundOn)}`,
  );
  return [
    `### Gestopte trajecten\n\nWat deze vasthielden, is vrij. ${afterStop} Was het de bedoeling, kies dan op deze pagina **More Actions**, **Send an Update** en **${deskMessages.settleStopped}**.\n\n${lines.join('\n')}`,
  ];
}
