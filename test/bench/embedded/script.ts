import { written } from '../../../machines/track/actions/fields.ts';
import { checklistWords } from '../../../machines/domain/words.ts';
import { preproductionChecklist } from '../../../machines/domain/checklist.ts';
import { connectionFunctions, type ConnectionFunction } from '../../../machines/domain/vocabulary.ts';

/** An Update of a track, as the desk sends it. */
export interface Action {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Reported one by one at first, and the rest together: as consumers do. */
const itemsOneByOne = 6;

/** What the desk records of one consumer after its declaration, until all that is left is the chain tests: 26 actions. */
export const actions: readonly Action[] = [
  {
    name: 'Contactmoment vastleggen',
    input: { kanaal: 'telefoon', met: 'P. Smit', tekst: 'Kennisgemaakt.' },
  },
  ...each('Intentieverklaring goedkeuren'),
  ...each('Inroostering voorstellen'),
  ...each('Akkoord vastleggen'),
  { name: 'Advies boeken', input: { minuten: 60 } },
  ...each('Impactanalyse melden'),
  { name: 'Documenten ontvangen', input: {} },
  { name: 'Documenten goedkeuren', input: {} },
  ...connectionFunctions.flatMap(preparation),
];

function each(name: string): readonly Action[] {
  return connectionFunctions.map((functie) => ({ name, input: { functie } }));
}

function preparation(fn: ConnectionFunction): readonly Action[] {
  const items = preproductionChecklist.items(fn).map((item) => written(checklistWords[item]));
  const reports = [...items.slice(0, itemsOneByOne).map((item) => [item]), items.slice(itemsOneByOne)];
  return reports.map((onderdelen) => ({ name: 'Preproductie melden', input: { functie: fn, onderdelen } }));
}
