import fc from 'fast-check';
import { expect, it } from 'vitest';
import { persist, persistedStateSchema, restore } from '../../../machines/engine/state.ts';
import { trackMachine } from '../../../machines/track/machine.ts';
import { carryOut, happening, type Happening } from './happenings.ts';
import { berichtenbox, both, bring, declared, signature } from './office.ts';
import type { Simulation } from './simulation.ts';

const starts = [
  () => declared(both),
  () => declared(berichtenbox, { ondertekening: { ...signature, plaats: null } }),
  () => bring(declared(both), 'berichtenbox', 'chainTest'),
] as const;

/** As at continue-as-new: plain JSON, and the machine made from it. */
function renew(sim: Simulation): void {
  const kept: unknown = JSON.parse(JSON.stringify(persist(trackMachine, sim.state)));
  sim.state = restore(trackMachine, persistedStateSchema.parse(kept));
}

/** The whole state after an event, and what it asked of the world, as plain JSON. */
function taken(sim: Simulation, event: Happening): string {
  const [mails, told, diary] = [sim.mails.length, sim.told.map(({ id }) => id), sim.diary.length];
  carryOut(sim, event);
  return JSON.stringify({
    mails: sim.mails.slice(mails),
    told: sim.told.filter(({ id }) => !told.includes(id)),
    diary: sim.diary.slice(diary),
    underway: sim.underway,
    state: persist(trackMachine, sim.state),
  });
}

function lived(start: number, holdsBack: boolean, events: readonly Happening[], renews: boolean) {
  const sim = (starts[start] ?? starts[0])();
  sim.holdsBack = holdsBack;
  const after: string[] = [];
  for (const one of events) {
    if (renews) renew(sim);
    after.push(taken(sim, one));
    if (sim.done) break;
  }
  return after;
}

it('continues as new after every event with the same outcome, event for event, in 60 tracks of 30 events', () => {
  let events = 0;
  fc.assert(
    fc.property(
      fc.nat(starts.length - 1),
      fc.boolean(),
      fc.array(happening, { minLength: 30, maxLength: 30 }),
      (start, holdsBack, happenings) => {
        const plain = lived(start, holdsBack, happenings, false);
        const renewed = lived(start, holdsBack, happenings, true);
        expect(renewed).toEqual(plain);
        events += plain.length;
      },
    ),
    { numRuns: 60 },
  );
  expect(events).toBeGreaterThan(1_200);
});
