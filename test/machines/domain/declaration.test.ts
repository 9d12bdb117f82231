import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isoDate } from '../../../machines/domain/dates.ts';
import {
  additionsSchemaFor,
  completeDeclaration,
  declarationSchema,
  missingParts,
  parseDeclaration,
  warnings,
  type Declaration,
} from '../../../machines/domain/declaration.ts';
import { formatProblems } from '../../../machines/domain/problem.ts';

const complete = {
  organisatie: { naam: 'Utrecht', soort: 'gemeente', cbsCode: 'GM0344', oin: '00000001822477348000' },
  functies: {
    berichtenbox: { teststart: '2027-02-01', ingebruikname: '2027-05-03' },
    lopendeZaken: { teststart: '2027-03-01', ingebruikname: '2027-07-01' },
  },
  ondertekening: {
    persoonsnaam: 'Noor van Dalen',
    naam: 'N. van Dalen',
    functie: 'Gemeentesecretaris',
    plaats: 'Utrecht',
    datum: '2026-12-18',
    handtekening: 'ja',
  },
  contactpersonen: [{ rol: 'projectleider', naam: 'Sem Bakker', email: 'sem@example.org' }],
  ontvangen: { op: '2027-01-04', via: 'post' },
};

function read(input: unknown): Declaration {
  const parsed = parseDeclaration(input);
  if (!parsed.ok) throw new Error(formatProblems(parsed.problems));
  return parsed.declaration;
}

function pathsOf(input: unknown): readonly string[] {
  const parsed = parseDeclaration(input);
  return parsed.ok ? [] : parsed.problems.map(({ path }) => path);
}

const missing = (declaration: Declaration) =>
  missingParts(declaration).map((part) =>
    part.function === null ? part.field : `${part.function}.${part.field}`,
  );

describe('parseDeclaration', () => {
  it('reads what was written', () => {
    expect(read(complete)).toEqual({
      organisation: { name: 'Utrecht', kind: 'gemeente', cbsCode: 'GM0344', oin: '00000001822477348000' },
      supplier: false,
      functions: {
        berichtenbox: { testStart: '2027-02-01', goLive: '2027-05-03' },
        lopendeZaken: { testStart: '2027-03-01', goLive: '2027-07-01' },
      },
      signature: {
        personName: 'Noor van Dalen',
        name: 'N. van Dalen',
        position: 'Gemeentesecretaris',
        place: 'Utrecht',
        date: '2026-12-18',
        signed: true,
      },
      contacts: [
        {
          role: 'projectLead',
          name: 'Sem Bakker',
          email: 'sem@example.org',
          phone: null,
          substitute: false,
          away: null,
        },
      ],
      received: { on: '2027-01-04', via: 'post' },
    });
  });

  it('gives a declaration that survives the journey as JSON', () => {
    const declaration = read(complete);
    expect(declarationSchema.parse(JSON.parse(JSON.stringify(declaration)))).toEqual(declaration);
  });

  it('takes a paper with nothing but a name, a kind and a function', () => {
    const declaration = read({
      organisatie: { naam: 'Almere', soort: 'gemeente' },
      functies: { berichtenbox: null },
    });
    expect(declaration).toMatchObject({
      functions: { berichtenbox: { testStart: null, goLive: null } },
      signature: { signed: false, place: null },
      contacts: [],
      received: { on: null, via: 'digital' },
    });
    expect(Object.keys(declaration.functions)).toEqual(['berichtenbox']);
  });

  it.each([
    ['nothing', undefined, ['']],
    ['a list', [complete], ['']],
    ['no organisation and no function', {}, ['organisatie.naam', 'organisatie.soort', 'functies']],
    ['no function', { ...complete, functies: {} }, ['functies']],
    [
      'an unknown kind',
      { ...complete, organisatie: { naam: 'Utrecht', soort: 'stad' } },
      ['organisatie.soort'],
    ],
    ['an empty name', { ...complete, organisatie: { naam: ' ', soort: 'gemeente' } }, ['organisatie.naam']],
    [
      'a lookalike name',
      { ...complete, organisatie: { naam: 'Utr\u0435cht', soort: 'gemeente' } },
      ['organisatie.naam'],
    ],
    [
      'a function misspelt',
      { ...complete, functies: { ...complete.functies, berichtebox: {} } },
      ['functies.berichtebox'],
    ],
    [
      'dates that are none',
      { ...complete, functies: { lopendeZaken: { teststart: '2027-02-30', ingebruikname: 20270501 } } },
      ['functies.lopendeZaken.teststart', 'functies.lopendeZaken.ingebruikname'],
    ],
    [
      'a function that is no group',
      { ...complete, functies: { berichtenbox: 'ja' } },
      ['functies.berichtenbox'],
    ],
    ['a wrong type', { ...complete, ondertekening: { plaats: ['Utrecht'] } }, ['ondertekening.plaats']],
    [
      'too many contacts',
      {
        ...complete,
        contactpersonen: Array.from({ length: 51 }, () => ({ rol: 'projectleider', naam: 'A' })),
      },
      ['contactpersonen'],
    ],
    [
      'an own prototype',
      JSON.parse('{"__proto__": {"organisatie": {}}}'),
      ['__proto__', 'organisatie.naam', 'organisatie.soort', 'functies'],
    ],
  ])('refuses %s, by its path', (_name, input, paths) => {
    expect([...pathsOf(input)].sort()).toEqual([...paths].sort());
  });

  it('tells all problems at once, also those that need more than one field', () => {
    const supplier = {
      organisatie: { naam: 'Zaaksoftware', soort: 'leverancier', oin: '1' },
      functies: { berichtenbox: { ingebruikname: '2027-06-01' } },
      leveranciersaansluiting: 'ja',
      kleur: 'blauw',
    };
    expect([...pathsOf(supplier)].sort()).toEqual([
      'functies.berichtenbox.ingebruikname',
      'kleur',
      'organisatie.oin',
    ]);
  });

  it('never throws, and finds a path and Dutch words for whatever is wrong', () => {
    const key = fc.constantFrom(
      'organisatie',
      'functies',
      'ondertekening',
      'contactpersonen',
      'ontvangen',
      'x',
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.dictionary(key, fc.anything())), (input) => {
        const parsed = parseDeclaration(input);
        const text = parsed.ok ? '' : formatProblems(parsed.problems);
        expect(parsed.ok || parsed.problems.length > 0).toBe(true);
        expect(text).not.toMatch(/Invalid|expected|received/);
      }),
    );
  });
});

describe('missingParts', () => {
  it('finds nothing on a complete paper', () => {
    expect(missing(read(complete))).toEqual([]);
  });

  it.each(['persoonsnaam', 'naam', 'functie', 'plaats', 'datum', 'handtekening'])(
    'finds %s, when missing, null or empty',
    (field) => {
      for (const value of [undefined, null, '']) {
        const paper = { ...complete, ondertekening: { ...complete.ondertekening, [field]: value } };
        expect(missing(read(paper))).toEqual([field]);
      }
    },
  );

  it('finds an unsigned paper', () => {
    const paper = { ...complete, ondertekening: { ...complete.ondertekening, handtekening: 'nee' } };
    expect(missing(read(paper))).toEqual(['handtekening']);
  });

  it('asks for both dates of each chosen function, and not of the other', () => {
    expect(missing(read({ ...complete, functies: { lopendeZaken: {} } }))).toEqual([
      'lopendeZaken.teststart',
      'lopendeZaken.ingebruikname',
    ]);
  });

  it('asks no ingebruikname of a supplier connection', () => {
    const functies = { berichtenbox: { teststart: '2027-03-01' }, lopendeZaken: {} };
    expect(missing(read({ ...complete, functies, leveranciersaansluiting: true }))).toEqual([
      'lopendeZaken.teststart',
    ]);
  });

  it('finds an ingebruikname before the test start; on the same day is in order', () => {
    const paper = (goLive: string) =>
      read({ ...complete, functies: { berichtenbox: { teststart: '2027-03-01', ingebruikname: goLive } } });
    expect(missing(paper('2027-02-28'))).toEqual(['berichtenbox.ingebruikname']);
    expect(missing(paper('2027-03-01'))).toEqual([]);
  });
});

describe('filling in what is missing', () => {
  const bare = read({
    organisatie: { naam: 'Almere', soort: 'gemeente' },
    functies: { berichtenbox: {}, lopendeZaken: {} },
  });
  const all = {
    persoonsnaam: 'A. Jansen',
    naam: 'A. Jansen',
    functieOndertekenaar: 'Directeur',
    plaats: 'Almere',
    datum: '2027-01-05',
    handtekening: 'ja',
    teststartBerichtenbox: '2027-03-01',
    ingebruiknameBerichtenbox: '2027-06-01',
    teststartLopendeZaken: '2027-04-01',
    ingebruiknameLopendeZaken: '2027-08-01',
  };

  it('takes exactly the missing fields', () => {
    const { properties } = z.toJSONSchema(additionsSchemaFor(missingParts(bare)), { io: 'input' });
    expect(Object.keys(properties ?? {})).toEqual(Object.keys(all));
    expect(additionsSchemaFor(missingParts(read(complete))).safeParse({ plaats: 'Utrecht' }).success).toBe(
      false,
    );
  });

  it('completes the paper, each date at its own place', () => {
    const additions = additionsSchemaFor(missingParts(bare)).parse(all);
    const completed = completeDeclaration(bare, additions);
    expect(missing(completed)).toEqual([]);
    expect(completed.functions).toEqual({
      berichtenbox: { testStart: '2027-03-01', goLive: '2027-06-01' },
      lopendeZaken: { testStart: '2027-04-01', goLive: '2027-08-01' },
    });
    expect(completed.signature).toMatchObject({
      personName: 'A. Jansen',
      position: 'Directeur',
      signed: true,
    });
  });

  it('can be done in parts, and a part signs nothing', () => {
    const additions = additionsSchemaFor(missingParts(bare)).parse({ plaats: 'Almere' });
    const before = missing(bare);
    expect(missing(completeDeclaration(bare, additions))).toEqual(
      before.filter((field) => field !== 'plaats'),
    );
  });

  it('of a signature alone, means that it has come, unless told otherwise', () => {
    const unsigned = read({ ...complete, ondertekening: { ...complete.ondertekening, handtekening: null } });
    const schema = additionsSchemaFor(missingParts(unsigned));
    expect(missing(completeDeclaration(unsigned, schema.parse({})))).toEqual([]);
    expect(missing(completeDeclaration(unsigned, schema.parse({ handtekening: 'nee' })))).toEqual([
      'handtekening',
    ]);
  });

  it('opens no function that was not declared', () => {
    const one = read({ organisatie: complete.organisatie, functies: { berichtenbox: {} } });
    const additions = { teststartLopendeZaken: isoDate('2027-04-01') };
    expect(Object.keys(completeDeclaration(one, additions).functions)).toEqual(['berichtenbox']);
  });
});

describe('warnings', () => {
  it('names every requested date that has passed, and not today', () => {
    expect(warnings(read(complete), isoDate('2027-03-01'))).toEqual([
      'De gewenste teststart van Berichtenbox (maandag 1 februari 2027) ligt in het verleden.',
    ]);
    expect(warnings(read(complete), isoDate('2027-07-02'))).toHaveLength(4);
  });
});
