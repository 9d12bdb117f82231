import { table, shown } from '../table.ts';
import { variants, type Variant } from '../variants.ts';
import type { Cost, TrackCost } from './measure.ts';
import { actionsOf, eventsOf, kinds, type Tally } from './minimum.ts';

const words: Readonly<Record<keyof Tally, string>> = {
  workflowTasks: 'workflowtaken (3 gebeurtenissen)',
  updates: 'Updates (2 gebeurtenissen, 1 actie)',
  activities: 'activities (3 gebeurtenissen, 1 actie)',
  upserts: 'bijgewerkte zoekattributen (1 gebeurtenis, 1 actie)',
  timersStarted: 'gezette timers (1 gebeurtenis, 1 actie)',
  timersFired: 'afgegane timers (1 gebeurtenis)',
  timersCancelled: 'geannuleerde timers (1 gebeurtenis)',
  runs: 'runs (2 gebeurtenissen, 1 actie)',
};

/** What is above the minimum or below it, item by item; and events that are of no kind. */
export function differences({ minimum, tallies, histories }: TrackCost, variant: Variant): readonly string[] {
  const tally = tallies[variant];
  const items = kinds.flatMap((kind) => {
    const more = tally[kind] - minimum[kind];
    return more === 0 ? [] : [`${more > 0 ? '+' : ''}${more} ${words[kind]}`];
  });
  const unknown = histories[variant].length - eventsOf(tally);
  return unknown === 0 ? items : [...items, `${unknown} gebeurtenissen van een andere soort`];
}

export function totals({ tracks, billed }: Cost) {
  const sum = (of: (track: TrackCost) => number) => tracks.reduce((total, track) => total + of(track), 0);
  const events = (variant: Variant) => sum(({ histories }) => histories[variant].length);
  const actions = (variant: Variant) => sum(({ tallies }) => actionsOf(tallies[variant]));
  return {
    events: { traject: events('traject'), baseline: events('baseline') },
    actions: { traject: actions('traject'), baseline: actions('baseline') },
    billed,
    minimumEvents: sum(({ minimum }) => eventsOf(minimum)),
    minimumActions: sum(({ minimum }) => actionsOf(minimum)),
  };
}

export function costText(cost: Cost): string {
  const { events, actions, billed, minimumEvents, minimumActions } = totals(cost);
  const rows = cost.tracks.map(({ script, minimum, tallies, histories }) => [
    script,
    ...[eventsOf(minimum), histories.traject.length, histories.baseline.length].map((value) => shown(value)),
    ...[actionsOf(minimum), actionsOf(tallies.traject), actionsOf(tallies.baseline)].map((value) =>
      shown(value),
    ),
  ]);
  const sums = [
    minimumEvents,
    events.traject,
    events.baseline,
    minimumActions,
    actions.traject,
    actions.baseline,
  ];
  const explained = cost.tracks.flatMap((track) =>
    variants.flatMap((variant) =>
      differences(track, variant).map((item) => `  ${variant}, ${track.script}: ${item}`),
    ),
  );
  return [
    'KOSTEN: gebeurtenissen in de historie en acties die in rekening komen, voor een heel traject, een ding tegelijk',
    table(
      ['', 'geb. minimum', 'traject', 'baseline', 'acties minimum', 'traject', 'baseline'],
      [...rows, ['samen', ...sums.map((value) => shown(value))]],
    ),
    `Teller van de server: traject ${billed.traject}, baseline ${billed.baseline}; uit de historie geteld: ${actions.traject} en ${actions.baseline}`,
    explained.length === 0
      ? 'Anders dan het minimum: niets'
      : ['Anders dan het minimum:', ...explained].join('\n'),
  ].join('\n');
}

/** Whether the server counted what the histories say. */
export function actionsMatch(cost: Cost): boolean {
  const { actions, billed } = totals(cost);
  return variants.every((variant) => actions[variant] === billed[variant]);
}
