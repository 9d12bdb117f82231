import { expect } from 'vitest';
import { isStep } from '../../../machines/domain/vocabulary.ts';
import { nextDue } from '../../../machines/engine/step.ts';
import type { Connection } from '../../../machines/track/context.ts';
import { needsNewSlot } from '../../../machines/track/held-up.ts';
import { openItems } from '../../../machines/track/open-items.ts';
import { stageInState } from './office.ts';
import { aboutOf, eventsFor, inputsFor } from './samples.ts';
import type { Simulation } from './simulation.ts';

/**
 * A breadth-first search over the real machine with the real planning rules: every offered action with each of its
 * choices, and time to the next moment. States that look the same to the abstraction below are visited once.
 */

function keyOf(sim: Simulation): string {
  const { connections, documents, suspension, tasks, advice } = sim.context;
  const functions = Object.values(connections).map((connection) => abstract(connection, sim.now));
  const kinds = [...new Set(tasks.map(({ kind }) => kind))].filter((kind) => kind !== 'callBack').sort();
  const files = Object.entries(documents)
    .map(([kind, { status }]) => `${kind}=${status}`)
    .sort();
  return JSON.stringify([
    functions,
    files,
    suspension !== null,
    kinds.includes('letterPrepared'),
    advice.usedMinutes > 0,
  ]);
}

function abstract(connection: Connection, now: number): readonly unknown[] {
  const {
    stage,
    place,
    moving,
    completeOn,
    checklist,
    goLiveItems,
    tests,
    delay,
    wish,
    offeredOn,
    endedFrom,
  } = connection;
  const slot = place.status === 'held' || place.status === 'agreed' ? place.slot : null;
  return [
    stage,
    place.status,
    slot !== null && slot.begin <= now,
    moving !== null,
    completeOn !== null,
    connection.proposedOn !== null,
    connection.move?.status ?? 'none',
    progress(Object.keys(checklist).length),
    progress(Object.keys(goLiveItems).length),
    tests.length > 0,
    connection.actual.chainTest !== null,
    needsNewSlot(connection),
    delay !== null,
    wish !== null,
    offeredOn !== null,
    connection.alternatives.length > 0,
    endedFrom === 'declaration',
  ];
}

const progress = (count: number) => (count === 0 ? 'none' : count < 4 ? 'some' : 'most');

/** What must hold in every state. */
function check(sim: Simulation, offered: ReadonlySet<string>): void {
  const { context } = sim;
  for (const [fn, connection] of Object.entries(context.connections)) {
    expect(stageInState(sim, fn), fn).toBe(connection.stage);
    if (!isStep(connection.stage)) continue;
    const items = openItems(context).filter((item) => item.function === fn);
    expect(items.length, `${fn} waits unseen in ${connection.stage}`).toBeGreaterThan(0);
    for (const { waitsOn, due, asked } of items) {
      expect(['consumer', 'desk']).toContain(waitsOn);
      expect(due).toMatch(/^\d{4}-\d\d-\d\d$/);
      expect(asked, `${fn} in ${connection.stage}`).not.toEqual([]);
      expect(asked).not.toContain('');
    }
  }
  for (const event of eventsFor(context)) {
    if (offered.has(aboutOf(event)) || !sim.can(event)) continue;
    throw new Error(`The machine takes ${aboutOf(event)}, which is not offered: ${keyOf(sim)}`);
  }
}

export interface Found {
  readonly states: number;
  /** Expanded states from which no end and no unexpanded state can be reached. */
  readonly stuck: readonly string[];
  readonly transitions: number;
}

export function explore(
  seeds: readonly Simulation[],
  most: number,
  always: (sim: Simulation) => boolean,
): Found {
  const arrows = new Map<string, Set<string>>();
  const ends = new Set<string>();
  const queue = [...seeds];
  const seen = new Set(seeds.map(keyOf));
  let transitions = 0;
  for (let sim = queue.shift(); sim !== undefined && arrows.size < most; sim = queue.shift()) {
    const here = keyOf(sim);
    const to = new Set<string>();
    arrows.set(here, to);
    const arrive = (next: Simulation) => {
      transitions++;
      const key = next.done ? 'closed' : keyOf(next);
      to.add(key);
      if (next.done) ends.add(key);
      else if (!seen.has(key)) {
        seen.add(key);
        queue.push(next);
      }
    };
    const offers = sim.offers();
    const offered = new Set<string>();
    for (const offer of offers) {
      for (const [i, input] of inputsFor(offer).entries()) {
        const meaning = sim.meaning(offer.handeling, offer.functie, input);
        if (!meaning.ok) {
          // One choice of several can be refused; what is offered as it stands cannot.
          if (i === 0) throw new Error(`${offer.handeling} ${JSON.stringify(input)}: ${meaning.reason}`);
          continue;
        }
        offered.add(aboutOf(meaning.event));
        expect(sim.can(meaning.event), `${offer.handeling} is offered and not taken: ${here}`).toBe(true);
        const next = sim.fork();
        next.send(meaning.event);
        arrive(next);
      }
    }
    check(sim, offered);
    if (arrows.size % 10 === 0) expect(always(sim), `cannot be finished: ${here}`).toBe(true);
    const due = nextDue(sim.state);
    if (due !== null) {
      const next = sim.fork();
      next.until(Math.max(due, next.now));
      arrive(next);
    }
    expect(due !== null || offers.some(({ vooruit }) => vooruit), `dead end: ${here}`).toBe(true);
  }
  return { states: arrows.size, transitions, stuck: stuckIn(arrows, ends) };
}

function stuckIn(
  arrows: ReadonlyMap<string, ReadonlySet<string>>,
  ends: ReadonlySet<string>,
): readonly string[] {
  const alive = new Set(ends);
  let before: number;
  do {
    before = alive.size;
    for (const [key, to] of arrows) {
      if ([...to].some((next) => alive.has(next) || !arrows.has(next))) alive.add(key);
    }
  } while (alive.size > before);
  return [...arrows.keys()].filter((key) => !alive.has(key));
}

/** Whoever does the first thing that brings a track on, and waits when there is none, gets it done. */
export function canBeFinished(from: Simulation): boolean {
  const sim = from.fork();
  for (let turns = 0; turns < 120; turns++) {
    if (Object.values(sim.context.connections).every(({ stage }) => !isStep(stage))) return true;
    const offer = sim.offers().find(({ vooruit }) => vooruit);
    const [input = {}] = offer === undefined ? [] : inputsFor(offer);
    if (offer === undefined || sim.do(offer.handeling, offer.functie, input) !== null) {
      sim.until(Math.max(sim.now, nextDue(sim.state) ?? sim.now + 86_400_000));
    }
  }
  return false;
}
