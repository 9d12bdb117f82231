import type { Client } from '@temporalio/client';
import { Turns } from '../../../activities/turns.ts';
import { trackId } from '../../../machines/protocol.ts';
import { declare, declaringAtOnce } from '../declaring.ts';
import { actions } from './script.ts';

export interface Loaded {
  readonly seconds: number;
  /** Milliseconds from asking to the answer: of each action on a track, and of each declaration when its turn came. */
  readonly actions: readonly number[];
  readonly declarations: readonly number[];
}

/** Declares, and then does what the script says, one after another; so many consumers at once. */
export async function carryAll(client: Client, names: readonly string[], atOnce: number): Promise<Loaded> {
  const took: number[] = [];
  const declared: number[] = [];
  const turns = new Turns(declaringAtOnce, Infinity);
  const left = names.values();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const name of left) {
        const id = await turns.take(() => timed(declared, () => declare(client, name)));
        const track = client.workflow.getHandle(trackId(id));
        for (const { name: action, input } of actions)
          await timed(took, () =>
            track.executeUpdate<unknown, [object]>(action, { args: [{ door: 'meting', ...input }] }),
          );
      }
    }),
  );
  return { seconds: (performance.now() - began) / 1_000, actions: took, declarations: declared };
}

async function timed<Answer>(times: number[], work: () => Promise<Answer>): Promise<Answer> {
  const began = performance.now();
  const answer = await work();
  times.push(performance.now() - began);
  return answer;
}
