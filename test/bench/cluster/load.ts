import type { Client } from '@temporalio/client';
import { Turns } from '../../../activities/turns.ts';
import { deskId, deskMessages, trackId, trackMessages } from '../../../machines/protocol.ts';
import type { Told } from '../../chaos/desk.ts';
import { inputFor, type Offer } from '../../system/driver.ts';
import { declarationOf, declaringAtOnce } from '../declaring.ts';

/** What one consumer's way took. */
export interface Way {
  readonly told: readonly Told[];
  /** Of each action, until it was answered. */
  readonly updateMs: readonly number[];
  readonly ms: number;
}

interface NamedOffer extends Offer {
  /** The name of the Update. */
  readonly naam: string;
}

const dates = { teststart: '2027-03-01', ingebruikname: '2027-08-02' };
const declaring = new Turns(declaringAtOnce, Infinity);

/**
 * One consumer, from the declaration of Berichtenbox until it waits for its chain test, which lies weeks away: each time
 * the desk looks what can be done, and does the first thing that brings the track on.
 */
export async function goOneWay(client: Client, name: string, stopped: AbortSignal): Promise<Way> {
  const begun = performance.now();
  const told: Told[] = [];
  const updateMs: number[] = [];
  const ask = async (workflowId: string, action: string, input: object, organisation: string) => {
    const by = `${name}, stap ${told.length + 1}`;
    const asked = performance.now();
    const answer: unknown = await client.workflow
      .getHandle(workflowId)
      .executeUpdate<unknown, [object]>(action, { updateId: by, args: [{ ...input, door: by }] });
    updateMs.push(performance.now() - asked);
    told.push({ by, organisation, action, outcome: 'done', answer: JSON.stringify(answer) });
    return answer;
  };
  const declared = await declaring.take(async () =>
    ask(deskId, deskMessages.register, declarationOf(name, 'gemeente', { berichtenbox: dates }), ''),
  );
  const { id } = declared as { readonly id: string }; // the contract of registering
  for (;;) {
    stopped.throwIfAborted();
    const offers = await client.workflow
      .getHandle(trackId(id))
      .query<readonly NamedOffer[], [number]>(trackMessages.offers, Date.now());
    const offer = offers.find(({ vooruit }) => vooruit);
    if (offer === undefined) return { told, updateMs, ms: performance.now() - begun };
    const scope = offer.functie === null ? {} : { functie: offer.functie };
    await ask(trackId(id), offer.naam, { ...inputFor(offer), ...scope }, id);
  }
}

/** All of them, so many at a time. */
export async function together<T>(
  jobs: readonly (() => Promise<T>)[],
  atOnce: number,
): Promise<readonly T[]> {
  const results: T[] = [];
  const left = [...jobs];
  const lane = async (): Promise<void> => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) results.push(await job());
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
