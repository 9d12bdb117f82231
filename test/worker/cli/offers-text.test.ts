import { expect, it } from 'vitest';
import { describeOffers } from '../../../worker/cli/offers-text.ts';
import type { Offer } from '../../../machines/track/actions/offers.ts';

function offer(patch: Partial<Offer>): Offer {
  return {
    handeling: 'advies-boeken',
    naam: 'Advies boeken',
    functie: null,
    omschrijving: 'Boekt advies.',
    vooruit: false,
    invoer: { type: 'object', properties: {} },
    ...patch,
  };
}

it('puts what brings the track on first', () => {
  const text = describeOffers([offer({}), offer({ handeling: 'goedkeuren', vooruit: true })]);
  expect(text).toMatch(/^Brengt het traject verder:\n {2}goedkeuren\n[^]*\nKan ook:\n {2}advies-boeken\n/);
});

it('tells once what takes the same for both functions, and apart what differs', () => {
  const both = (['berichtenbox', 'lopendeZaken'] as const).map((functie) =>
    offer({ handeling: 'intrekken', functie }),
  );
  expect(describeOffers(both)).toContain('  intrekken --functie berichtenbox|lopendeZaken\n');
  const apart = both.map((one, at) => ({ ...one, invoer: { properties: { tijdslot: { enum: [at] } } } }));
  expect(describeOffers(apart)).toMatch(/--functie berichtenbox\n[^]*--functie lopendeZaken\n/);
});

it('shows each field with its choices, bounds, default, and whether it must be given', () => {
  const invoer = {
    type: 'object',
    properties: {
      minuten: { type: 'integer', minimum: 1, maximum: 240, default: 60 },
      onderdelen: { type: 'array', items: { enum: ['oin', 'cpa'] }, default: ['oin', 'cpa'] },
      klaarOp: { type: 'string', format: 'date', formatMinimum: '2027-01-04' },
      vervanger: { type: 'boolean', default: false },
      reden: { type: 'string' },
    },
    required: ['minuten', 'reden'],
  };
  expect(
    describeOffers([offer({ invoer })])
      .split('\n')
      .slice(2),
  ).toEqual([
    '      Boekt advies.',
    '      --minuten getal vanaf 1 tot en met 240 (standaard 60)',
    '      --onderdelen oin|cpa (standaard oin,cpa)',
    '      --klaarOp jjjj-mm-dd vanaf 2027-01-04',
    '      --vervanger ja|nee (standaard nee)',
    '      --reden tekst (verplicht)',
  ]);
});
