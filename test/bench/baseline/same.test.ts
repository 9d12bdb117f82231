import fc from 'fast-check';
import { expect, it } from 'vitest';
import { connectionFunctions } from '../../../machines/domain/vocabulary.ts';
import { attributesOf } from '../../../machines/track/attributes.ts';
import { offersOf } from '../../../machines/track/actions/offers.ts';
import { viewOf } from '../../../machines/track/view.ts';
import { carryOut, happening } from '../../machines/track/happenings.ts';
import { berichtenbox, both, bring, paper, signature, supplier } from '../../machines/track/office.ts';
import { eventsFor } from '../../machines/track/samples.ts';
import { same, Twin } from './twin.ts';

function declared(functies: object, change: object = {}): Twin {
  const twin = Twin.begun();
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

const starts = [
  () => declared(both),
  () => declared(berichtenbox),
  () => declared(supplier, { leveranciersaansluiting: true }),
  () => brought(declared(supplier, { leveranciersaansluiting: true }), 'berichtenbox', 'chainTest'),
  () => declared(both, { ondertekening: { ...signature, plaats: null } }),
  () => brought(declared(both), 'berichtenbox', 'preproduction'),
  () => brought(brought(declared(both), 'berichtenbox', 'chainTest'), 'lopendeZaken', 'application'),
  () => brought(declared(both), 'berichtenbox', 'live'),
  () => brought(declared(berichtenbox), 'berichtenbox', 'live'),
] as const;

/** Tracks of 40 events; many more by hand, with SAME_TRACKS. */
const few = 40;
const tracks = Number(process.env['SAME_TRACKS'] ?? few);

it(
  'does what the machine does, event for event: effects, state, next moment, what is possible',
  () => {
    let compared = 0;
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.nat(starts.length - 1),
        fc.boolean(),
        fc.array(happening, { minLength: 40, maxLength: 40 }),
        (start, holdsBack, happenings) => {
          const twin = (starts[start] ?? starts[0])();
          twin.holdsBack = holdsBack;
          for (const [i, one] of happenings.entries()) {
            const event = carryOut(twin, one);
            seen.add(event?.type ?? one.kind);
            for (const fn of connectionFunctions) seen.add(twin.context.connections[fn]?.stage ?? 'absent');
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
