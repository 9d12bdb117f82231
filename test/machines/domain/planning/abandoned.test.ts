import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../../machines/domain/planning/coordinate.ts';
import { generationsOf } from '../../../../machines/domain/planning/state.ts';
import { isoDate } from '../../../../machines/domain/dates.ts';
import { act, berichtenbox, bring, declared, paper, planningWith, tasks, track } from '../../track/office.ts';
import type { Planning, Simulation } from '../../track/simulation.ts';

const id = 'gemeente-utrecht';
const registered = ({ state }: Planning) => {
  const found = state.organisations[id];
  if (found === undefined) throw new Error('Not registered');
  return found;
};

function abandon(sim: Simulation, generations = generationsOf(registered(sim.planning))) {
  const { state, answer, notices } = coordinate(
    sim.planning.state,
    { kind: 'abandoned', organisation: id, generations, live: { lopendeZaken: isoDate('2027-01-05') } },
    sim.now,
  );
  sim.planning.state = state;
  return { answer, notices };
}

const oneOrganisation = () =>
  planningWith((file) => {
    file.tranches.pop();
    file.tranches.forEach((tranche) => (tranche.maximumOrganisaties = 1));
  });

describe('a track that was terminated', () => {
  it('leaves its place to who waits, and to the register what it reached', () => {
    const planning = oneOrganisation();
    const sim = bring(declared(berichtenbox, {}, planning), 'berichtenbox', 'application');
    const waiting = track(planning, { name: 'Gouda' });
    waiting.declare(paper(berichtenbox));
    expect(tasks(waiting)).toContain('wachtlijst:berichtenbox');
    const { answer, notices } = abandon(sim);
    expect(answer).toMatchObject({ kind: 'freed', something: true });
    expect(notices).toMatchObject([{ kind: 'placed', organisation: 'gemeente-gouda' }]);
    expect(registered(planning)).toMatchObject({
      live: { lopendeZaken: '2027-01-05' },
      reservations: { berichtenbox: { status: 'released' } },
    });
  });

  it('is freed once: told again, or late, it leaves a later track of the organisation alone', () => {
    const sim = declared(berichtenbox);
    const seen = generationsOf(registered(sim.planning));
    abandon(sim, seen);
    const next = track(sim.planning);
    next.declare(paper(berichtenbox));
    act(next, 'intentieverklaring-goedkeuren');
    act(next, 'akkoord-vastleggen');
    const { answer } = abandon(sim, seen);
    expect(answer).toMatchObject({ kind: 'freed', something: false });
    expect(registered(sim.planning).reservations.berichtenbox).toMatchObject({ status: 'agreed' });
  });

  it('changes nothing any more by a request that was still under way', () => {
    const sim = declared(berichtenbox);
    const { berichtenbox: generation = 0 } = generationsOf(registered(sim.planning));
    abandon(sim);
    const wish = { earliest: isoDate('2027-02-01'), requestedGoLive: isoDate('2027-05-03') };
    const key = { organisation: id, function: 'berichtenbox', generation: generation + 1 } as const;
    sim.planning.ask({ kind: 'reserve', ...key, ...wish }, sim.now);
    expect(registered(sim.planning).reservations.berichtenbox?.status).toBe('released');
  });

  it('gets its place again when it is reset after all', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    abandon(sim);
    sim.recall();
    expect(registered(sim.planning).reservations.berichtenbox?.status).toBe('agreed');
  });
});
