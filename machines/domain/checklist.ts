import type { ConnectionFunction, Party } from './vocabulary.ts';

/**
 * The checklists of preproduction and go-live, in order (public Logius pages). `after`: what must be done
 * first; so the items that can be done now are those whose predecessors are done.
 */
export const checklistItems = [
  'accessRequested',
  'oin',
  'certificate',
  'accessData',
  'networkPath',
  'messageFlows',
  'acceptanceTest',
  'supplierPortal',
  'cpa',
  'connectionCheck',
] as const;
export type ChecklistItem = (typeof checklistItems)[number];

export const goLiveItems = [
  'productionCertificate',
  'productionCpa',
  'productionNetwork',
  'productionCheck',
] as const;
export type GoLiveItem = (typeof goLiveItems)[number];

interface ItemRule<Item> {
  readonly party: Party;
  readonly after: readonly Item[];
  /** Null: both functions. */
  readonly only: ConnectionFunction | null;
}

/** Testing begins with the request for access to preproduction [seed]. */
const preproductionRules: Readonly<Record<ChecklistItem, ItemRule<ChecklistItem>>> = {
  accessRequested: { party: 'consumer', after: [], only: null },
  oin: { party: 'consumer', after: [], only: null },
  certificate: { party: 'consumer', after: [], only: null },
  accessData: { party: 'desk', after: ['accessRequested'], only: null },
  networkPath: { party: 'consumer', after: ['accessRequested'], only: null },
  messageFlows: { party: 'consumer', after: ['accessData', 'certificate', 'networkPath'], only: null },
  acceptanceTest: { party: 'consumer', after: ['messageFlows'], only: null },
  supplierPortal: { party: 'consumer', after: ['accessData'], only: 'berichtenbox' },
  cpa: { party: 'consumer', after: ['oin', 'certificate'], only: null },
  connectionCheck: { party: 'desk', after: ['messageFlows', 'cpa'], only: null },
};

const goLiveRules: Readonly<Record<GoLiveItem, ItemRule<GoLiveItem>>> = {
  productionCertificate: { party: 'consumer', after: [], only: null },
  productionCpa: { party: 'consumer', after: ['productionCertificate'], only: null },
  productionNetwork: { party: 'consumer', after: [], only: null },
  productionCheck: { party: 'desk', after: ['productionCpa', 'productionNetwork'], only: null },
};

interface Checklist<Item extends string> {
  /** The items that this function needs, in order. */
  items(fn: ConnectionFunction): readonly Item[];
  party(item: Item): Party;
  /** Not done yet, in order. */
  open(fn: ConnectionFunction, done: Done<Item>): readonly Item[];
  /** Open items that can be reported together: each one's predecessors are done, or stand before it in `together`. */
  reportable(fn: ConnectionFunction, done: Done<Item>, together: readonly Item[]): boolean;
  /** The open items that wait on nothing but their party. */
  ready(fn: ConnectionFunction, done: Done<Item>): readonly Item[];
}

type Done<Item extends string> = Readonly<Partial<Record<Item, unknown>>>;

function checklist<Item extends string>(
  order: readonly Item[],
  rules: Readonly<Record<Item, ItemRule<Item>>>,
): Checklist<Item> {
  const items = (fn: ConnectionFunction) =>
    order.filter((item) => rules[item].only === null || rules[item].only === fn);
  const isDone = (done: Done<Item>, item: Item) => done[item] !== undefined;
  const open = (fn: ConnectionFunction, done: Done<Item>) => items(fn).filter((item) => !isDone(done, item));
  return {
    items,
    party: (item) => rules[item].party,
    open,
    ready: (fn, done) =>
      open(fn, done).filter((item) => rules[item].after.every((before) => isDone(done, before))),
    reportable(fn, done, together) {
      const still = open(fn, done);
      return together.every(
        (item) =>
          still.includes(item) &&
          rules[item].after.every((before) => isDone(done, before) || together.includes(before)),
      );
    },
  };
}

export const preproductionChecklist = checklist(checklistItems, preproductionRules);
export const goLiveChecklist = checklist(goLiveItems, goLiveRules);
