/** What the tests' tracks are made from. */

export const plan = {
  versie: 'proef',
  tranches: [
    {
      naam: '2027-T1',
      van: '2027-01-04',
      totEnMet: '2027-09-30',
      ketentesten: { van: '2027-03-01', totEnMet: '2027-08-31' },
      maximumOrganisaties: 20,
      tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 1 }],
    },
  ],
};

/** Complete and signed, for one function. */
export const declarationOf = (naam: string) => ({
  organisatie: { naam, soort: 'gemeente' },
  functies: { berichtenbox: { teststart: '2027-02-15', ingebruikname: '2027-05-01' } },
  ondertekening: {
    persoonsnaam: 'J. Bakker',
    naam: 'J. Bakker',
    functie: 'directeur',
    plaats: naam,
    datum: '2026-12-15',
    handtekening: true,
  },
  contactpersonen: [{ rol: 'projectleider', naam: 'P. Smit', email: 'p.smit@example.org' }],
});
