import type { Blow } from './blows.ts';
import type { Database } from './database.ts';
import type { ClusterPlace } from './under-load.ts';
import type { Workers } from './workers.ts';

export const calmMs = 12_000;

/** Each process of a cluster killed in its turn, and some together. */
export function kills(
  cluster: ClusterPlace['cluster'],
  database: Database,
  { all: [first, second] }: Workers,
): readonly Blow[] {
  if (first === undefined || second === undefined) throw new Error('There are two workers');
  const [one, other] = [cluster.process('history1'), cluster.process('history2')];
  return [
    { what: 'Niets, ter vergelijking', mortals: [], downMs: 0 },
    { what: 'Een van twee history-processen', mortals: [one], downMs: 4_000 },
    { what: 'Een van twee workers', mortals: [first], downMs: 4_000 },
    { what: 'Beide history-processen', mortals: [one, other], downMs: 8_000 },
    { what: 'Het matching-proces', mortals: [cluster.process('matching')], downMs: 4_000 },
    { what: 'Een history-proces en een worker', mortals: [other, second], downMs: 4_000 },
    { what: 'PostgreSQL', mortals: [database], downMs: 4_000 },
  ];
}
