import { withExamples } from '../example-input.ts';
import { toFillIn } from '../to-fill-in.ts';

/** The form of a planning, for a year: to be filled in, since it replaces the whole planning. */
export function planExample(year: number) {
  return {
    versie: toFillIn('naam van deze planning'),
    tranches: [
      {
        naam: `${year}-T1`,
        van: `${year}-01-04`,
        totEnMet: `${year}-09-30`,
        ketentesten: { van: `${year}-03-01`, totEnMet: `${year}-08-31` },
        maximumOrganisaties: 20,
        tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 2 }],
      },
    ],
  };
}

/** What stands below the name of the Update (Dutch). `year`: that the example is of. */
export function publishDescription(year: number): string {
  return withExamples(
    'Publiceert een nieuwe planning in haar geheel: tranches, tijdsloten, sluitingen en beleid, zoals in het planningsbestand. Wat er niet in staat, is er daarna niet meer. Fouten worden alle tegelijk gemeld; dan verandert er niets.',
    [planExample(year)],
  );
}
