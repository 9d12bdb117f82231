/** The planning and the declarations of a run: more wishes than places early on, so that some wait and some move. */

export const from = '2027-01-04';

export interface Room {
  readonly organisations: number;
  /** Of each slot. */
  readonly places: number;
}

/** By tranche. What there is room for, as this run has published it. */
export function roomFor(tracks: number): Readonly<Record<string, Room>> {
  const places = Math.max(1, Math.ceil(tracks / 40));
  return {
    '2027-T1': { organisations: Math.ceil(tracks * 0.45), places },
    '2027-T2': { organisations: Math.ceil(tracks * 0.45), places },
    '2028-T1': { organisations: Math.ceil(tracks * 0.5), places },
  };
}

const periods: readonly (readonly [string, string, string, string, string])[] = [
  ['2027-T1', '2027-01-04', '2027-10-29', '2027-02-15', '2027-08-31'],
  ['2027-T2', '2027-02-01', '2028-03-31', '2027-04-05', '2028-01-31'],
  ['2028-T1', '2027-05-03', '2029-12-31', '2027-07-05', '2029-10-31'],
];

export function planningFor(tracks: number) {
  const room = roomFor(tracks);
  return {
    versie: 'chaos',
    tranches: periods.map(([naam, van, totEnMet, first, last]) => ({
      naam,
      van,
      totEnMet,
      ketentesten: { van: first, totEnMet: last },
      maximumOrganisaties: room[naam]?.organisations ?? 0,
      tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: room[naam]?.places ?? 0 }],
    })),
  };
}

export function declarationFor(name: string, random: () => number) {
  const month = () => String(2 + Math.floor(random() * 3)).padStart(2, '0');
  const dates = () => ({
    teststart: `2027-${month()}-01`,
    ingebruikname: `2027-0${6 + Math.floor(random() * 3)}-01`,
  });
  const which = random();
  return {
    organisatie: { naam: name, soort: 'gemeente' },
    functies: {
      ...(which < 0.8 ? { berichtenbox: dates() } : {}),
      ...(which > 0.5 ? { lopendeZaken: dates() } : {}),
    },
    ondertekening: {
      persoonsnaam: 'J. Bakker',
      naam: 'J. Bakker',
      functie: 'directeur',
      plaats: name,
      datum: '2026-12-15',
      handtekening: random() < 0.85,
    },
    contactpersonen: [
      {
        rol: 'projectleider',
        naam: 'P. Smit',
        email: `smit@${name.toLowerCase().replace(' ', '-')}.example`,
      },
    ],
  };
}
