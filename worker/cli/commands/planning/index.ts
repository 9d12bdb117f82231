import type { Family } from '../../command-table.ts';

/** What a planner does from the command line; the same orders stand in the Temporal UI, at the workflow `planning`. */
export const planning: Family = {
  name: 'planning',
  summary: 'De planning van tranches en ketentesten: controleren, publiceren, bekijken en veranderen.',
  example: 'npx traject planning toon',
  members: {
    controleer: {
      summary: 'Noemt alles wat er mis is met een planningsbestand, en wie een plaats zou verliezen',
      load: async () => (await import('./check.ts')).check,
    },
    publiceer: {
      summary: 'Maakt een planningsbestand de nieuwe planning',
      load: async () => (await import('./publish.ts')).publish,
    },
    toon: {
      summary: 'Toont tranches, bezetting, vrije plaatsen, wachtlijst en voorstellen',
      load: async () => (await import('./show.ts')).show,
    },
    optimaliseer: {
      summary: 'Rekent de beste planning uit, en zet die klaar als voorstel als u dat vraagt',
      load: async () => (await import('./optimise.ts')).optimise,
    },
    watals: {
      summary: 'Rekent uit wat uitval, een latere tranche of meer organisaties doen',
      load: async () => (await import('./suppose.ts')).suppose,
    },
    alternatieven: {
      summary: 'Toont de beste andere tijdsloten voor één functie',
      load: async () => (await import('./alternatives.ts')).alternatives,
    },
    aanbieden: {
      summary: 'Biedt een vrij tijdslot aan één afnemer aan',
      load: async () => (await import('./offer.ts')).offer,
    },
    'verplaats-tranche': {
      summary: 'Maakt een voorstel om iedereen uit een tranche te verplaatsen',
      load: async () => (await import('./move-tranche.ts')).moveTranche,
    },
    'maak-vrij': {
      summary: 'Maakt een voorstel om alle ketentesten uit een periode te verplaatsen',
      load: async () => (await import('./clear-period.ts')).clearPeriod,
    },
    aannemen: {
      summary: 'Neemt een voorstel aan, in zijn geheel of per verplaatsing',
      load: async () => (await import('./accept.ts')).accept,
    },
    afwijzen: {
      summary: 'Wijst een voorstel af, of trekt het in',
      load: async () => (await import('./reject.ts')).reject,
    },
  },
};
