import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoDate } from '../../../machines/domain/dates.ts';
import {
  connectionFunctions,
  endings,
  steps,
  type ConnectionFunction,
} from '../../../machines/domain/vocabulary.ts';
import { attributesOf } from '../../../machines/track/attributes.ts';
import { offersOf } from '../../../machines/track/actions/offers.ts';
import type { BusinessEvent } from '../../../machines/track/events.ts';
import { trackLogic } from '../../../machines/track/machine.ts';
import { viewOf } from '../../../machines/track/view.ts';
import { carryOut, happening } from '../../machines/track/happenings.ts';
import { act, berichtenbox, both, bring, paper, signature, supplier } from '../../machines/track/office.ts';
import { eventsFor } from '../../machines/track/samples.ts';
import { same, Twin } from './twin.ts';

/** Events that were taken, and stages that were reached, in both. */
const seen = new Set<string>();

function begun(): Twin {
  const twin = Twin.begun();
  const send = twin.send.bind(twin);
  twin.send = (event) => {
    if (twin.can(event)) seen.add(event.type);
    send(event);
    for (const fn of connectionFunctions) seen.add(twin.context.connections[fn]?.stage ?? 'absent');
  };
  return twin;
}

function declared(functies: object, change: object = {}): Twin {
  const twin = begun();
  twin.declare(paper(functies, change));
  return twin;
}

function brought(
  twin: Twin,
  ...way: Parameters<typeof bring> extends [unknown, ...infer Rest] ? Rest : never
) {
  bring(twin, ...way);
  return twin;
}

/** After one action more. */
function acted(twin: Twin, ...action: [code: string, fn: ConnectionFunction | null, input: object]): Twin {
  act(twin, ...action);
  return twin;
}

const application = () => brought(declared(berichtenbox), 'berichtenbox', 'application');

/** The planning proposes to move it to the first alternative. */
function moveProposed(): Twin {
  const twin = acted(application(), 'alternatieven-opvragen', 'berichtenbox', {});
  const { organisation, connections } = twin.context;
  const { alternatives = [], generation = 0 } = connections.berichtenbox ?? {};
  const [slot] = alternatives;
  if (slot === undefined) throw new Error('There is no other slot');
  const about = { organisation: organisation.id, function: 'berichtenbox' as const, generation };
  const move = { move: 'V1.1', slot, gain: 5, reason: 'x', answerBy: isoDate('2027-01-18') };
  twin.send({ type: 'planning.answered', answer: { kind: 'moveProposed', ...about, ...move } });
  return twin;
}

/** With alternatives that were sent. */
function delayed(): Twin {
  const delay = { reden: 'x', oorzaak: 'afnemer', klaarOp: '2027-03-01' };
  const twin = acted(application(), 'vertraging-melden', 'berichtenbox', delay);
  return acted(twin, 'alternatieven-sturen', 'berichtenbox', {});
}

/** With a letter that is prepared. */
function escalated(): Twin {
  const twin = declared(both, { ondertekening: { ...signature, plaats: null } });
  twin.until('2027-02-01');
  return twin;
}

const starts = [
  () => declared(both),
  () => declared(berichtenbox),
  () => declared(supplier, { leveranciersaansluiting: true }),
  () => brought(declared(supplier, { leveranciersaansluiting: true }), 'berichtenbox', 'chainTest'),
  () => brought(declared(supplier, { leveranciersaansluiting: true }), 'berichtenbox', 'supplierReady'),
  () => declared(both, { ondertekening: { ...signature, plaats: null } }),
  () => brought(declared(both), 'berichtenbox', 'preproduction'),
  () => brought(brought(declared(both), 'berichtenbox', 'chainTest'), 'lopendeZaken', 'application'),
  () => brought(declared(both), 'berichtenbox', 'live'),
  () => brought(declared(berichtenbox), 'berichtenbox', 'live'),
  () => brought(declared(berichtenbox), 'berichtenbox', 'trancheAssignment'),
  () => brought(declared(berichtenbox), 'berichtenbox', 'impactAnalysis'),
  () => acted(application(), 'documenten-ontvangen', null, {}),
  () => acted(declared(both), 'opschorten', null, { reden: 'x' }),
  () => acted(declared(both), 'intrekken', 'berichtenbox', { reden: 'x' }),
  moveProposed,
  delayed,
  escalated,
] as const;

/** What can be taken at that moment: each kind of event as likely, however many there are of it. */
const ofAnyKind = fc.record({ kind: fc.constant('possible' as const), pick: fc.nat(1_000_000) });

function takeOne(twin: Twin, pick: number): void {
  const events = possibleEvents(twin);
  const types = [...new Set(events.map(({ type }) => type))];
  const ofType = events.filter(({ type }) => type === types[pick % types.length]);
  const event = ofType[Math.floor(pick / types.length) % ofType.length];
  if (event !== undefined) twin.send(event);
}

function possibleEvents(twin: Twin): readonly BusinessEvent[] {
  return eventsFor(twin.context).filter((event) => twin.can(event));
}

/** Tracks of 40 events; many more by hand, with SAME_TRACKS. */
const few = 40;
const tracks = Number(process.env['SAME_TRACKS'] ?? few);

it(
  'does what the machine does, event for event: effects, state, next moment, what is possible',
  () => {
    let compared = 0;
    fc.assert(
      fc.property(
        fc.nat(starts.length - 1),
        fc.boolean(),
        fc.array(fc.oneof(happening, ofAnyKind), { minLength: 40, maxLength: 40 }),
        (start, holdsBack, happenings) => {
          const twin = (starts[start] ?? starts[0])();
          twin.holdsBack = holdsBack;
          for (const [i, one] of happenings.entries()) {
            if (one.kind === 'possible') takeOne(twin, one.pick);
            else carryOut(twin, one);
            if (i % 10 !== 9) continue;
            for (const possible of eventsFor(twin.context)) twin.sameTake(possible);
            // as at continue-as-new
            twin.own = JSON.parse(JSON.stringify(twin.own)) as Twin['own']; // what was just written
          }
          const mine = { ...twin.own.context, now: twin.now };
          same(viewOf(mine, twin.own.done), viewOf(twin.context, twin.done));
          same(attributesOf(mine, twin.own.done), attributesOf(twin.context, twin.done));
          same(offersOf(mine), offersOf(twin.context));
          compared += twin.compared;
        },
      ),
      { numRuns: tracks },
    );
    if (tracks > few)
      console.info(`${tracks} tracks, compared ${compared} times; seen: ${[...seen].toSorted().join(', ')}`);
    expect(compared).toBeGreaterThan(tracks * 40);
  },
  tracks * 2_000,
);

it('does so for every kind of event, in every stage', () => {
  seen.clear();
  for (const start of starts) {
    for (const event of possibleEvents(start())) if (!seen.has(event.type)) start().send(event);
  }
  for (let pick = 0; pick < 20; pick++) carryOut(declared(both), { kind: 'world', pick });
  const events = trackLogic.events.filter((type) => !type.startsWith('xstate.')); // those are moments
  expect([...steps, ...endings, ...events].filter((one) => !seen.has(one))).toEqual([]);
});
