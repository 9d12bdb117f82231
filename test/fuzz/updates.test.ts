import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose } from '../../activities/mail/compose.ts';
import { mailOrderSchema } from '../../activities/mail/order-schema.ts';
import { suppose } from '../../machines/domain/planning/optimise/suppose.ts';
import { supposalSchema } from '../../machines/domain/planning/optimise/question.ts';
import { plannerOrders } from '../../machines/domain/planning/proposals/orders.ts';
import { formatProblems, problemsFromZod } from '../../machines/domain/problem.ts';
import { businessActions } from '../../machines/track/actions/index.ts';
import { persist } from '../../machines/engine/state.ts';
import { trackMachine } from '../../machines/track/machine.ts';
import { interpret } from '../../machines/track/actions/interpret.ts';
import { attributesOf } from '../../machines/track/attributes.ts';
import { bring, declared, pageOf, planningWith, slotBegin, unsigned } from '../machines/track/office.ts';
import { inputsFor } from '../machines/track/samples.ts';
import { at, type Simulation } from '../machines/track/simulation.ts';
import { spoiling, spoilt } from './hostile.ts';
import { expectPlain, expectReadable } from './refusal.ts';

/** Tracks in which, between them, every action is possible somewhere. */
function tracks(): readonly Simulation[] {
  const steps = [
    'declaration',
    'trancheAssignment',
    'impactAnalysis',
    'application',
    'preproduction',
    'chainTest',
  ] as const;
  const delayed = bring(declared(), 'berichtenbox', 'preproduction');
  delayed.do('vertraging-melden', 'berichtenbox', { reden: 'capaciteit', klaarOp: '2027-05-10' });
  const suspended = bring(declared(), 'berichtenbox', 'application');
  suspended.do('opschorten', null, { reden: 'herindeling' });
  const documents = bring(declared(), 'berichtenbox', 'application');
  documents.do('documenten-ontvangen');
  const tested = bring(declared(), 'berichtenbox', 'chainTest');
  tested.until(slotBegin(tested, 'berichtenbox'));
  const prepared = bring(declared(), 'berichtenbox', 'goLive');
  prepared.do('ingebruikname-voorbereiden', 'berichtenbox');
  const cancelled = declared();
  cancelled.send({ type: 'cancel.requested' });
  return [
    declared(undefined, unsigned),
    ...steps.map((step) => bring(declared(), 'berichtenbox', step)),
    bring(declared(), 'lopendeZaken', 'live'),
    delayed,
    suspended,
    documents,
    tested,
    bring(declared(), 'berichtenbox', 'goLive'),
    prepared,
    cancelled,
  ];
}

const everywhere = tracks();

/** An action somewhere, with an input that would be taken there. */
const sound = everywhere.flatMap((sim) =>
  sim.offers().flatMap((offer) =>
    inputsFor(offer)
      .slice(0, 2)
      .map((input) => ({
        sim,
        action: offer.handeling,
        input: {
          door: 'A. de Vries',
          ...(offer.functie === null ? {} : { functie: offer.functie }),
          ...input,
        },
      })),
  ),
);

describe('every action of a track', () => {
  it('is offered somewhere here, so that each is tried', () => {
    const tried = new Set(sound.map(({ action }) => action));
    // These ask for a history of their own: a letter that was prepared, an ending that can be put right.
    const elsewhere = ['escalatiebrief-versturen', 'heropenen', 'verplaatsing-afwijzen'];
    expect(
      businessActions.map(({ code }) => code).filter((code) => !tried.has(code) && !elsewhere.includes(code)),
    ).toEqual([]);
  });

  it('takes input or refuses it in words, and what it takes harms nothing', () => {
    // By its number: a whole simulation in a report of fast-check would never end.
    const attempt = fc.record({ offered: fc.nat(sound.length - 1), spoil: spoiling });
    fc.assert(
      fc.property(attempt, ({ offered, spoil }) => {
        const { sim, action, input } = sound[offered] ?? { sim: declared(), action: '', input: {} };
        const raw = spoil(input);
        const definition = businessActions.find(({ code }) => code === action);
        if (definition === undefined) throw new Error(action);
        const meaning = interpret(sim.context, definition, raw);
        if (!meaning.ok) return expectReadable(meaning.reason);
        expectPlain(meaning.event);
        const after = sim.fork();
        after.send(meaning.event);
        expectPlain(persist(trackMachine, after.state));
        expectSafeMail(after);
        expectPlain(attributesOf(after.context));
        expect(pageOf(after.context)).not.toMatch(/<(?:script|img|b)\b/i);
      }),
      { numRuns: 1_500 },
    );
  });
});

/** One mail each, to the people that the track knows and nobody else, with header fields of one line. */
function expectSafeMail({ mails, context }: Simulation): void {
  const known = new Set(context.contacts.map(({ email }) => email));
  for (const order of mails) {
    mailOrderSchema.parse(order);
    const { options } = compose(order);
    const addressed = [options.to, options.cc]
      .flat()
      .map((one) => (typeof one === 'object' && 'address' in one ? one.address : 'a text'));
    for (const address of addressed) expect(known).toContain(address);
    // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
    expect(`${options.subject ?? ''}${JSON.stringify(options.headers)}`).not.toMatch(/[\u0000-\u001F]/);
    expect(options.html).not.toMatch(/<script|<img src=x|href="javascript:/i);
  }
}

describe('every order of a planner', () => {
  const planning = planningWith();
  declared(undefined, {}, planning);
  const inputs = [
    { door: 'x', voorstel: 'V1', verplaatsingen: [1], reden: 'x' },
    { door: 'x', voorstel: 'V1', verplaatsingen: [1] },
    { door: 'x', tijdslot: 'T1.2027-03-02.0900', afnemer: 'gemeente-utrecht', functie: 'berichtenbox' },
    { door: 'x', tranche: 'T1', weken: 3 },
    { door: 'x', van: '2027-03-01', totEnMet: '2027-03-05' },
    {
      door: 'x',
      verplaatsingen: [
        { afnemer: 'gemeente-utrecht', functie: 'berichtenbox', tijdslot: 'T1.2027-03-02.0900' },
      ],
    },
  ];

  it('takes input or refuses it in words', () => {
    const attempt = fc.record({
      at: fc.nat(plannerOrders.length - 1),
      raw: spoilt(...inputs),
    });
    fc.assert(
      fc.property(attempt, ({ at: place, raw }) => {
        const decided = plannerOrders[place]?.carryOut(planning.state, raw, at('2027-01-05'));
        if (decided === undefined) throw new Error('No such order');
        if (decided.kind === 'refused') return expectReadable(decided.reason);
        expectPlain(decided.state);
        expectPlain(decided.notices);
      }),
      { numRuns: 1_000 },
    );
  });

  it('and every question of what if', () => {
    const questions = [
      { uitval: { van: '2027-03-01', totEnMet: '2027-03-05' } },
      { tranche: 'T1', weken: 2 },
      { erbij: 5 },
    ];
    fc.assert(
      fc.property(spoilt(...questions), (raw) => {
        const read = supposalSchema.safeParse(raw);
        if (!read.success) {
          expectReadable(formatProblems(problemsFromZod(read.error, raw)));
          return;
        }
        const supposed = suppose(planning.state, read.data, at('2027-01-05'));
        if (supposed.kind === 'refused') expectReadable(supposed.reason);
      }),
      { numRuns: 500 },
    );
  });
});
