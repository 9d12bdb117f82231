import { isoDate } from '../../../machines/domain/dates.ts';
import type { Office } from '../office.ts';

/** A Monday. */
export const showDay = isoDate('2027-02-01');

const plan = {
  versie: '2027-voorjaar',
  tranches: [
    {
      naam: '2027-T1',
      van: '2027-01-04',
      totEnMet: '2027-07-02',
      ketentesten: { van: '2027-02-02', totEnMet: '2027-05-28' },
      maximumOrganisaties: 12,
      tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 1 }],
    },
    {
      naam: '2027-T2',
      van: '2027-05-03',
      totEnMet: '2027-12-17',
      ketentesten: { van: '2027-06-01', totEnMet: '2027-11-26' },
      maximumOrganisaties: 12,
      tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 1 }],
    },
  ],
};

type Act = readonly [string, object?];

const on = (day: string, ...acts: readonly Act[]): readonly Act[] =>
  acts.map(([name, input]) => [name, { op: day, ...input }]);

/** A handful of tracks that tell something. @returns the ids of those that are shown. */
export async function telling(office: Office) {
  await office.publish(plan);
  const declare = async (
    naam: string,
    received: string,
    functies: object,
    acts: readonly Act[] = [],
  ): Promise<string> => {
    const id = await office.declare({
      organisatie: { naam, soort: 'gemeente' },
      functies,
      ontvangen: { op: received, via: 'post' },
      ondertekening: {
        persoonsnaam: 'M. de Boer',
        naam: 'M. de Boer',
        functie: 'gemeentesecretaris',
        plaats: naam,
        datum: received,
        handtekening: true,
      },
      contactpersonen: [
        {
          rol: 'projectleider',
          naam: 'J. Bakker',
          email: `j.bakker@${naam.toLowerCase()}.example.org`,
          telefoon: '030-1234567',
        },
      ],
    });
    for (const [name, input] of acts) await office.act(id, name, input);
    return id;
  };
  const berichtenbox = { teststart: '2027-03-01', ingebruikname: '2027-05-03' };
  const lopendeZaken = { teststart: '2027-06-01', ingebruikname: '2027-10-01' };
  const agreed = (met: string): readonly Act[] => [
    ...on('2027-01-12', ['Intentieverklaring goedkeuren']),
    ...on('2027-01-14', ['Inroostering voorstellen', { met }]),
    ...on('2027-01-19', ['Akkoord vastleggen', { met }]),
  ];
  const applied = [
    ...agreed('J. Bakker'),
    ...on('2027-01-22', ['Documenten ontvangen']),
    ...on('2027-01-25', ['Documenten goedkeuren']),
  ];
  const underway = await declare('Utrecht', '2027-01-11', { berichtenbox, lopendeZaken }, [
    ...on('2027-01-12', ['Intentieverklaring goedkeuren', { functie: 'berichtenbox' }]),
    ...on('2027-01-14', ['Inroostering voorstellen', { functie: 'berichtenbox' }]),
    ...on('2027-01-19', ['Akkoord vastleggen', { functie: 'berichtenbox' }]),
    ...on('2027-01-28', ['Advies boeken', { minuten: 60 }]),
  ]);
  const delayed = await declare('Ede', '2027-01-11', { berichtenbox }, [
    ...applied,
    [
      'Vertraging melden',
      { reden: 'Het certificaat laat op zich wachten', oorzaak: 'leverancier', klaarOp: '2027-05-10' },
    ],
    ['Alternatieven sturen'],
  ]);
  const fresh = await declare('Zeist', '2027-01-28', { berichtenbox });
  await declare('Soest', '2027-01-11', { berichtenbox });
  await declare('Baarn', '2027-01-12', { berichtenbox }, agreed('J. Bakker'));
  await declare('Amersfoort', '2027-01-12', { lopendeZaken }, applied);
  await declare('Woerden', '2027-01-12', { berichtenbox }, [
    ...agreed('J. Bakker'),
    ['Opschorten', { tot: '2027-09-01', reden: 'Herindeling' }],
  ]);
  return { underway, delayed, fresh };
}
