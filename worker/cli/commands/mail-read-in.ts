import { createReadStream } from 'node:fs';
import type { Invocation } from '../command.ts';
import { connectToSystem } from '../connection-options.ts';
import { isDone, takeIn, type TakenIn } from '../incoming-mail.ts';

interface FileOutcome extends TakenIn {
  readonly bestand: string;
}

/**
 * `traject mail inlezen`: each file by itself, so that a bad one does not stop the others. The exit code is 1 when a
 * mail could not be read, or could not be brought to its track: such a mail has to be read by a person.
 */
export async function readIn(invocation: Invocation, paths: readonly string[]): Promise<number> {
  const asJson = invocation.flag('json');
  const outcomes: FileOutcome[] = [];
  const client = await connectToSystem(invocation);
  try {
    for (const path of paths) {
      const outcome = { bestand: path, ...(await takeIn(client, () => sourceOf(path))) };
      outcomes.push(outcome);
      if (!asJson) (isDone(outcome) ? invocation.out : invocation.complain)(lineOf(outcome));
    }
  } finally {
    // Also when the system is gone halfway: what was done stays done.
    if (asJson) invocation.out(JSON.stringify(outcomes, null, 2));
    await client.connection.close();
  }
  return outcomes.every(isDone) ? 0 : 1;
}

function sourceOf(path: string) {
  return path === '-' ? process.stdin : createReadStream(path);
}

function lineOf({ bestand, uitkomst, afnemer, uitleg }: FileOutcome): string {
  const name = bestand === '-' ? 'standaardinvoer' : bestand;
  return `${name}: ${uitkomst}${afnemer === null ? '' : ` (${afnemer})`}. ${uitleg}`;
}
