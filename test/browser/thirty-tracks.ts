import { addDays, isoDate } from '../../machines/domain/dates.ts';
import type { Office } from './office.ts';

/** A Monday on which no term of the set ends. */
export const firstDay = isoDate('2027-01-04');

const tranche = (naam: string, from: string, until: string, tests: string) => ({
  naam,
  van: from,
  totEnMet: until,
  ketentesten: { van: tests, totEnMet: until },
  maximumOrganisaties: 40,
  tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 3 }],
});

const plan = {
  versie: 'browser',
  tranches: [
    tranche('2027-T1', '2027-01-04', '2027-06-30', '2027-02-01'),
    tranche('2027-T2', '2027-04-01', '2027-12-17', '2027-07-01'),
  ],
};

const signature = {
  persoonsnaam: 'J. Bakker',
  naam: 'J. Bakker',
  functie: 'directeur',
  plaats: 'Utrecht',
  datum: '2026-12-15',
  handtekening: true,
};

interface Sample {
  /** Days from the first one until the wish to be tested. */
  readonly testStart?: number;
  readonly bothFunctions?: boolean;
  readonly unsigned?: boolean;
  /** Days ago that the declaration came in. */
  readonly received?: number;
  readonly contact?: string;
  /** Names of Updates, each with its input, that bring it where it is to stand. */
  readonly acts?: readonly (readonly [string, object?])[];
}

const agreed = [
  ['Intentieverklaring goedkeuren'],
  ['Inroostering voorstellen'],
  ['Akkoord vastleggen'],
] as const;

/** What a consumer may write in its own declaration. */
export const hostile = {
  name: 'Kwaad <img src=x onerror="document.title=\'stuk\'"> [klik](javascript:alert(1))',
  contact: '<script>document.title="stuk"</script> **P. Smit** <b>vet</b>',
};

/** Every kind of standing that a list tells apart, several of each. */
const kinds: readonly Sample[] = [
  {},
  { bothFunctions: true, acts: [['Advies boeken', { minuten: 60 }]] },
  { unsigned: true },
  { received: 20 },
  { acts: [['Intentieverklaring goedkeuren']] },
  { acts: agreed },
  { acts: [...agreed, ['Documenten ontvangen'], ['Documenten goedkeuren']] },
  { testStart: 200, acts: agreed },
  { acts: [...agreed, ['Opschorten', { reden: 'Herindeling', tot: '2027-09-01' }]] },
  { acts: [['Intrekken', { reden: 'Geen budget' }]] },
];

/** @returns the ids of thirty organisations, in the order in which they were declared. */
export async function registerThirty(office: Office): Promise<readonly string[]> {
  await office.publish(plan);
  const samples = Array.from({ length: 29 }, (_, at) => ({
    name: `Proefstad ${at + 1}`,
    ...kinds[at % kinds.length],
  }));
  const hostileSample = { name: hostile.name, contact: hostile.contact };
  return await Promise.all([...samples, hostileSample].map((sample) => register(office, sample)));
}

async function register(office: Office, sample: Sample & { readonly name: string }): Promise<string> {
  const teststart = addDays(firstDay, sample.testStart ?? 60);
  const dates = { teststart, ingebruikname: addDays(teststart, 120) };
  const { plaats: _place, handtekening: _hand, ...unsigned } = signature;
  const id = await office.declare({
    organisatie: { naam: sample.name, soort: 'gemeente' },
    functies: { berichtenbox: dates, ...(sample.bothFunctions === true ? { lopendeZaken: dates } : {}) },
    ondertekening: sample.unsigned === true ? unsigned : signature,
    ontvangen: { op: addDays(firstDay, -(sample.received ?? 0)), via: 'post' },
    contactpersonen: [
      { rol: 'projectleider', naam: sample.contact ?? 'P. Smit', email: 'p.smit@example.org' },
    ],
  });
  for (const [action, input] of sample.acts ?? []) await office.act(id, action, input);
  return id;
}
