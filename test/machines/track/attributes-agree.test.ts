import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOf, instantAt } from '../../../machines/domain/amsterdam.ts';
import { attributesOf, type TrackAttributes } from '../../../machines/track/attributes.ts';
import { viewOf, type FunctionView } from '../../../machines/track/view.ts';
import { carryOut, happening } from './happenings.ts';
import { berichtenbox, both, bring, declared, signature } from './office.ts';
import type { Simulation } from './simulation.ts';

/** The attributes as a reader of the track's own view would fill them in: written apart from the ones that are published. */
function reading(sim: Simulation): TrackAttributes {
  const view = viewOf(sim.context, sim.done);
  const line = (functie: FunctionView['functie']) =>
    view.functies.find((candidate) => candidate.functie === functie);
  const has = (text: string | null, word: string) => text?.split(' en ').includes(word) ?? false;
  const underWay = view.functies.filter(({ wachtOp }) => wachtOp !== null);
  const dues = view.functies.flatMap(({ termijn }) => (termijn === null ? [] : [termijn]));
  const reachable = view.contactpersonen.filter(({ email, onbestelbaar }) => email !== null && !onbestelbaar);
  const refused =
    view.contactpersonen.some(({ onbestelbaar }) => onbestelbaar) ||
    view.taken.some(({ taak }) => taak.split(':')[0] === 'mail-onbestelbaar');
  const waits = view.functies.flatMap(({ wachtOp }) =>
    ['afnemer', 'Servicecentrum'].filter((party) => has(wachtOp, party)),
  );
  const places = view.functies.flatMap((each) => {
    if (each.tranche !== null) return [each.tranche];
    return underWay.includes(each) ? ['zonder tranche'] : [];
  });
  return {
    TrajectStatus: view.status,
    Berichtenbox: line('berichtenbox')?.stap ?? '-',
    LopendeZaken: line('lopendeZaken')?.stap ?? '-',
    Mail: reachable.length === 0 ? 'niemand bereikbaar' : refused ? 'onbestelbaar' : 'in orde',
    WachtOp: [...new Set(waits)],
    Tranche: [...new Set(places)],
    Functies: view.functies.map((each) =>
      [
        each.functie === 'berichtenbox' ? 'Berichtenbox' : 'Lopende Zaken',
        each.stap,
        each.wachtOp ?? '-',
        each.termijn ?? '-',
        each.tranche ?? '-',
        each.tijdslot === null ? '-' : `${each.tijdslot.begin}/${each.tijdslot.einde}`,
      ].join(' | '),
    ),
    Termijn: dues.length === 0 ? null : Math.min(...dues.map((due) => instantAt(due, '00:00'))),
    KetentestBerichtenbox: testOf(sim, line('berichtenbox')),
    KetentestLopendeZaken: testOf(sim, line('lopendeZaken')),
    Uitloop: Math.max(0, ...view.functies.map(({ uitloopDagen }) => uitloopDagen ?? 0)),
    Escalatie: view.escalatie,
    InGevaar: view.functies.some(({ inGevaar }) => inGevaar),
    TaakOpen: view.taken.length > 0,
  };
}

function testOf(sim: Simulation, line: FunctionView | undefined): string | null {
  if (line === undefined || line.tijdslot === null || !line.plaats.startsWith('afgesproken')) return null;
  if (!['Impactanalyse en advies', 'Aanvraag', 'Preproductie', 'Ketentest'].includes(line.stap)) return null;
  const { tests = [], invitation = null } = sim.context.connections[line.functie] ?? {};
  const isHeld = invitation === null && tests.at(-1)?.slot.id === line.tijdslot.id;
  return isHeld ? null : line.tijdslot.begin;
}

const sorted = ({ WachtOp, Tranche, ...rest }: TrackAttributes) => ({
  ...rest,
  WachtOp: WachtOp.toSorted(),
  Tranche: Tranche.toSorted(),
});

const starts = [
  () => declared(both),
  () => declared(berichtenbox, { contactpersonen: [] }),
  () => declared(both, { ondertekening: { ...signature, plaats: null } }),
  () => bring(declared(both), 'berichtenbox', 'preproduction'),
  () => bring(bring(declared(both), 'berichtenbox', 'chainTest'), 'lopendeZaken', 'application'),
  () => bring(declared(berichtenbox), 'berichtenbox', 'live'),
] as const;

describe('after any run of actions, for all attributes', () => {
  it('what is published agrees with the state of the track, and stays true until something happens', () => {
    const seen = new Map<string, Set<string>>();
    fc.assert(
      fc.property(
        fc.nat(starts.length - 1),
        fc.boolean(),
        fc.array(happening, { minLength: 25, maxLength: 25 }),
        (start, holdsBack, happenings) => {
          const sim = (starts[start] ?? starts[0])();
          sim.holdsBack = holdsBack;
          for (const one of happenings) {
            carryOut(sim, one);
            expect(sorted(attributesOf(sim.context, sim.done))).toEqual(sorted(reading(sim)));
            // Danger is told on the morning of its day.
            sim.until(instantAt(dateOf(sim.now), '12:00'));
            const published = attributesOf(sim.state.snapshot.context, sim.done);
            const { InGevaar, ...rest } = reading(sim);
            expect(sorted({ ...published, InGevaar: false })).toEqual(sorted({ ...rest, InGevaar: false }));
            // While a track is suspended nothing wakes it for its dates; they count anew when it resumes.
            if (sim.context.suspension === null) expect(published.InGevaar).toBe(InGevaar);
            for (const [name, value] of Object.entries(rest))
              seen.set(name, (seen.get(name) ?? new Set()).add(JSON.stringify(value)));
            if (sim.done) break;
          }
        },
      ),
      { numRuns: 80 },
    );
    for (const [name, values] of seen) expect([name, values.size > 1]).toEqual([name, true]);
  });
});
