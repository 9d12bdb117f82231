import { setTimeout as wait } from 'node:timers/promises';
import { WorkflowNotFoundError, WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import { deskId, deskMessages, trackId, trackMessages } from '../../machines/protocol.ts';
import { inputFor, type Offer } from '../system/driver.ts';
import { declarationFor } from './papers.ts';

/** What was asked, and what became of it as far as the asker heard. */
export type Told = {
  /** In the diary as who did it: of this asking alone. */
  readonly by: string;
  readonly organisation: string;
  readonly action: string;
} & (
  | { readonly outcome: 'done'; readonly answer: string }
  | { readonly outcome: 'refused' }
  /** Nobody to ask any more, or the run was over before an answer came. */
  | { readonly outcome: 'unknown' }
);

export interface Desk {
  readonly client: Client;
  readonly random: () => number;
  readonly dayMs: number;
  /** No action is begun any more. */
  readonly closed: AbortSignal;
}

/** A question that a dead worker, or a broken line, took along is asked again. */
const answerMs = 5_000;
const pauseMs = 250;
/** Once the desk has closed, what was begun is asked so many times more. */
const patienceAfter = 12;

/** Beside what brings a track on, with how often each is done, in a thousand. */
const excursions: Readonly<Record<string, number>> = {
  'vertraging-melden': 60,
  'alternatieven-sturen': 40,
  'nieuwe-inroostering-vastleggen': 60,
  'wens-vastleggen': 20,
  'gegevens-wijzigen': 20,
  opschorten: 25,
  'documenten-afkeuren': 60,
  'advies-boeken': 20,
  'contactmoment-vastleggen': 20,
  'tijdslot-vrijgeven': 10,
  intrekken: 12,
};

/**
 * One consumer and the desk that deals with it: declares, and then does what can be done, at its own pace. Some are
 * slow, so that the ladder climbs; some fall silent for good.
 */
export async function carryOn(desk: Desk, name: string): Promise<readonly Told[]> {
  const { random, dayMs, closed } = desk;
  const told: Told[] = [];
  let asked = 0;
  const tell = async (workflowId: string, action: string, input: object, organisation: string) => {
    const by = `${name}, stap ${++asked}`;
    const heard = await ask(desk, workflowId, action, by, { ...input, door: by });
    told.push({ by, organisation, action, ...heard.told });
    return heard.answer;
  };
  await pause(random() * 15 * dayMs);
  const declared = await tell(deskId, deskMessages.register, declarationFor(name, random), '');
  if (declared === undefined) return told;
  const { id } = declared as { readonly id: string }; // the contract of registering
  const pace = paceOf(random);
  const silentAfter = random() < 0.12 ? 1 + Math.floor(random() * 12) : Infinity;
  for (let step = 0; step < silentAfter && !closed.aborted;) {
    await pause(pace() * dayMs);
    const offers = await offersOf(desk, id);
    if (offers === null) break;
    const offer = chosen(offers, random);
    if (offer === undefined) continue;
    step++;
    const scope = offer.functie === null ? {} : { functie: offer.functie };
    await tell(trackId(id), offer.naam, { ...inputOf(offer, random), ...scope }, id);
  }
  return told;

  async function pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: closed }).catch(() => {});
  }
}

/** Days between two actions. */
function paceOf(random: () => number): () => number {
  const kind = random();
  if (kind < 0.6) return () => random() * 6;
  if (kind < 0.85) return () => (random() < 0.2 ? 25 * random() : 4 * random());
  return () => 10 + random() * 15;
}

interface NamedOffer extends Offer {
  /** The name of the Update. */
  readonly naam: string;
}

function chosen(offers: readonly NamedOffer[], random: () => number): NamedOffer | undefined {
  for (const offer of offers)
    if (random() * 1_000 < (excursions[offer.handeling] ?? 0) && !offer.vooruit) return offer;
  const forward = offers.filter(({ vooruit }) => vooruit);
  return forward[Math.floor(random() * forward.length)];
}

function inputOf(offer: NamedOffer, random: () => number): object {
  const { properties = {} } = offer.invoer;
  const input: Record<string, unknown> = { ...inputFor(offer) };
  const later = (name: string, days: number) => {
    const least = properties[name]?.formatMinimum;
    if (least !== undefined) input[name] = plusDays(least, Math.ceil(random() * days));
  };
  if (offer.handeling === 'vertraging-melden' && random() < 0.8) later('klaarOp', 50);
  if (offer.handeling === 'opschorten' && random() < 0.5) later('tot', 30);
  if (offer.handeling === 'gegevens-wijzigen') input['ingebruikname'] = '2027-10-01';
  const outcomes = properties['uitslag']?.enum;
  if (offer.handeling === 'ketentest-vastleggen' && outcomes !== undefined && random() < 0.15)
    Object.assign(input, { uitslag: outcomes[Math.floor(random() * outcomes.length)], oorzaak: 'afnemer' });
  return input;
}

function plusDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Null when the track has closed, or the desk has. */
async function offersOf({ client, closed }: Desk, id: string): Promise<readonly NamedOffer[] | null> {
  while (!closed.aborted) {
    try {
      const offers = await client.withDeadline(Date.now() + answerMs, () =>
        client.workflow
          .getHandle(trackId(id))
          .query<readonly NamedOffer[], [number]>(trackMessages.offers, Date.now()),
      );
      return offers.length === 0 ? null : offers;
    } catch {
      await wait(pauseMs); // no worker or no server now
    }
  }
  return null;
}

interface Heard {
  readonly told:
    | { readonly outcome: 'done'; readonly answer: string }
    | { readonly outcome: 'refused' | 'unknown' };
  /** Undefined when there is none. */
  readonly answer?: unknown;
}

/** With an id of its own, so that asking again does not do it again. What was begun is asked until it is answered. */
async function ask(
  { client, closed }: Desk,
  workflowId: string,
  action: string,
  by: string,
  input: object,
): Promise<Heard> {
  let patience = patienceAfter;
  while (!closed.aborted || patience-- > 0) {
    try {
      const answer = await client.withDeadline(Date.now() + answerMs, () =>
        client.workflow
          .getHandle(workflowId)
          .executeUpdate<unknown, [object]>(action, { updateId: by, args: [input] }),
      );
      return { told: { outcome: 'done', answer: JSON.stringify(answer) }, answer };
    } catch (error) {
      if (error instanceof WorkflowUpdateFailedError) return { told: { outcome: 'refused' } };
      if (error instanceof WorkflowNotFoundError && workflowId !== deskId)
        return { told: { outcome: 'unknown' } };
      await wait(pauseMs); // no worker now, or the workflow is not there yet
    }
  }
  return { told: { outcome: 'unknown' } };
}
