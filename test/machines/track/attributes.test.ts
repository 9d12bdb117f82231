import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantAt, toIso } from '../../../machines/domain/amsterdam.ts';
import { addDays, isoDate } from '../../../machines/domain/dates.ts';
import { connectionFunctions } from '../../../machines/domain/vocabulary.ts';
import { stageWords } from '../../../machines/domain/words.ts';
import {
  attributesOf,
  functionLine,
  parseFunctionLine,
  searchAttributes,
  type FunctionLine,
} from '../../../machines/track/attributes.ts';
import { act, berichtenbox, both, bring, declared, signature } from './office.ts';

const date = fc.integer({ min: 0, max: 3000 }).map((days) => addDays(isoDate('2026-01-01'), days));
const line: fc.Arbitrary<FunctionLine> = fc.record({
  functie: fc.constantFrom(...connectionFunctions),
  stap: fc.constantFrom(...Object.values(stageWords)),
  wachtOp: fc.constantFrom(null, 'afnemer', 'Servicecentrum', 'afnemer en Servicecentrum'),
  termijn: fc.option(date),
  tranche: fc.option(fc.stringMatching(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/)),
  tijdslot: fc.option(
    date.map((day) => ({ begin: toIso(instantAt(day, '09:00')), einde: toIso(instantAt(day, '13:00')) })),
  ),
});

describe('the line of a function in a list', () => {
  it('can be read back', () => {
    fc.assert(
      fc.property(line, (written) => {
        expect(parseFunctionLine(functionLine(written))).toEqual(written);
      }),
    );
  });

  it('is readable', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'chainTest');
    expect(attributesOf(sim.context).Functies).toEqual([
      'Berichtenbox | Ketentest | afnemer en Servicecentrum | 2027-03-02 | T1 | 2027-03-02T09:00:00+01:00/2027-03-02T13:00:00+01:00',
    ]);
  });

  it('is not read from another text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseFunctionLine(text)).toBeNull();
      }),
    );
    expect(parseFunctionLine('Berichtenbox | - | - | - | - | -')).toBeNull();
    expect(parseFunctionLine('Berichtenbox | Ketentest | - | - | - | - | -')).toBeNull();
  });
});

describe('search attributes', () => {
  const people = [
    'Joke',
    'Bakker',
    '030-2861234',
    'Truus',
    'Handtekening',
    'example.org',
    'gemeentesecretaris',
    'Vertrouwelijk',
  ];

  it.each([
    'declaration',
    'trancheAssignment',
    'impactAnalysis',
    'application',
    'preproduction',
    'chainTest',
    'goLive',
    'live',
  ] as const)('hold no personal data in %s, nor anything that people typed', (step) => {
    const sim = bring(declared(both), 'berichtenbox', step);
    sim.do('vertraging-melden', 'berichtenbox', { reden: 'Vertrouwelijk: Joke is ziek' });
    sim.do('contactmoment-vastleggen', null, { tekst: 'Vertrouwelijk', terugbellenOp: '2027-12-01' });
    sim.do('opschorten', null, { reden: 'Vertrouwelijk' });
    sim.send({
      type: 'mail.undeliverable',
      order: 'x',
      to: ['joke.bakker@example.org'],
      reason: 'Vertrouwelijk',
    });
    const text = JSON.stringify(attributesOf(sim.context));
    for (const word of people) expect(text).not.toContain(word);
  });

  it('are the declared ones, in every state; the version is the workflow’s to add', () => {
    const sim = bring(declared(both), 'berichtenbox', 'goLive');
    const names = ['Versie', ...Object.keys(attributesOf(sim.context))];
    expect(names.sort()).toEqual(Object.keys(searchAttributes).sort());
  });

  it('say who is waited for, the nearest due date and the nearest test', () => {
    const sim = bring(declared(both), 'berichtenbox', 'chainTest');
    const found = attributesOf(sim.context);
    expect(found).toMatchObject({
      TrajectStatus: 'lopend',
      Berichtenbox: 'Ketentest',
      LopendeZaken: 'Intentieverklaring',
      WachtOp: ['afnemer', 'Servicecentrum'],
      Tranche: ['T1'],
      Uitloop: 0,
      Escalatie: 0,
      InGevaar: false,
      TaakOpen: false,
    });
    expect(found.Termijn).toBe(instantAt(isoDate('2027-01-11'), '00:00'));
    expect(found.KetentestBerichtenbox).toBe('2027-03-02T09:00:00+01:00');
    expect(found.KetentestLopendeZaken).toBeNull(); // voorlopig
  });

  it('tell of a mail that was refused for good, until the desk has seen to it; the track goes on', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    expect(attributesOf(sim.context).Mail).toBe('in orde');
    sim.send({
      type: 'mail.undeliverable',
      order: 'x',
      to: ['joke.bakker@example.org'],
      reason: 'Bestaat niet.',
    });
    expect(attributesOf(sim.context)).toMatchObject({ Mail: 'onbestelbaar', TaakOpen: true });
    bring(sim, 'berichtenbox', 'preproduction');
    const contact = { rol: 'projectleider', naam: 'Joke Bakker', email: 'j.bakker@example.org' };
    act(sim, 'contactpersoon-wijzigen', null, contact);
    expect(attributesOf(sim.context)).toMatchObject({ Mail: 'in orde', TaakOpen: false });
  });

  it('change with events only: not with the mere passing of days', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'application');
    const before = attributesOf(sim.context);
    sim.now += 3 * 86_400_000; // nothing is due on these days
    expect(attributesOf(sim.context)).toEqual(before);
  });

  it('follow the track from onvolledig to afgerond', () => {
    const status = (closed = false) => attributesOf(sim.context, closed).TrajectStatus;
    const sim = declared(berichtenbox, { ondertekening: { ...signature, plaats: '' } });
    expect(status()).toBe('onvolledig');
    act(sim, 'intentieverklaring-aanvullen', null, { plaats: 'Utrecht' });
    expect(status()).toBe('kandidaat-afnemer');
    act(sim, 'opschorten', null, { reden: 'x' });
    expect(status()).toBe('opgeschort');
    act(sim, 'hervatten');
    bring(sim, 'berichtenbox', 'preproduction');
    expect(status()).toBe('lopend');
    bring(sim, 'berichtenbox', 'live');
    expect(attributesOf(sim.context)).toMatchObject({
      TrajectStatus: 'in afronding',
      WachtOp: [],
      Termijn: null,
      KetentestBerichtenbox: null,
    });
    expect(status(true)).toBe('afgerond');
  });
});
