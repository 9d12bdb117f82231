import { createHash } from 'node:crypto';
import { addDays, isoDate } from '../../machines/domain/dates.ts';
import type { Office } from './office.ts';

/** A Monday, late on which the set is made. On Wednesday some terms are over, and the first escalation has fired. */
export const eve = isoDate('2027-01-04');

const tranche = (naam: string, from: string, until: string, tests: string) => ({
  naam,
  van: from,
  totEnMet: until,
  ketentesten: { van: tests, totEnMet: until },
  maximumOrganisaties: 40,
  tijdsloten: [{ dagen: ['donderdag', 'vrijdag'], begin: '09:00', plaatsen: 4 }],
});

const plan = {
  versie: 'browser',
  beleid: {
    termijnen: { sluiten: 0 },
    // A test can be had on Thursday, and what was not done for it by Wednesday is in danger.
    nominaal: { preproductie: { berichtenbox: 2 } },
    // As early, and as steep, as can be.
    ladder: { verzendenVanaf: '00:05', spreidingMinuten: 1, teLaat: 1, escalatie1: 2 },
  },
  tranches: [
    tranche('2027-T1', '2027-01-04', '2027-06-30', '2027-01-05'),
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
  readonly name?: string;
  /** Days from the eve until the wish to begin testing. */
  readonly testStart?: number;
  readonly bothFunctions?: boolean;
  readonly unsigned?: boolean;
  /** Days ago that the declaration came in. */
  readonly received?: number;
  readonly contact?: string;
  /** The contact has no address. */
  readonly withoutMail?: boolean;
  readonly bounces?: boolean;
  readonly isToBeCancelled?: boolean;
  /** Names of Updates, each with its input, that bring it where it is to stand. */
  readonly acts?: readonly (readonly [string, object?])[];
}

const agreed = [
  ['Intentieverklaring goedkeuren'],
  ['Inroostering voorstellen'],
  ['Akkoord vastleggen'],
] as const;
const applied = [...agreed, ['Documenten ontvangen'], ['Documenten goedkeuren']] as const;
const suspend = ['Opschorten', { reden: 'Herindeling', tot: '2027-09-01' }] as const;
const withdraw = ['Intrekken', { reden: 'Geen budget' }] as const;

/** What a consumer may write in its own declaration. */
const hostile = {
  name: 'Kwaad <img src=x onerror="document.title=\'stuk\'"> [klik](javascript:alert(1))',
  contact: '<script>document.title="stuk"</script> **P. Smit** <b>vet</b>',
};

/** Every kind of standing that a list tells apart. The wish of `testStart` -2 has a test this week. */
const kinds: readonly Sample[] = [
  {},
  { bothFunctions: true, acts: [['Advies boeken', { minuten: 60 }]] },
  { unsigned: true },
  { received: 20 },
  { acts: [['Intentieverklaring goedkeuren']] },
  { acts: agreed },
  { acts: applied },
  { testStart: 200, acts: agreed },
  { acts: [...agreed, suspend] },
  { acts: [withdraw] },
  { testStart: -2, acts: agreed }, // in danger on Wednesday
  { received: 8 }, // due on the eve: its first escalation is on Wednesday
  { bounces: true },
  { withoutMail: true },
  { testStart: 700 }, // after the last tranche
  { isToBeCancelled: true },
  { received: 20, acts: [suspend] }, // late, but at rest
  { received: 7 },
  { testStart: -2, acts: [['Intentieverklaring goedkeuren']] }, // a test this week that is only voorlopig
  { bothFunctions: true, acts: [['Intrekken', { functie: 'lopendeZaken', reden: 'Later' }]] },
];

/** @returns the ids of thirty organisations, in the order in which they were declared. */
export async function registerThirty(office: Office): Promise<readonly string[]> {
  await office.publish(plan);
  const samples = Array.from({ length: 29 }, (_, at) => ({
    name: `Proefstad ${at + 1}`,
    ...kinds[at % kinds.length],
  }));
  const ids = await Promise.all(samples.map((sample) => register(office, sample)));
  // The last to register, and the first to be tested: so it stands on the pages of the desk and the planning.
  return [...ids, await register(office, { ...hostile, testStart: -2 })];
}

async function register(office: Office, sample: Sample): Promise<string> {
  const teststart = addDays(eve, sample.testStart ?? 60);
  const dates = { teststart, ingebruikname: addDays(teststart, 120) };
  const { plaats: _place, handtekening: _hand, ...unsigned } = signature;
  const email = 'p.smit@example.org';
  const id = await office.declare({
    organisatie: { naam: sample.name, soort: 'gemeente' },
    functies: { berichtenbox: dates, ...(sample.bothFunctions === true ? { lopendeZaken: dates } : {}) },
    ondertekening: sample.unsigned === true ? unsigned : signature,
    ontvangen: { op: addDays(eve, -(sample.received ?? 0)), via: 'post' },
    contactpersonen: [
      {
        rol: 'projectleider',
        naam: sample.contact ?? 'P. Smit',
        ...(sample.withoutMail === true ? { telefoon: '030-1234567' } : { email }),
      },
    ],
  });
  for (const [action, input] of sample.acts ?? []) await office.act(id, action, input);
  if (sample.isToBeCancelled === true) await office.requestCancellation(id);
  if (sample.bounces === true) {
    const failures = [{ address: email, permanent: true, reason: '550 mailbox unavailable' }];
    await office.bounce(id, { id: createHash('sha256').update(id).digest('hex'), failures, sentTo: email });
  }
  return id;
}
