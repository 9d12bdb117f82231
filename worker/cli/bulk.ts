import { UserError } from '../user-error.ts';
import { NoAnswer } from './no-answer.ts';

/** What came of the same thing asked of many tracks, by organisation. */
export interface BulkOutcome {
  readonly accepted: readonly string[];
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
  /** Asked, but nobody answered: it may have been done. */
  readonly unanswered: readonly string[];
  /** Not asked any more. */
  readonly left: readonly string[];
  readonly isStopped: boolean;
}

interface Bulk {
  readonly ids: readonly string[];
  /** A reason why not, or null. A UserError is a reason as well. */
  readonly ask: (id: string) => Promise<string | null>;
  readonly atOnce: number;
  /** From then on no other is asked. */
  readonly stop?: AbortSignal;
  /** How many have been asked, after each one. */
  readonly onProgress: (asked: number) => void;
}

/**
 * Asks each, a few at once. When it is stopped, no other is begun, and those in flight are waited for; so too when as
 * many in a row do not answer as are asked at once: one can be stuck by itself, but then nobody is there.
 */
export async function inBulk({ ids, ask, atOnce, stop, onProgress }: Bulk): Promise<BulkOutcome> {
  const accepted: string[] = [];
  const refused: { id: string; reason: string }[] = [];
  const unanswered: string[] = [];
  const left = [...ids];
  let silentInRow = 0;
  let isNobodyThere = false;
  const one = async (id: string): Promise<void> => {
    try {
      const reason = await ask(id);
      silentInRow = 0;
      if (reason === null) accepted.push(id);
      else refused.push({ id, reason });
    } catch (error) {
      if (error instanceof NoAnswer) {
        unanswered.push(id);
        silentInRow++;
        isNobodyThere ||= silentInRow === atOnce;
      } else if (error instanceof UserError) {
        refused.push({ id, reason: error.message });
        silentInRow = 0;
      } else throw error;
    }
    onProgress(accepted.length + refused.length + unanswered.length);
  };
  const next = (): string | undefined => (stop?.aborted === true || isNobodyThere ? undefined : left.shift());
  const worker = async (): Promise<void> => {
    for (let id = next(); id !== undefined; id = next()) await one(id);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return {
    accepted: accepted.toSorted(),
    refused: refused.toSorted((a, b) => a.id.localeCompare(b.id)),
    unanswered: unanswered.toSorted(),
    left,
    isStopped: stop?.aborted === true,
  };
}
