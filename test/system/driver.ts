/**
 * Drives tracks to their end knowing nothing of the domain: it asks `status --json` who there is and
 * `doe <afnemer> --json` what can be done, and does the first thing that brings a track on, with the defaults of
 * its schema.
 */

export type Traject = (
  ...args: readonly string[]
) => Promise<{ readonly code: number; readonly out: string; readonly err: string }>;

export interface Driven {
  readonly id: string;
  readonly steps: readonly string[];
  readonly done: boolean;
}

export interface Offer {
  readonly handeling: string;
  readonly functie: string | null;
  readonly vooruit: boolean;
  readonly invoer: {
    readonly required?: readonly string[];
    readonly properties?: Readonly<Record<string, Field>>;
  };
}
interface Field {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly formatMinimum?: string;
}

interface Row {
  readonly id: string;
  readonly status: string;
  readonly functies: readonly { readonly wachtOp: string | null }[];
}

/** Until nobody waits on anything, or the time is up. `pause` lets business time pass when nothing can be done now. */
export async function drive(
  traject: Traject,
  pause: () => Promise<void>,
  until: () => boolean,
): Promise<readonly Driven[]> {
  const steps = new Map<string, string[]>();
  for (;;) {
    const rows = JSON.parse((await traject('status', '--json')).out) as readonly Row[]; // the contract of `status --json`
    const open = rows.filter(({ functies }) => functies.some(({ wachtOp }) => wachtOp !== null));
    if (open.length === 0 || until()) {
      return rows.map(({ id }) => ({
        id,
        steps: steps.get(id) ?? [],
        done: !open.some((row) => row.id === id),
      }));
    }
    let acted = false;
    // One after the other as far as it goes: in turns, a slot would pass before its function is ready on a slow machine.
    for (const { id } of open) {
      for (let step = await advance(traject, id); step !== null; step = await advance(traject, id)) {
        acted = true;
        steps.set(id, [...(steps.get(id) ?? []), step]);
        if (until()) break;
      }
    }
    if (!acted) await pause();
  }
}

async function advance(traject: Traject, id: string): Promise<string | null> {
  const offer = await nextOffer(traject, id);
  if (offer === undefined) return null;
  const scope = offer.functie === null ? [] : ['--functie', offer.functie];
  const done = await traject('doe', id, offer.handeling, ...scope, JSON.stringify(inputFor(offer)));
  if (done.code === 0) return `${offer.functie ?? ''} ${offer.handeling}`.trim();
  // Time passes between an offer and an action, and a slot with it: then it is offered no more.
  const next = await nextOffer(traject, id);
  if (next?.handeling === offer.handeling && next.functie === offer.functie)
    throw new Error(`${id} ${offer.handeling}: ${done.err}`);
  return null;
}

async function nextOffer(traject: Traject, id: string): Promise<Offer | undefined> {
  const { code, out } = await traject('doe', id, '--json');
  if (code !== 0) return undefined; // closed meanwhile
  const offers = JSON.parse(out) as readonly Offer[]; // the contract of `doe --json`
  return offers.find(({ vooruit }) => vooruit);
}

/** The least that is asked. */
export function inputFor({ invoer }: Offer): Readonly<Record<string, unknown>> {
  const { properties = {}, required = [] } = invoer;
  return Object.fromEntries(
    required
      .filter((name) => properties[name]?.default === undefined)
      .map((name) => [name, valueFor(properties[name] ?? {})]),
  );
}

function valueFor(field: Field): unknown {
  if (field.enum !== undefined) return field.enum[0];
  if (field.format === 'date') return field.formatMinimum ?? '2027-09-30';
  switch (field.type) {
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return field.minimum ?? 1;
    default:
      return 'ingevuld door een programma';
  }
}
