import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inBulk, type BulkOutcome } from '../../../worker/cli/bulk.ts';
import { NoAnswer } from '../../../worker/cli/no-answer.ts';
import { UserError } from '../../../worker/user-error.ts';

type Answer = 'yes' | 'no' | 'refused' | 'silence';

interface Case {
  readonly answers: readonly Answer[];
  readonly atOnce: number;
  /** After how many have been asked; none: never. */
  readonly stopAfter: number | null;
}

interface Trial {
  readonly ids: readonly string[];
  readonly outcome: BulkOutcome;
  readonly asked: readonly string[];
  readonly answered: readonly string[];
  /** Of those begun after the stop, or after as many silences in a row as are asked at once. */
  readonly askedInVain: readonly string[];
  readonly mostAtOnce: number;
  readonly progress: readonly number[];
}

const cases = (answer: fc.Arbitrary<Answer>): fc.Arbitrary<Case> =>
  fc.record({
    answers: fc.array(answer, { maxLength: 30 }),
    atOnce: fc.integer({ min: 1, max: 9 }),
    stopAfter: fc.option(fc.integer({ min: 1, max: 30 })),
  });

async function trial({ answers, atOnce, stopAfter }: Case, scheduler: fc.Scheduler): Promise<Trial> {
  const ids = answers.map((_, at) => `gemeente-${at}`);
  const stop = new AbortController();
  const asked: string[] = [];
  const answered: string[] = [];
  const askedInVain: string[] = [];
  const progress: number[] = [];
  let isOver = false;
  let silentInRow = 0;
  let mostAtOnce = 0;
  const running = inBulk({
    ids,
    atOnce,
    stop: stop.signal,
    onProgress: (count) => void progress.push(count),
    ask: async (id) => {
      if (isOver) askedInVain.push(id);
      asked.push(id);
      mostAtOnce = Math.max(mostAtOnce, asked.length - answered.length);
      if (asked.length === stopAfter) {
        isOver = true;
        stop.abort();
      }
      const answer = await scheduler.schedule(Promise.resolve(answers[ids.indexOf(id)]));
      answered.push(id);
      silentInRow = answer === 'silence' ? silentInRow + 1 : 0;
      if (silentInRow === atOnce) isOver = true;
      if (answer === 'silence') {
        throw new NoAnswer('Er kwam geen antwoord.');
      }
      if (answer === 'refused') throw new UserError('geweigerd');
      return answer === 'yes' ? null : 'kan niet';
    },
  });
  const outcome = await scheduler.waitFor(running);
  return { ids, outcome, asked, answered, askedInVain, mostAtOnce, progress };
}

describe('inBulk', () => {
  it('tells of each one what came of it, whatever the order of the answers, and wherever it is stopped', async () => {
    await fc.assert(
      fc.asyncProperty(
        cases(fc.constantFrom('yes', 'no', 'refused', 'silence')),
        fc.scheduler(),
        async (given, scheduler) => {
          const { ids, outcome, asked, answered, askedInVain, mostAtOnce, progress } = await trial(
            given,
            scheduler,
          );
          const told = (answer: Answer) =>
            asked.filter((id) => given.answers[ids.indexOf(id)] === answer).toSorted();
          expect(outcome.accepted).toEqual(told('yes'));
          expect(outcome.refused.map(({ id }) => id).toSorted()).toEqual(
            [...told('no'), ...told('refused')].toSorted(),
          );
          expect(outcome.unanswered).toEqual(told('silence'));
          expect(outcome.left).toEqual(ids.filter((id) => !asked.includes(id)));
          expect(answered.toSorted()).toEqual(asked.toSorted());
          expect(mostAtOnce).toBeLessThanOrEqual(given.atOnce);
          expect(askedInVain).toEqual([]);
          expect(progress).toEqual(asked.map((_, at) => at + 1));
        },
      ),
    );
  });

  it('asks all when nobody stops it and all answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        cases(fc.constantFrom('yes', 'no', 'refused')),
        fc.scheduler(),
        async (given, scheduler) => {
          const { ids, asked, outcome } = await trial({ ...given, stopAfter: null }, scheduler);
          expect(asked).toEqual(ids);
          expect(outcome).toMatchObject({ left: [], unanswered: [], isStopped: false });
        },
      ),
    );
  });

  it('asks all others when one is stuck, but not when nobody is there', async () => {
    const ids = Array.from({ length: 20 }, (_, at) => `gemeente-${at}`);
    const asked = (isSilent: (id: string) => boolean) =>
      inBulk({
        ids,
        atOnce: 3,
        onProgress: () => {},
        ask: async (id) => {
          if (isSilent(id)) throw new NoAnswer('Er kwam geen antwoord.');
          return null;
        },
      });
    expect(await asked((id) => id === 'gemeente-1')).toMatchObject({ unanswered: ['gemeente-1'], left: [] });
    const { unanswered, left } = await asked(() => true);
    expect({ unanswered, left }).toEqual({ unanswered: ids.slice(0, 3), left: ids.slice(3) });
  });

  it('fails on what is no refusal', async () => {
    const ask = async () => {
      throw new TypeError('kapot');
    };
    await expect(inBulk({ ids: ['a'], atOnce: 2, ask, onProgress: () => {} })).rejects.toThrow('kapot');
  });
});
