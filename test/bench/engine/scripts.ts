import { businessActions } from '../../../machines/track/actions/index.ts';
import { interpret } from '../../../machines/track/actions/interpret.ts';
import { forwardOffers } from '../../../machines/track/actions/offers.ts';
import { nextDue } from '../../../machines/engine/step.ts';
import { eventsFor } from '../../machines/track/samples.ts';
import { randomFrom } from '../random.ts';
import { Life } from './life.ts';

const day = 24 * 3_600_000;
const seed = 2027;

/** A track that goes from its declaration to its end: mostly what comes next, now and then something else, with the time it takes. */
export function straightOn(): Life {
  const random = randomFrom(seed);
  const life = Life.declared();
  for (let turns = 0; !life.done && turns < 2_000; turns++) {
    life.ask();
    const next = forwardOffers(life.context);
    const chosen = next[Math.floor(random() * next.length)];
    const action = businessActions.find(({ name }) => name === chosen?.name);
    const meaning =
      chosen === undefined || action === undefined
        ? null
        : interpret(life.context, action, { ...JSON.parse(chosen.input), door: 'bench' });
    if (meaning?.ok === true && random() < 0.7 && life.can(meaning.event)) life.send(meaning.event);
    else life.until(Math.max(life.now + 1, Math.min(nextDue(life.state) ?? Infinity, life.now + 7 * day)));
  }
  return life;
}

/** Whatever is possible, in any order: delays, corrections, withdrawals, and events that are refused. */
export function everyWay(): Life {
  const random = randomFrom(seed);
  const life = Life.declared();
  for (let turns = 0; !life.done && life.happenings.length < 400; turns++) {
    if (turns % 5 === 0) life.ask();
    const events = eventsFor(life.context);
    const event = events[Math.floor(random() * events.length)];
    const isKept = random() < 0.1 || (event !== undefined && life.can(event));
    // Few ways lead back from an end.
    const isEnd = event?.type === 'withdrawn' || event?.type === 'succeeded';
    if (event !== undefined && isKept && !(isEnd && random() < 0.9)) life.send(event);
    if (random() < 0.3) life.until(life.now + Math.floor(random() * 10) * day);
  }
  return life;
}
