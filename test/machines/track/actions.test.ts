import { describe, expect, it } from 'vitest';
import { businessActions } from '../../../machines/track/actions/index.ts';
import { interpret } from '../../../machines/track/actions/interpret.ts';
import { describeAction, forwardOffers } from '../../../machines/track/actions/offers.ts';
import { diaryEntryOf } from '../../../machines/track/diary-lines.ts';
import { act, berichtenbox, both, bring, declared, signature } from './office.ts';
import { examplesIn, inputsFor } from './samples.ts';
import type { Simulation } from './simulation.ts';

const action = (code: string) => {
  const found = businessActions.find((candidate) => candidate.code === code);
  if (found === undefined) throw new Error(code);
  return found;
};

const everywhere: readonly Simulation[] = [
  declared(both, { ondertekening: { ...signature, plaats: '', handtekening: null } }),
  ...(
    [
      'declaration',
      'trancheAssignment',
      'impactAnalysis',
      'application',
      'preproduction',
      'chainTest',
      'goLive',
      'live',
    ] as const
  ).map((step) => bring(declared(both), 'berichtenbox', step)),
];

describe('the table of actions', () => {
  it.each(businessActions)(
    '$code has the name in kebab-case, and sentences',
    ({ name, code, description }) => {
      expect(code).toBe(name.toLowerCase().replaceAll(' ', '-'));
      expect(description).toMatch(/^[A-Z][^{]*\.$/);
    },
  );

  it('has each name and code once', () => {
    expect(new Set(businessActions.map(({ name }) => name)).size).toBe(businessActions.length);
    expect(new Set(businessActions.map(({ code }) => code)).size).toBe(businessActions.length);
  });
});

describe('what the list of the UI says', () => {
  it.each(businessActions)(
    '$code: an input that can be sent once it is filled in, wherever it is possible',
    (one) => {
      for (const sim of everywhere) {
        const said = describeAction(sim.context, one)?.() ?? null;
        if (said === null) continue;
        for (const input of examplesIn(said)) {
          expect(interpret(sim.context, one, input), said).toMatchObject({ ok: true });
        }
      }
    },
  );

  it('names the function only where there is a choice, and then shows an input for each', () => {
    const [one, two] = [berichtenbox, both].map(
      (functions) => describeAction(declared(functions).context, action('intrekken'))?.() ?? '',
    );
    expect(one).toBe(
      'De afnemer stopt met deze functie; wat gereserveerd was, komt vrij. Voorbeeld: {"door":"uw naam","reden":"VUL IN: reden"}',
    );
    expect(two).toContain(
      '{"door":"uw naam","functie":"berichtenbox","reden":"VUL IN: reden"} of {"door":"uw naam","functie":"lopendeZaken","reden":"VUL IN: reden"}',
    );
  });
});

it('a suspended track is resumed first', () => {
  const sim = declared(both);
  sim.until('2027-01-06 15:00');
  act(sim, 'opschorten', null, { reden: 'Herindeling' });
  expect(forwardOffers(sim.context)[0]?.name).toBe('Hervatten');
});

describe('when it happened', () => {
  const sim = declared(berichtenbox);
  sim.until('2027-01-06 15:00');
  const at = (op?: string) => {
    const meaning = interpret(sim.context, action('contactmoment-vastleggen'), {
      door: 'x',
      tekst: 'x',
      ...(op === undefined ? {} : { op }),
    });
    return meaning.ok ? new Date(meaning.event.at).toISOString() : meaning.reason;
  };

  it('is now by default, noon for a day, and a moment as given', () => {
    expect(at()).toBe('2027-01-06T14:00:00.000Z');
    expect(at('2027-01-06')).toBe('2027-01-06T14:00:00.000Z');
    expect(at('2027-01-05')).toBe('2027-01-05T11:00:00.000Z');
    expect(at('2027-01-05T09:30:00+01:00')).toBe('2027-01-05T08:30:00.000Z');
  });

  it('leaves its line in the diary, with when it was recorded', () => {
    const meaning = interpret(sim.context, action('contactmoment-vastleggen'), {
      door: 'A. de Vries',
      tekst: 'Vraag',
      op: '2027-01-05',
    });
    if (!meaning.ok) throw new Error(meaning.reason);
    expect(diaryEntryOf(meaning.event, sim.now, 'temporal')).toMatchObject({
      by: 'A. de Vries',
      recorded: sim.now,
      text: 'Contact met Joke Bakker (telefoon): Vraag',
    });
  });
});

describe('an offer', () => {
  it('shows choices, bounds and defaults', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest');
    sim.until('2027-03-03');
    const schemas = Object.fromEntries(
      sim.offers().map(({ handeling, invoer }) => [handeling, invoer['properties']]),
    );
    expect(schemas['ketentest-vastleggen']).toMatchObject({
      uitslag: {
        enum: ['geslaagd', 'geslaagd-met-bevindingen', 'niet-geslaagd', 'afgebroken', 'niet-verschenen'],
        default: 'geslaagd',
      },
      datum: {
        format: 'date',
        formatMinimum: '2027-03-02',
        formatMaximum: '2027-03-03',
        default: '2027-03-02',
      },
      bevindingen: { type: 'string', maxLength: 1000 },
    });
    expect(schemas['corrigeren']).toMatchObject({
      naar: {
        enum: ['intentieverklaring', 'inroostering', 'impactanalyse-en-advies', 'aanvraag', 'preproductie'],
      },
    });
    const early = declared(berichtenbox)
      .offers()
      .find(({ handeling }) => handeling === 'advies-boeken');
    expect(early?.invoer['properties']).toMatchObject({
      minuten: { type: 'integer', minimum: 1, maximum: 240, default: 60 },
    });
  });

  it('can be filled in from its schema alone, and is then taken', () => {
    for (const sim of everywhere) {
      for (const offer of sim.offers()) {
        const [input = {}] = inputsFor(offer);
        const meaning = sim.meaning(offer.handeling, offer.functie, input);
        expect(meaning, offer.handeling).toMatchObject({ ok: true });
        expect(meaning.ok && sim.can(meaning.event), offer.handeling).toBe(true);
      }
    }
  });
});
