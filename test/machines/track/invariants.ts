import fc from 'fast-check';
import { expect } from 'vitest';
import { connectionFunctions, isStep } from '../../../machines/domain/vocabulary.ts';
import { persist, persistedStateSchema, restore } from '../../../machines/engine/state.ts';
import { drain } from '../../../machines/engine/step.ts';
import type { Connection, TrackContext } from '../../../machines/track/context.ts';
import { documentsAccepted } from '../../../machines/track/decisions/documents.ts';
import { calendarOf } from '../../../machines/track/desk-days.ts';
import type { TrackEvent } from '../../../machines/track/events.ts';
import { trackMachine } from '../../../machines/track/machine.ts';
import { lateness } from '../../../machines/track/terms.ts';
import { nextMoment, watchIsStale } from '../../../machines/track/watch.ts';
import { carryOut, happening } from './happenings.ts';
import { berichtenbox, both, bring, declared, signature, stageInState } from './office.ts';
import type { Simulation } from './simulation.ts';

const hour = 3_600_000;

function checkState(sim: Simulation): void {
  const { context } = sim;
  const { advice, overtaken, tasks } = context;
  const fired = [...context.fired, ...overtaken];
  const pending = Object.values(advice.pending).reduce((sum, minutes) => sum + minutes, 0);
  expect(advice.usedMinutes + pending).toBeLessThanOrEqual(240);
  expect(new Set(fired).size).toBe(fired.length);
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
  if (!sim.done) expect(context.armedFor).toBe(nextMoment(context));
  // Looked at anew: what was known beforehand is true.
  if (!sim.done) expect(watchIsStale({ ...context })).toBe(false);
  for (const fn of connectionFunctions) {
    const connection = context.connections[fn];
    if (connection === undefined) continue;
    if (!sim.done) expect(stageInState(sim, fn)).toBe(connection.stage);
    const late = lateness(context, connection);
    if (late !== null) expect(connection.latenessByLogius).toBeLessThanOrEqual(late);
    expect(connection.latenessByLogius).toBeGreaterThanOrEqual(0);
    if (connection.actual.goLive !== null) expect(connection.actual.chainTest).not.toBeNull();
    if (connection.stage === 'goLive' || connection.stage === 'live')
      expect(connection.tests.at(-1)?.outcome).toMatch(/^passed/);
  }
}

/** Nobody waits for an answer that will not come, and a place to come is the same on both sides. */
function checkPlanning(sim: Simulation): void {
  const { connections, organisation } = sim.context;
  for (const fn of connectionFunctions) {
    const connection = connections[fn];
    if (connection === undefined) continue;
    const { generation, moving, place } = connection;
    const awaited = sim.underway.some(
      (answer) =>
        'function' in answer &&
        'generation' in answer &&
        answer.function === fn &&
        answer.generation === generation,
    );
    if (moving !== null || place.status === 'requested')
      expect(awaited, JSON.stringify(connection)).toBe(true);
    const reservation = sim.planning.state.organisations[organisation.id]?.reservations[fn];
    if (!awaited && (place.status === 'held' || place.status === 'agreed') && place.slot.begin > sim.now) {
      expect(reservation).toMatchObject({ status: place.status, slot: place.slot.id });
    }
    if (!isStep(connection.stage) && !awaited) expect(reservation?.status ?? 'released').toBe('released');
  }
}

/** The dates that an event of this type may change, and nothing else. */
const redates = ['dates.changed', 'declaration.completed', 'declaration.received'];

function checkChange(before: TrackContext, after: TrackContext, event: TrackEvent | null): void {
  for (const fn of connectionFunctions) {
    const [old, now]: readonly (Connection | undefined)[] = [before.connections[fn], after.connections[fn]];
    if (old === undefined || now === undefined) continue;
    if (!redates.includes(event?.type ?? '')) expect(now.requested).toEqual(old.requested);
    expect(now.generation).toBeGreaterThanOrEqual(old.generation);
    const began = old.stage === 'application' && now.stage === 'preproduction';
    if (began) expect(documentsAccepted(after, fn)).toBe(true);
    if (now.stage === 'live' && old.stage !== 'live') expect(old.stage).toBe('goLive');
  }
}

/** What concerns one function leaves the other where it is: its dates, slot, invitation, open items and rungs. */
function checkOther(before: TrackContext, after: TrackContext, event: TrackEvent | null): void {
  if (event === null || !('function' in event)) return;
  const other = event.function === 'berichtenbox' ? 'lopendeZaken' : 'berichtenbox';
  expect(after.connections[other]).toEqual(before.connections[other]);
  const watched = (context: TrackContext) =>
    context.watched.filter((item) => item.function === other && item.subject !== 'reply');
  expect(watched(after)).toEqual(watched(before));
  const rungs = (ids: readonly string[]) => ids.filter((id) => id.startsWith(`${other}/`));
  expect(rungs(after.fired)).toEqual(rungs(before.fired));
  expect(rungs(after.overtaken)).toEqual(rungs(before.overtaken));
}

function checkMail(sim: Simulation): void {
  expect(new Set(sim.mails.map(({ id }) => id)).size).toBe(sim.mails.length);
  const ladder = sim.mails.filter(({ content }) => content.kind === 'ladder');
  const perDay = ladder.map(({ date }) => date);
  expect(perDay).toEqual([...new Set(perDay)]);
  const lines = ladder.flatMap(({ content }) => (content.kind === 'ladder' ? content.lines : []));
  expect(lines.filter(({ waitsOn }) => waitsOn !== 'consumer')).toEqual([]);
  const rungs = sim.told.filter(({ what }) => what.kind === 'ladder');
  expect(lines.length + rungs.length).toBeLessThanOrEqual(sim.context.fired.length);
  const ids = sim.told.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
  for (const { date } of ladder) expect(calendarOf(sim.context).isWorkingDay(date)).toBe(true);
}

/** As after a restart: the same JSON. The track goes on from what was restored. */
function restart(sim: Simulation): void {
  const kept = persist(trackMachine, sim.state);
  const restored = restore(trackMachine, persistedStateSchema.parse(JSON.parse(JSON.stringify(kept))));
  expect(persist(trackMachine, restored)).toEqual(kept);
  sim.state = restored;
}

/** A state and the same one restored have the same future. */
function checkFuture(sim: Simulation): void {
  const later = sim.now + 20 * 24 * hour;
  const before = drain(trackMachine, sim.state, later);
  restart(sim);
  const after = drain(trackMachine, sim.state, later);
  expect(after.effects).toEqual(before.effects);
  expect(persist(trackMachine, after.state)).toEqual(persist(trackMachine, before.state));
}

const starts = [
  () => declared(both),
  () => declared(berichtenbox),
  () => declared(both, { ondertekening: { ...signature, plaats: null } }),
  () => bring(declared(both), 'berichtenbox', 'preproduction'),
  () => bring(declared(berichtenbox), 'berichtenbox', 'chainTest'),
  () => bring(declared(both), 'berichtenbox', 'live'),
] as const;

/** Whatever happens to so many tracks, in any order, 40 events each, restarted on the way; how many kept every invariant. */
export function keepingEveryInvariant(parameters: {
  readonly numRuns: number;
  readonly seed?: number;
}): number {
  let tracks = 0;
  fc.assert(
    fc.property(
      fc.nat(starts.length - 1),
      fc.boolean(),
      fc.array(happening, { minLength: 40, maxLength: 40 }),
      (start, holdsBack, happenings) => {
        const sim = (starts[start] ?? starts[0])();
        sim.holdsBack = holdsBack;
        for (const [i, one] of happenings.entries()) {
          sim.until(sim.now); // what is due comes before the event, and not by it
          const before = sim.context;
          const mailsBefore = sim.mails.length;
          const suspended = before.suspension !== null;
          const event = carryOut(sim, one);
          checkState(sim);
          checkPlanning(sim);
          checkChange(before, sim.context, event);
          checkOther(before, sim.context, event);
          if (suspended && one.kind === 'wait') expect(sim.mails.length).toBe(mailsBefore);
          if (i === 25) checkFuture(sim);
          else if (i % 4 === 3) restart(sim);
          if (sim.done) break;
        }
        checkMail(sim);
        tracks++;
      },
    ),
    parameters,
  );
  return tracks;
}
