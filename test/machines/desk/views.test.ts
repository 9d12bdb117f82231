import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, instantAt } from '../../../machines/domain/amsterdam.ts';
import { addDays, endOfWeek, isoDate, type IsoDate } from '../../../machines/domain/dates.ts';
import { trancheQuery } from '../../../machines/domain/track-queries.ts';
import { namespacePath } from '../../../machines/domain/ui-links.ts';
import { keepLink } from '../../../machines/desk/links.ts';
import { listKinds, queryOf, type ListKind } from '../../../machines/desk/queries.ts';
import { listViews, tranchesToCome, trancheView } from '../../../machines/desk/views.ts';
import { attributesOf } from '../../../machines/track/attributes.ts';
import type { TrackContext } from '../../../machines/track/context.ts';
import { viewOf, type FunctionView, type TrackView } from '../../../machines/track/view.ts';
import { carryOut, happening } from '../track/happenings.ts';
import { berichtenbox, both, bring, declared, signature } from '../track/office.ts';
import type { Simulation } from '../track/simulation.ts';
import { selects, type Row } from './list-query.ts';

interface Seen {
  readonly view: TrackView;
  readonly context: TrackContext;
  readonly closed: boolean;
  readonly paused: boolean;
}

const runs = ({ closed }: Seen) => !closed;
const isActive = (seen: Seen) => runs(seen) && seen.view.status !== 'opgeschort';
const some = ({ view }: Seen, test: (line: FunctionView) => boolean) => view.functies.some(test);
const isDueBy = (day: IsoDate) => (line: FunctionView) => line.termijn !== null && line.termijn <= day;

/** Agreed, in a step before the test was passed, and nothing known of its outcome. */
function isTested({ context }: Seen, line: FunctionView, from: IsoDate, until: IsoDate): boolean {
  if (line.tijdslot === null || !line.plaats.startsWith('afgesproken')) return false;
  if (!['Impactanalyse en advies', 'Aanvraag', 'Preproductie', 'Ketentest'].includes(line.stap)) return false;
  const { tests = [], invitation = null } = context.connections[line.functie] ?? {};
  if (invitation === null && tests.at(-1)?.slot.id === line.tijdslot.id) return false;
  const day = dateOf(Date.parse(line.tijdslot.begin));
  return day >= from && day <= until;
}

/** What each list is about, as the track itself tells it. */
const belongs: Readonly<Record<ListKind, (seen: Seen, today: IsoDate) => boolean>> = {
  escalated: (seen) => runs(seen) && seen.view.escalatie > 0,
  late: (seen, today) => isActive(seen) && some(seen, isDueBy(addDays(today, -1))),
  waitsOnDesk: (seen) =>
    isActive(seen) && some(seen, ({ wachtOp }) => wachtOp?.includes('Servicecentrum') ?? false),
  taskOpen: (seen) => runs(seen) && seen.view.taken.length > 0,
  dueThisWeek: (seen, today) => isActive(seen) && some(seen, isDueBy(endOfWeek(today))),
  testsThisWeek: (seen, today) =>
    runs(seen) && some(seen, (line) => isTested(seen, line, today, endOfWeek(today))),
  undeliverable: (seen) => {
    const { contactpersonen, taken } = seen.view;
    const isMarked = contactpersonen.some(({ onbestelbaar }) => onbestelbaar);
    const isReached = contactpersonen.some(({ email, onbestelbaar }) => email !== null && !onbestelbaar);
    const isTask = taken.some(({ taak }) => taak.startsWith('mail-onbestelbaar'));
    return runs(seen) && (isMarked || isTask || !isReached);
  },
  inDanger: (seen) => isActive(seen) && some(seen, ({ inGevaar }) => inGevaar),
  waitsOnConsumer: (seen) =>
    isActive(seen) && some(seen, ({ wachtOp }) => wachtOp?.includes('afnemer') ?? false),
  withoutTranche: (seen) =>
    runs(seen) && some(seen, ({ tranche, wachtOp }) => wachtOp !== null && tranche === null),
  suspended: (seen) => runs(seen) && seen.view.status === 'opgeschort',
  paused: (seen) => runs(seen) && seen.paused,
  open: runs,
  closed: ({ closed }) => closed,
};

/** What lists know of it: as it was told when something happened last. */
function rowOf(sim: Simulation, paused: boolean): Row {
  const { snapshot } = sim.state;
  return {
    WorkflowType: 'aansluittraject',
    ExecutionStatus: sim.done ? 'Completed' : paused ? 'Paused' : 'Running',
    ...attributesOf(snapshot.context, sim.done),
  };
}

const starts = [
  () => declared(both),
  () => declared(berichtenbox, { contactpersonen: [] }),
  () => declared(both, { ondertekening: { ...signature, plaats: null } }),
  () => bring(declared(both), 'berichtenbox', 'preproduction'),
  () => bring(bring(declared(both), 'berichtenbox', 'chainTest'), 'lopendeZaken', 'application'),
  () => bring(declared(berichtenbox), 'berichtenbox', 'live'),
] as const;

describe('each list', () => {
  it('has the tracks that belong there and no others, whatever happened to them', () => {
    const seen = new Map<string, Set<boolean>>(listKinds.map((kind) => [kind, new Set()]));
    fc.assert(
      fc.property(
        fc.nat(starts.length - 1),
        fc.array(happening, { minLength: 15, maxLength: 15 }),
        fc.boolean(),
        (start, happenings, paused) => {
          const sim = (starts[start] ?? starts[0])();
          for (const one of happenings) {
            carryOut(sim, one);
            // Danger is told on the morning of its day: a list that is opened before that is of yesterday.
            sim.until(instantAt(dateOf(sim.now), '12:00'));
            const today = dateOf(sim.now);
            const row = rowOf(sim, paused);
            const track = {
              view: viewOf(sim.context, sim.done),
              context: sim.context,
              closed: sim.done,
              paused,
            };
            for (const kind of listKinds) {
              const expected = belongs[kind](track, today);
              expect([kind, selects(queryOf(kind, today))(row)], JSON.stringify(track.view)).toEqual([
                kind,
                expected,
              ]);
              seen.get(kind)?.add(expected);
            }
            for (const tranche of ['T1', 'T2', 'T3']) {
              const isIn = runs(track) && some(track, (line) => line.tranche === tranche);
              expect(selects(trancheQuery(tranche))(row)).toBe(isIn);
            }
            if (sim.done) break;
          }
        },
      ),
      { numRuns: 200 },
    );
    for (const [kind, outcomes] of seen) expect([kind, outcomes.size]).toEqual([kind, 2]);
  });

  it('has no other workflows, and no run that another took the place of', () => {
    const today = isoDate('2027-03-03');
    const sim = bring(declared(both), 'berichtenbox', 'chainTest');
    const row = rowOf(sim, false);
    const others = [
      ...['ContinuedAsNew', 'Terminated', 'Failed'].map((status) => ({ ...row, ExecutionStatus: status })),
      ...['planning', 'servicecentrum', 'doorrekening'].flatMap((type) =>
        ['Running', 'Completed'].map((status) => ({
          ...row,
          WorkflowType: type,
          ExecutionStatus: status,
        })),
      ),
    ];
    for (const { query } of [...listViews(today), trancheView('T1')])
      expect(others.filter(selects(query))).toEqual([]);
  });
});

describe('the views', () => {
  const today = isoDate('2027-03-03');

  it('each have a name of their own', () => {
    const names = listViews(today).map(({ name }) => name);
    expect(new Set(names).size).toBe(listKinds.length);
  });

  it('that say so change from day to day, and the others never', () => {
    const later = listViews(addDays(today, 1));
    const changed = listViews(today).filter(({ query }, i) => query !== later[i]?.query);
    const nextWeek = listViews(addDays(today, 7));
    const changedInAWeek = listViews(today).filter(({ query }, i) => query !== nextWeek[i]?.query);
    expect(changed.map(({ name }) => name)).toEqual(['Te laat', 'Deze week ketentest']);
    expect(changedInAWeek.map(({ name }) => name)).toEqual(
      listViews(today).flatMap(({ name, on }) => (on === null ? [] : name)),
    );
  });

  it('install themselves under their name, by a link that Markdown leaves whole', () => {
    for (const view of [...listViews(today), trancheView('2027-T1')]) {
      const link = keepLink(namespacePath('een namespace'), view);
      expect(link).toMatch(/^[\w.~%/?=&!+-]+$/);
      // The UI renders Markdown in a frame at this address.
      const { searchParams, pathname } = new URL(link, 'http://ui/onder/render?content=x');
      expect(pathname).toBe('/onder/namespaces/een%20namespace/workflows');
      expect(searchParams.get('query')).toBe(view.query);
      // One that was kept yesterday must not pass for one of today.
      expect(searchParams.get('savedQuery')).toBe(view.on === null ? view.name : `${view.name} 3-3-2027`);
    }
  });

  it('of tranches are those that run or are to come, the first to end first', () => {
    const tranche = (name: string, from: string, until: string) => ({
      name,
      active: { from: isoDate(from), until: isoDate(until) },
    });
    const tranches = [
      tranche('T3', '2027-06-01', '2027-12-31'),
      tranche('T1', '2026-06-01', '2027-03-02'),
      tranche('T2', '2027-01-01', '2027-03-03'),
    ];
    expect(tranchesToCome(tranches, today)).toEqual(['T2', 'T3']);
  });
});
