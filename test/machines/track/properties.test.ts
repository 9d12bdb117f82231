import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionFunctions, isStep } from '../../../machines/domain/vocabulary.ts';
import { persist, persistedStateSchema, restore } from '../../../machines/engine/state.ts';
import { drain } from '../../../machines/engine/step.ts';
import type { Connection, TrackContext } from '../../../machines/track/context.ts';
import { documentsAccepted } from '../../../machines/track/decisions/documents.ts';
import { calendarOf } from '../../../machines/track/desk-days.ts';
import type { TrackEvent } from '../../../machines/track/events.ts';
import { trackMachine } from '../../../machines/track/machine.ts';
import { nextMoment } from '../../../machines/track/watch.ts';
import { berichtenbox, bring, both, declared, lopendeZaken, paper, signature } from './office.ts';
import { eventsFor } from './samples.ts';
import type { Simulation } from './simulation.ts';

/** One thing that happens; `pick` chooses among what the track makes possible at that moment. */
type Move =
  | { readonly kind: 'act'; readonly pick: number; readonly shift: number }
  | { readonly kind: 'declare'; readonly pick: number }
  | { readonly kind: 'deliver'; readonly pick: number }
  | { readonly kind: 'repeat'; readonly older: number }
  | { readonly kind: 'wait'; readonly days: number }
  | { readonly kind: 'stop'; readonly hours: number }
  | { readonly kind: 'world'; readonly pick: number };

const pick = fc.nat(10_000);
const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      pick,
      shift: fc.constantFrom(0, 0, 0, -1, -9, 1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('declare' as const), pick }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('deliver' as const), pick }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('repeat' as const), older: fc.integer({ min: 0, max: 3 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 0, max: 60 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('stop' as const), hours: fc.integer({ min: 1, max: 900 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('world' as const), pick }) },
);

const papers = [
  paper(both),
  paper(berichtenbox),
  paper(lopendeZaken),
  paper(both, { ondertekening: { ...signature, handtekening: false } }),
  paper({ berichtenbox: { teststart: '2027-02-01' } }, { leveranciersaansluiting: true }),
];

const hour = 3_600_000;

function carryOut(sim: Simulation, happening: Move): TrackEvent | null {
  switch (happening.kind) {
    case 'act': {
      const events = eventsFor(sim.context);
      const possible = events.filter((event) => sim.can(event));
      const among = happening.pick % 4 === 0 ? events : possible;
      const event = among[happening.pick % among.length];
      if (event === undefined) return null;
      const shifted = { ...event, at: event.at + happening.shift * 24 * hour };
      sim.send(shifted);
      return shifted;
    }
    case 'declare': {
      const parsed = papers[happening.pick % papers.length];
      sim.declare(parsed);
      return { type: 'declaration.received' } as TrackEvent; // only its type is looked at
    }
    case 'deliver':
      sim.deliver(sim.underway.length === 0 ? 0 : happening.pick % sim.underway.length);
      return null;
    case 'repeat': {
      const answer = answers.at(-1 - happening.older);
      if (answer !== undefined) sim.send(answer);
      return null;
    }
    case 'wait':
      sim.until(sim.now + happening.days * 24 * hour);
      return null;
    case 'stop':
      sim.wakeAt(sim.now + happening.hours * hour);
      return null;
    case 'world': {
      const events: readonly TrackEvent[] = [
        { type: 'cancel.requested' },
        { type: 'mail.undeliverable', order: 'x', to: 'x', reason: 'x' },
      ];
      const event = events[happening.pick % events.length];
      if (event !== undefined) sim.send(event);
      return null;
    }
  }
}

/** Answers that came in, so that they can come in again. */
let answers: TrackEvent[] = [];

function remember(sim: Simulation): void {
  answers.push(...sim.underway.map((answer): TrackEvent => ({ type: 'planning.answered', answer })));
}

function stageInValue(value: unknown): unknown {
  if (typeof value === 'string') return value;
  const { active } = value as { active: string | object }; // the region's only state with states of its own
  return typeof active === 'string' ? active : Object.keys(active)[0];
}

function checkState(sim: Simulation): void {
  const { context } = sim;
  const { advice, fired, tasks } = context;
  const pending = Object.values(advice.pending).reduce((sum, minutes) => sum + minutes, 0);
  expect(advice.usedMinutes + pending).toBeLessThanOrEqual(240);
  expect(new Set(fired).size).toBe(fired.length);
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
  if (!sim.done) expect(context.armedFor).toBe(nextMoment(context));
  for (const fn of connectionFunctions) {
    const connection = context.connections[fn];
    if (connection === undefined) continue;
    if (!sim.done) {
      const { open } = sim.state.snapshot.value as { open: Record<string, unknown> }; // the track is not closed
      expect(stageInValue(open[fn])).toBe(connection.stage);
    }
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
      (answer) => 'function' in answer && answer.function === fn && answer.generation === generation,
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

function checkMail(sim: Simulation): void {
  expect(new Set(sim.mails.map(({ id }) => id)).size).toBe(sim.mails.length);
  const ladder = sim.mails.filter(({ content }) => content.kind === 'ladder');
  const perDay = ladder.map(({ audience, date }) => `${audience} ${date}`);
  expect(perDay).toEqual([...new Set(perDay)]);
  const lines = ladder.flatMap(({ content }) => (content.kind === 'ladder' ? content.lines : []));
  expect(lines.length).toBeLessThanOrEqual(sim.context.fired.length);
  for (const { date } of ladder) expect(calendarOf(sim.context).isWorkingDay(date)).toBe(true);
}

/** As after a restart: the same JSON, and the same future. */
function checkRestored(sim: Simulation): void {
  const kept = persist(trackMachine, sim.state);
  const travelled = persistedStateSchema.parse(JSON.parse(JSON.stringify(kept)));
  const restored = restore(trackMachine, travelled);
  expect(persist(trackMachine, restored)).toEqual(kept);
  const later = sim.now + 20 * 24 * hour;
  expect(persist(trackMachine, drain(trackMachine, restored, later).state)).toEqual(
    persist(trackMachine, drain(trackMachine, sim.state, later).state),
  );
}

const starts = [
  () => declared(both),
  () => declared(berichtenbox),
  () => declared(both, { ondertekening: { ...signature, plaats: null } }),
  () => bring(declared(both), 'berichtenbox', 'preproduction'),
  () => bring(declared(berichtenbox), 'berichtenbox', 'chainTest'),
  () => bring(declared(both), 'berichtenbox', 'live'),
] as const;

describe('whatever happens, in any order', () => {
  it('keeps every invariant, in 300 tracks of 40 events', () => {
    fc.assert(
      fc.property(
        fc.nat(starts.length - 1),
        fc.boolean(),
        fc.array(move, { minLength: 40, maxLength: 40 }),
        (start, holdsBack, moves) => {
          const sim = (starts[start] ?? starts[0])();
          sim.holdsBack = holdsBack;
          answers = [];
          for (const [i, happening] of moves.entries()) {
            const before = sim.context;
            const mailsBefore = sim.mails.length;
            const suspended = before.suspension !== null;
            const event = carryOut(sim, happening);
            remember(sim);
            checkState(sim);
            checkPlanning(sim);
            checkChange(before, sim.context, event);
            if (suspended && happening.kind === 'wait') expect(sim.mails.length).toBe(mailsBefore);
            if (i % 10 === 9) checkRestored(sim);
            if (sim.done) break;
          }
          checkMail(sim);
        },
      ),
      { numRuns: Number(process.env['R'] ?? 300) },
    );
  });
});
