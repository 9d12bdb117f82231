import fc from 'fast-check';
import { expect, it } from 'vitest';
import { businessActions } from '../../../machines/track/actions/index.ts';
import { interpret } from '../../../machines/track/actions/interpret.ts';
import { describeAction } from '../../../machines/track/actions/offers.ts';
import { carryOut, happening } from './happenings.ts';
import { both, bring, declared, signature } from './office.ts';
import { examplesIn } from './samples.ts';
import type { Simulation } from './simulation.ts';

const starts = [
  () => declared(both),
  () => declared(both, { ondertekening: { ...signature, plaats: null, handtekening: null } }),
  () => bring(declared(both), 'berichtenbox', 'preproduction'),
  () => bring(declared(both), 'berichtenbox', 'goLive'),
] as const;

/** What is listed can be sent as it is shown; what is not listed is refused, with what can be done instead: what is wrong with that. */
function mistakesIn(now: Simulation): readonly string[] {
  const sim = now.fork();
  sim.wakeAt(sim.now); // what is due happens before an Update is judged
  if (sim.done) return [];
  return businessActions.flatMap((action) => {
    const said = describeAction(sim.context, action)?.() ?? null;
    if (said === null) {
      const refused = interpret(sim.context, action, { door: 'test' });
      const isTold = !refused.ok && refused.reason.startsWith(`'${action.name}' kan nu niet`);
      return isTold ? [] : [`${action.name} is not listed, but not refused either`];
    }
    return examplesIn(said).flatMap((input) => {
      const meaning = interpret(sim.context, action, input);
      if (!meaning.ok) return [`${said} ${meaning.reason}`];
      return sim.can(meaning.event) ? [] : [`${said} The machine refuses it.`];
    });
  });
}

it('the list holds only what is possible, each with an input that is taken as it is, in any state', () => {
  const happenings = fc.array(happening, { minLength: 25, maxLength: 25 });
  fc.assert(
    fc.property(fc.nat(starts.length - 1), happenings, (start, toCome) => {
      const sim = (starts[start] ?? starts[0])();
      expect(mistakesIn(sim)).toEqual([]);
      for (const one of toCome) {
        if (sim.done) break;
        carryOut(sim, one);
        expect(mistakesIn(sim)).toEqual([]);
      }
    }),
    { numRuns: 30 },
  );
});
