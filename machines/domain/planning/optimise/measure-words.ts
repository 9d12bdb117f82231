import type { MeasureName } from './measures.ts';

/** As planners read them. */
export const measureWords: Readonly<Record<MeasureName, string>> = {
  unplaced: 'zonder tijdslot',
  lateness: 'dagen uitloop samen',
  greatest: 'grootste uitloop',
  moves: 'verplaatsingen',
  load: 'ongelijkheid van de weken',
};
