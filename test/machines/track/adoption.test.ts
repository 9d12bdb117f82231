import { expect, it } from 'vitest';
import { persist, restore } from '../../../machines/engine/state.ts';
import { drain, nextDue } from '../../../machines/engine/step.ts';
import { adoptTrack } from '../../../machines/track/adoption.ts';
import { trackMachine } from '../../../machines/track/machine.ts';
import { trackMachineOf, trackVersions } from '../../fixtures/track-two/versions.ts';
import { act, both, bring, declared } from './office.ts';

const steps = ['declaration', 'trancheAssignment', 'application', 'chainTest', 'goLive', 'live'] as const;

it.each(steps)(
  'takes on a track in %s with all that is due, and it does then what it would have done',
  (step) => {
    const sim = bring(declared(both), 'berichtenbox', step);
    const adoption = adoptTrack(persist(trackMachine, sim.state), '2', trackVersions);
    if (adoption.kind !== 'adopted') throw new Error(adoption.reason);
    const two = trackMachineOf('2');
    const taken = restore(two, adoption.state);
    expect(taken.snapshot.context).toMatchObject({ takenOverFrom: '1' });
    expect(nextDue(taken)).toBe(nextDue(sim.state));
    const later = sim.now + 40 * 86_400_000;
    const old = drain(trackMachine, sim.state, later);
    const young = drain(two, taken, later);
    expect(young.effects).toEqual(old.effects);
    expect(young.state.snapshot.context).toEqual({ ...old.state.snapshot.context, takenOverFrom: '1' });
  },
);

it('refuses with the reason of the migration, and the other way round, where none was made', () => {
  const sim = declared(both);
  act(sim, 'opschorten', null, { reden: 'Fusie', tot: '2027-03-01' });
  const state = persist(trackMachine, sim.state);
  expect(adoptTrack(state, '2', trackVersions)).toEqual({
    kind: 'stays',
    reason: 'Dit traject is opgeschort. Hervat het eerst, en neem de versie dan over.',
  });
  expect(adoptTrack({ ...state, version: '2' }, '1', trackVersions)).toEqual({
    kind: 'stays',
    reason: 'Van versie 2 naar versie 1 is geen overgang gemaakt.',
  });
  expect(adoptTrack(state, '9', trackVersions)).toEqual({
    kind: 'stays',
    reason: 'Versie: verwacht een versie die deze release kent (1, 2), gevonden: 9.',
  });
});
