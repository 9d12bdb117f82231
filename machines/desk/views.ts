import type { IsoDate } from '../domain/dates.ts';
import type { Period } from '../domain/planning/plan.ts';
import { trancheQuery } from '../domain/track-queries.ts';
import { listKinds, queryOf, type ListKind } from './queries.ts';

/** The views of the desk in the Temporal UI: saved queries, each under a Dutch name. */

export interface View {
  readonly name: string;
  /** Dutch: what stands in it, as far as its name does not say. */
  readonly explanation: string;
  readonly query: string;
  /** Its dates count from this day; null: it has none, and stays right. */
  readonly on: IsoDate | null;
}

/** A tranche as the desk knows it. */
export interface KnownTranche {
  readonly name: string;
  readonly active: Period;
}

type Words = Pick<View, 'name' | 'explanation'> & { readonly isDated: boolean };

const viewWords: Readonly<Record<ListKind, Words>> = {
  escalated: { name: 'Geëscaleerd', explanation: 'staat al lang open', isDated: false },
  late: { name: 'Te laat', explanation: 'een termijn is voorbij', isDated: true },
  waitsOnDesk: { name: 'Wacht op ons', explanation: 'het Servicecentrum is aan zet', isDated: false },
  taskOpen: { name: 'Open taak', explanation: 'er staat een taak voor ons klaar', isDated: false },
  dueThisWeek: {
    name: 'Uiterlijk deze week',
    explanation: 'een termijn loopt tot en met zondag af, of is al voorbij',
    isDated: true,
  },
  testsThisWeek: {
    name: 'Deze week ketentest',
    explanation: 'een afgesproken ketentest, van vandaag tot en met zondag',
    isDated: true,
  },
  undeliverable: {
    name: 'Onbestelbare mail',
    explanation: 'mail komt niet aan: bel de afnemer',
    isDated: false,
  },
  inDanger: { name: 'Planning in gevaar', explanation: 'er is geen speling meer', isDated: false },
  waitsOnConsumer: { name: 'Wacht op de afnemer', explanation: 'de afnemer is aan zet', isDated: false },
  withoutTranche: {
    name: 'Zonder tranche',
    explanation: 'een functie heeft nog geen plaats in een tranche',
    isDated: false,
  },
  suspended: { name: 'Opgeschort', explanation: 'ligt stil', isDated: false },
  paused: {
    name: 'Gepauzeerd',
    explanation: 'stilgezet met Pause: er gebeurt niets tot iemand Unpause kiest, en de termijnen lopen door',
    isDated: false,
  },
  open: { name: 'Alle lopende trajecten', explanation: 'alles wat niet afgerond is', isDated: false },
  closed: { name: 'Afgerond', explanation: 'gesloten trajecten', isDated: false },
};

/** One for each list, in the order of a working day. */
export function listViews(today: IsoDate): readonly View[] {
  return listKinds.map((kind) => {
    const { name, explanation, isDated } = viewWords[kind];
    return { name, explanation, query: queryOf(kind, today), on: isDated ? today : null };
  });
}

export function trancheView(name: string): View {
  return { name: `Tranche ${name}`, explanation: '', query: trancheQuery(name), on: null };
}

/** Of the tranches that run or are still to come, the first to end first. */
export function tranchesToCome(tranches: readonly KnownTranche[], today: IsoDate): readonly string[] {
  return tranches
    .filter(({ active }) => active.until >= today)
    .toSorted((a, b) => (a.active.until < b.active.until ? -1 : 1))
    .map(({ name }) => name);
}
