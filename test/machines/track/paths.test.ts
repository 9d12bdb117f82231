import { describe, expect, it } from 'vitest';
import { canBeFinished, explore } from './explore.ts';
import {
  act,
  berichtenbox,
  both,
  bring,
  declared,
  paper,
  planningWith,
  signature,
  slotBegin,
  supplier,
  track,
} from './office.ts';
import type { Simulation } from './simulation.ts';

const steps = [
  'declaration',
  'trancheAssignment',
  'application',
  'preproduction',
  'chainTest',
  'goLive',
  'live',
] as const;

function failedTest(): Simulation {
  const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest');
  sim.until(slotBegin(sim, 'berichtenbox'));
  act(sim, 'ketentest-vastleggen', null, { uitslag: 'niet-geslaagd', oorzaak: 'logius' });
  return sim;
}

describe('every path from every step', () => {
  it('of one function, 150 states: nobody waits unseen, nothing offered is refused, nothing possible is hidden, no dead end', () => {
    const seeds = [
      declared(berichtenbox, { ondertekening: { ...signature, plaats: '' } }),
      ...steps.map((step) => bring(declared(berichtenbox), 'berichtenbox', step)),
      failedTest(),
      bring(declared(supplier, { leveranciersaansluiting: true }), 'berichtenbox', 'chainTest'),
    ];
    const found = explore(seeds, 150, canBeFinished);
    expect(found.stuck).toEqual([]);
    expect(found.states).toBe(150);
  });

  it('of both functions, 50 states', () => {
    const seeds = steps.map((step, i) => {
      const sim = bring(declared(both), 'berichtenbox', step);
      return bring(sim, 'lopendeZaken', steps[Math.max(0, i - 2)] ?? step);
    });
    const found = explore(seeds, 50, canBeFinished);
    expect(found.stuck).toEqual([]);
    expect(found.states).toBe(50);
  });

  it('of two organisations that want the same places: the second waits for the first', () => {
    const planning = planningWith((file) => {
      file.tranches.forEach((tranche) => (tranche.maximumOrganisaties = 1));
      file.tranches.pop();
    });
    bring(declared(berichtenbox, {}, planning), 'berichtenbox', 'trancheAssignment');
    const second = track(planning, { name: 'Gouda' });
    second.declare(paper(berichtenbox));
    expect(second.context.connections.berichtenbox?.place.status).toBe('waiting');
    const found = explore([second], 60, () => true);
    expect(found.stuck).toEqual([]);
  });
});
