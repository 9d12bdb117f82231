import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessActions } from '../../../machines/track/actions/index.ts';
import { interpret } from '../../../machines/track/actions/interpret.ts';
import { act, berichtenbox, both, bring, declared, signature } from './office.ts';
import type { Simulation } from './simulation.ts';

const action = (code: string) => {
  const found = businessActions.find((candidate) => candidate.code === code);
  if (found === undefined) throw new Error(code);
  return found;
};

/** What is said when an action is asked with exactly this input. */
function reason(sim: Simulation, code: string, raw: unknown): string {
  const meaning = interpret(sim.context, action(code), raw);
  return meaning.ok ? 'ok' : meaning.reason;
}

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

it('a signature from the future is refused', () => {
  const sim = declared(berichtenbox, { ondertekening: { ...signature, datum: null } });
  const at = (datum: string) => reason(sim, 'intentieverklaring-aanvullen', { door: 'A. de Vries', datum });
  expect(at('2030-01-01')).toMatch(
    /^datum: verwacht een datum tot en met vandaag \(2027-.*\), gevonden: 2030-01-01\.$/,
  );
  expect(at('2026-12-18')).toBe('ok');
});

/** Words of zod and of JavaScript that no user should meet. */
const english =
  /\b(invalid|expected|received|required|undefined|null|NaN|string|number|object|array|unrecognized|too (?:small|big)|must|error)\b/i;

describe('a refusal names the field, what was expected and what was found', () => {
  const chainTest = bring(declared(berichtenbox), 'berichtenbox', 'chainTest');
  chainTest.until('2027-03-03 10:00');
  const door = 'A. de Vries';
  it.each<readonly [string, unknown, RegExp]>([
    ['ketentest-vastleggen', {}, /^door: verwacht tekst, gevonden: niets\.$/],
    ['ketentest-vastleggen', { door: '' }, /^door: verwacht .+, gevonden: .+\.$/],
    ['ketentest-vastleggen', { door: 'uw naam' }, /^door: verwacht uw eigen naam, gevonden: 'uw naam'\.$/],
    [
      'ketentest-vastleggen',
      { door: ' Uw Naam ' },
      /^door: verwacht uw eigen naam, gevonden: ' ?Uw Naam ?'\.$/,
    ],
    [
      'contactmoment-vastleggen',
      { door, tekst: 'VUL IN: wat er gezegd is' },
      /^tekst: verwacht uw eigen tekst op de plaats van 'VUL IN', gevonden: 'VUL IN: wat er gezegd is'\.$/,
    ],
    ['ketentest-vastleggen', { door: 7 }, /^door: verwacht tekst, gevonden: .*7.*\.$/],
    [
      'ketentest-vastleggen',
      null,
      /^Invoer: verwacht velden tussen accolades, zoals \{"door":"uw naam"\}, gevonden: leeg\.$/,
    ],
    [
      'ketentest-vastleggen',
      [],
      /^Invoer: verwacht velden tussen accolades, zoals \{"door":"uw naam"\}, gevonden: een lijst van 0\.$/,
    ],
    [
      'ketentest-vastleggen',
      { door, op: '2027-03-04' },
      /^Op: verwacht een moment dat niet in de toekomst ligt/,
    ],
    [
      'ketentest-vastleggen',
      { door, op: '2027-03-03T10:01:00+01:00' },
      /^Op: .*gevonden: 2027-03-03T10:01:00\+01:00\.$/,
    ],
    [
      'ketentest-vastleggen',
      { door, op: 'gisteren' },
      /^op: verwacht een datum \(jjjj-mm-dd\) of tijdstip .*gevonden: 'gisteren'\.$/,
    ],
    [
      'ketentest-vastleggen',
      { door, op: '1899-01-01' },
      /^Op: verwacht een moment vanaf maandag 4 januari 2027, toen de verklaring binnenkwam, gevonden: 1899-01-01\.$/,
    ],
    [
      'ketentest-vastleggen',
      { door, functie: 'lopende-zaken' },
      /kan nu voor Berichtenbox, niet voor Lopende Zaken: die is niet aangemeld\.$/,
    ],
    [
      'ketentest-vastleggen',
      { door, functie: 'post' },
      /^functie: verwacht een van: berichtenbox, lopendeZaken, gevonden: 'post'\.$/,
    ],
    [
      'ketentest-vastleggen',
      { door, uitslag: 'passed' },
      /^uitslag: verwacht een van: geslaagd, .*gevonden: 'passed'\.$/,
    ],
    [
      'ketentest-vastleggen',
      { door, datum: '2027-03-01' },
      /^datum: verwacht een datum vanaf dinsdag 2 maart 2027 tot en met woensdag 3 maart 2027, gevonden: '2027-03-01'/,
    ],
    ['ketentest-vastleggen', { door, datum: '2027-03-04' }, /^datum: verwacht/],
    ['ketentest-vastleggen', { door, datum: '2027-02-30' }, /^datum: verwacht een datum die bestaat[^\n]*$/],
    [
      'ketentest-vastleggen',
      { door, uitslag: 'niet-geslaagd' },
      /^Oorzaak: verwacht bij 'niet geslaagd' een van afnemer, leverancier, Logius/,
    ],
    [
      'ketentest-vastleggen',
      { door, uislag: 'geslaagd' },
      /^uislag: verwacht een van de velden uitslag, oorzaak, datum, bevindingen, door, functie, op, gevonden: een onbekend veld\.$/,
    ],
    [
      'ketentest-vastleggen',
      { door, bevindingen: 'a\u0007b' },
      /^bevindingen: verwacht tekst zonder stuurtekens/,
    ],
    ['vertraging-melden', { door }, /^reden: verwacht tekst, gevonden: niets\.$/],
    [
      'vertraging-melden',
      { door, reden: 'x'.repeat(1001) },
      /^reden: verwacht ten hoogste 1000 tekens, gevonden: .{1,100}\.$/,
    ],
    ['gegevens-wijzigen', { door }, /^Verwacht teststart of ingebruikname/],
    [
      'gegevens-wijzigen',
      { door, ingebruikname: '2027-01-01' },
      /^Ingebruikname: verwacht een datum op of na de teststart/,
    ],
    [
      'gegevens-wijzigen',
      { door, teststart: '9999-12-31' },
      /^teststart: verwacht een datum vanaf .* tot en met .*, gevonden: '9999-12-31'/,
    ],
    ['contactpersoon-wijzigen', { door, rol: 'baas', naam: 'x' }, /^rol: verwacht een van: tekenbevoegde, /],
    [
      'contactpersoon-wijzigen',
      { door, rol: 'projectleider', naam: 'x', email: 'x' },
      /^email: verwacht een e-mailadres, gevonden: 'x'\.$/,
    ],
    [
      'advies-boeken',
      { door, minuten: 1 },
      /^'Advies boeken' kan nu niet\. Advies kan tot de formele start\. Die was op .*\. Wel kan: Ketentest vastleggen \(Berichtenbox\)/,
    ],
  ])('%s (case %#)', (code, raw, expected) => {
    const text = reason(chainTest, code, raw);
    expect(text).toMatch(expected);
    expect(text).not.toMatch(english);
  });

  it('and each choice at most once', () => {
    const sim = bring(declared(berichtenbox), 'berichtenbox', 'preproduction');
    expect(reason(sim, 'preproductie-melden', { door, onderdelen: ['oin', 'oin'] })).toMatch(
      /^onderdelen: verwacht elke keuze hoogstens één keer/,
    );
    expect(reason(sim, 'preproductie-melden', { door, onderdelen: [] })).toMatch(
      /^onderdelen: verwacht ten minste (1|één) onderde/,
    );
    expect(reason(sim, 'preproductie-melden', { door, onderdelen: 'oin' })).toMatch(
      /^onderdelen: verwacht een lijst, gevonden: 'oin'/,
    );
  });

  it('and asks for the function when more than one fits; with one it is chosen by itself', () => {
    const sim = declared(both);
    expect(reason(sim, 'intrekken', { door, reden: 'x' })).toBe(
      'Functie: verwacht een keuze, want het kan nu voor Berichtenbox en Lopende Zaken. Voeg toe: "functie":"berichtenbox" of "functie":"lopendeZaken".',
    );
    for (const functie of ['lopendeZaken', 'lopende-zaken', 'Lopende Zaken']) {
      expect(interpret(sim.context, action('intrekken'), { door, reden: 'x', functie })).toMatchObject({
        ok: true,
        event: { function: 'lopendeZaken' },
      });
    }
    act(sim, 'intrekken', 'lopendeZaken', { reden: 'x' });
    expect(interpret(sim.context, action('intrekken'), { door, reden: 'x' })).toMatchObject({
      ok: true,
      event: { function: 'berichtenbox' },
    });
  });
});

describe('hostile input', () => {
  const sims = everywhere;
  const value = fc.oneof(
    fc.anything({ maxDepth: 2 }),
    fc.constantFrom(
      '__proto__',
      'constructor',
      '\u0000',
      '\u202e',
      'x'.repeat(100_000),
      '2027-01-01',
      -1,
      1e308,
      Number.NaN,
      null,
      [],
    ),
    fc.string({ unit: 'binary' }),
  );
  const key = fc.constantFrom(
    'door',
    'op',
    'functie',
    'reden',
    'tijdslot',
    'datum',
    'onderdelen',
    'minuten',
    'naar',
    '__proto__',
    'constructor',
    'toString',
    'klaarOp',
    'teststart',
  );
  const input = fc.oneof(
    value,
    fc.dictionary(key, value),
    fc.dictionary(key, value).map((fields) => ({ door: 'x', reden: 'x', ...fields })),
  );

  it('never throws, and never gets through as anything but an event that the machine knows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sims),
        fc.constantFrom(...businessActions),
        input,
        (sim, { code }, raw) => {
          const meaning = interpret(sim.context, action(code), raw);
          if (!meaning.ok) expect(meaning.reason).toMatch(/^.{5}/s);
          else expect(() => sim.can(meaning.event)).not.toThrow();
        },
      ),
      { numRuns: 1500 },
    );
  });

  it.each([
    '{"door":"x","reden":"x","__proto__":{"functie":"berichtenbox"}}',
    '{"door":"x","reden":"x","constructor":1}',
    '{"__proto__":{"door":"x"},"reden":"x"}',
  ])('reaches no prototype: %s', (json) => {
    const sim = declared(berichtenbox);
    const meaning = interpret(sim.context, action('intrekken'), JSON.parse(json));
    expect(meaning.ok && Object.keys(meaning.event)).not.toContain('__proto__');
    expect(({} as Record<string, unknown>)['functie']).toBeUndefined();
    if (!json.startsWith('{"door"')) expect(meaning).toMatchObject({ ok: false });
  });
});
