import fc from 'fast-check';
import { dateOf } from '../../../machines/domain/amsterdam.ts';
import { addDays, type IsoDate } from '../../../machines/domain/dates.ts';
import { connectionFunctions } from '../../../machines/domain/vocabulary.ts';
import type { BusinessEvent, TrackEvent } from '../../../machines/track/events.ts';
import { berichtenbox, both, lopendeZaken, paper, signature, supplier } from './office.ts';
import { eventsFor } from './samples.ts';
import type { Simulation } from './simulation.ts';

/** One thing that happens; `pick` chooses among what the track makes possible at that moment. */
export type Happening =
  | { readonly kind: 'act'; readonly pick: number; readonly shift: number; readonly redate: number | null }
  | { readonly kind: 'declare'; readonly pick: number }
  | { readonly kind: 'deliver'; readonly pick: number }
  | { readonly kind: 'repeat'; readonly older: number }
  | { readonly kind: 'wait'; readonly days: number }
  | { readonly kind: 'stop'; readonly hours: number }
  | { readonly kind: 'world'; readonly pick: number };

const pick = fc.nat(10_000);
export const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      pick,
      shift: fc.constantFrom(0, 0, 0, -1, -9, 1),
      redate: fc.option(fc.integer({ min: -60, max: 400 }), { freq: 2 }),
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
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('world' as const), pick }) },
);

const papers = [
  paper(both),
  paper(berichtenbox),
  paper(lopendeZaken),
  paper(both, { ondertekening: { ...signature, handtekening: false } }),
  paper(supplier, { leveranciersaansluiting: true }),
];

function reply(sim: Simulation, id: string): TrackEvent {
  const attachments = { count: 0, names: [] };
  const mail = { id, subject: 'x', text: 'x', shortened: false, attachments };
  return { type: 'reply.received', by: 'x', at: sim.now, ...mail };
}

const hour = 3_600_000;

/** Any day in the place of those that the event tells. */
function redate(event: BusinessEvent, to: IsoDate): BusinessEvent {
  const fields = ['on', 'ready', 'readyFrom', 'until', 'testStart', 'goLive', 'callBackOn'].filter(
    (field) => field in event,
  );
  return { ...event, ...Object.fromEntries(fields.map((field) => [field, to])) };
}

/** What the planning can tell of a move to each function's first alternative, in whatever order. */
function aboutMoves(sim: Simulation, move: string): readonly TrackEvent[] {
  return connectionFunctions.flatMap((fn): TrackEvent[] => {
    const { alternatives = [], generation = 0 } = sim.context.connections[fn] ?? {};
    const [slot] = alternatives;
    if (slot === undefined) return [];
    const about = { organisation: sim.context.organisation.id, function: fn, generation, move, slot };
    const day = addDays(dateOf(sim.now), 14);
    return [
      { ...about, kind: 'moveProposed' as const, gain: 5, reason: 'x', answerBy: day },
      { ...about, kind: 'awaiting' as const, until: day },
      { ...about, kind: 'moveEnded' as const, reason: 'x' },
    ].map((answer) => ({ type: 'planning.answered', answer }));
  });
}

/** Lets it happen; the event that it was, when people did it. */
export function carryOut(sim: Simulation, what: Happening): TrackEvent | null {
  switch (what.kind) {
    case 'act': {
      const events = eventsFor(sim.context);
      const start = what.pick % events.length;
      const turned = [...events.slice(start), ...events.slice(0, start)];
      const event = what.pick % 4 === 0 ? turned[0] : turned.find((candidate) => sim.can(candidate));
      if (event === undefined) return null;
      const told = { ...event, at: event.at + what.shift * 24 * hour };
      const redated = what.redate === null ? told : redate(told, addDays(dateOf(sim.now), what.redate));
      sim.send(redated);
      return redated;
    }
    case 'declare': {
      const declaration = sim.declare(papers[what.pick % papers.length]);
      return { type: 'declaration.received', declaration, by: 'test', at: sim.now };
    }
    case 'deliver':
      sim.deliver(sim.underway.length === 0 ? 0 : what.pick % sim.underway.length);
      return null;
    case 'repeat': {
      const answer = sim.answers.at(-1 - what.older);
      if (answer !== undefined) sim.send({ type: 'planning.answered', answer });
      return null;
    }
    case 'wait':
      sim.until(sim.now + what.days * 24 * hour);
      return null;
    case 'stop':
      sim.wakeAt(sim.now + what.hours * hour);
      return null;
    case 'world': {
      const events: readonly TrackEvent[] = [
        { type: 'cancel.requested' },
        { type: 'mail.undeliverable', order: 'x', to: ['x'], reason: 'x' },
        ...['joke.bakker@example.org', 'truus@example.org', 'x'].flatMap((address): TrackEvent[] => [
          { type: 'mail.undeliverable', order: 'x', to: [address], reason: 'x' },
          {
            type: 'delivery.failed',
            id: `${what.pick}`,
            failures: [{ address, permanent: what.pick % 2 === 0, reason: 'x' }],
            sentTo: null,
          },
        ]),
        reply(sim, `${what.pick}`),
        reply(sim, 'always the same'),
        ...aboutMoves(sim, `V1.${(what.pick % 3) + 1}`),
      ];
      const event = events[what.pick % events.length];
      if (event !== undefined) sim.send(event);
      return null;
    }
  }
}
