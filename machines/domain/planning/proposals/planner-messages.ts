/** The Updates of a planner, by the names that the Temporal UI shows. */
export const plannerMessages = {
  accept: 'Voorstel aannemen',
  reject: 'Voorstel afwijzen',
  offer: 'Vrij tijdslot aanbieden',
  moveTranche: 'Tranche verplaatsen',
  clearPeriod: 'Periode vrijmaken',
  propose: 'Voorstel indienen',
} as const;
