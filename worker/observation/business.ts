import type { TrackRow } from '../../machines/desk/overview.ts';
import { suspendedStatus } from '../../machines/desk/queries.ts';
import type { IsoDate } from '../../machines/domain/dates.ts';
import type { PlanningOverview } from '../../machines/domain/planning/overview.ts';
import { gauge, type Metric } from './exposition.ts';

/** What of the tracks and the planning is worth watching; no names of organisations among the labels. */
export function businessMetrics(
  tracks: readonly TrackRow[],
  planning: PlanningOverview,
  today: IsoDate,
): readonly Metric[] {
  const lines = tracks.flatMap(({ functions }) => functions);
  // As in the desk's lists: what is suspended is late and in danger again when it resumes.
  const active = tracks.filter(({ status }) => status !== suspendedStatus);
  const late = active
    .flatMap(({ functions }) => functions)
    .filter(({ termijn }) => termijn !== null && termijn < today);
  return [
    gauge(
      'traject_tracks',
      'Tracks by their status.',
      countBy(tracks, ({ status }) => ({ status })),
    ),
    gauge(
      'traject_functions',
      'Functions of consumers by the step that they are in.',
      countBy(lines, ({ functie, stap }) => ({ function: functie, step: stap })),
    ),
    gauge('traject_functions_overdue', 'Functions of which the open step is past its due date.', [
      { labels: {}, value: late.length },
    ]),
    gauge(
      'traject_tracks_escalated',
      'Tracks that have been escalated, by level.',
      ['1', '2'].map((level) => ({
        labels: { level },
        value: tracks.filter(({ escalation }) => escalation === Number(level)).length,
      })),
    ),
    gauge('traject_tracks_in_danger', 'Tracks with less time than the work left takes.', [
      { labels: {}, value: active.filter(({ inDanger }) => inDanger).length },
    ]),
    gauge('traject_tracks_with_task', 'Tracks with a task for the desk.', [
      { labels: {}, value: tracks.filter(({ taskOpen }) => taskOpen).length },
    ]),
    ...planningMetrics(planning),
  ];
}

function planningMetrics({ tranches, waiting, displaced }: PlanningOverview): readonly Metric[] {
  const open = tranches.filter(({ status }) => status !== 'afgelopen');
  return [
    gauge(
      'traject_tranche_organisations',
      'Organisations in a tranche.',
      open.map(({ name, organisations }) => ({ labels: { tranche: name }, value: organisations })),
    ),
    gauge(
      'traject_tranche_organisations_maximum',
      'Organisations that a tranche has room for.',
      open.map(({ name, maximumOrganisations }) => ({
        labels: { tranche: name },
        value: maximumOrganisations,
      })),
    ),
    gauge(
      'traject_slot_places',
      'Places in the slots to come of a tranche.',
      open.flatMap(({ name, slots }) => {
        const ahead = slots.filter(({ past }) => !past);
        const sum = (of: (slot: (typeof ahead)[number]) => number): number =>
          ahead.reduce((total, slot) => total + of(slot), 0);
        return [
          { labels: { tranche: name, state: 'all' }, value: sum(({ capacity }) => capacity) },
          { labels: { tranche: name, state: 'taken' }, value: sum(({ occupants }) => occupants.length) },
          { labels: { tranche: name, state: 'kept' }, value: sum(({ kept }) => kept) },
        ];
      }),
    ),
    gauge('traject_waiting_functions', 'Functions on the waiting list.', [
      { labels: {}, value: waiting.length },
    ]),
    gauge('traject_displaced_functions', 'Functions without room in the plan that holds now.', [
      { labels: {}, value: displaced.length },
    ]),
  ];
}

function countBy<T>(
  items: readonly T[],
  labels: (item: T) => Readonly<Record<string, string>>,
): Metric['values'] {
  const counts = new Map<string, { labels: Readonly<Record<string, string>>; value: number }>();
  for (const item of items) {
    const own = labels(item);
    const key = JSON.stringify(own);
    counts.set(key, { labels: own, value: (counts.get(key)?.value ?? 0) + 1 });
  }
  return [...counts.values()];
}
