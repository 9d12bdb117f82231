import type { Client } from '@temporalio/client';
import { trackId, trackMessages } from '../../../machines/protocol.ts';
import type { BusinessAction } from '../../../machines/track/actions/action.ts';
import { notAchieved } from '../../../machines/track/answers.ts';
import { UserError } from '../../user-error.ts';
import { actionByCode, inputFor, parseJson } from '../action-input.ts';
import { bulkJson, bulkText } from '../bulk-report.ts';
import { inBulk, type BulkOutcome } from '../bulk.ts';
import type { Invocation } from '../command.ts';
import { connectToSystem } from '../connection-options.ts';
import { interruption } from '../interrupt.ts';
import { selectTracks } from '../selection.ts';
import { queryNow, update } from '../updates.ts';

/** Enough to keep a worker busy, and leaves room for the desk's own work. */
const atOnce = 8;
const progressLines = 10;

/**
 * `traject doe --selectie`: the same action for each track of a selection. Without --uitvoeren every track is asked
 * what it would say to it, by the rules of the Update itself, and nothing changes.
 */
export async function actOnSelection(selection: string, invocation: Invocation): Promise<number> {
  const [code = '', json, surplus] = invocation.positionals;
  if (surplus !== undefined)
    throw new UserError(
      `'${surplus}' is te veel: verwacht 'traject doe --selectie <query> <handeling> [gegevens]'.`,
      { exitCode: 2 },
    );
  const action = actionByCode(code, '<afnemer>');
  if (json !== undefined) parseJson(json);
  const isCarriedOut = invocation.flag('uitvoeren');
  const client = await connectToSystem(invocation);
  try {
    const ids = await selectTracks(client, selection);
    const question = { client, ids, action, json, invocation };
    const outcome = await (isCarriedOut ? carryOut(question) : tryOnPaper(question));
    const report = { ...outcome, selection, action: action.name, isCarriedOut };
    invocation.out(invocation.flag('json') ? bulkJson(report) : bulkText(report));
    if (outcome.isStopped) return 130;
    return outcome.accepted.length === ids.length ? 0 : 1;
  } finally {
    await client.connection.close();
  }
}

interface Question {
  readonly client: Client;
  readonly ids: readonly string[];
  readonly action: BusinessAction;
  readonly json: string | undefined;
  readonly invocation: Invocation;
}

async function tryOnPaper({ client, ids, action, json, invocation }: Question): Promise<BulkOutcome> {
  return await inBulk({
    ids,
    atOnce,
    onProgress: progress(ids.length, invocation),
    ask: async (id) => {
      const input = await inputFor(client, id, action, json, invocation);
      return await queryNow<string | null>(client, trackId(id), trackMessages.judgement, action.name, input);
    },
  });
}

/** On Ctrl-C what is in flight is finished, and no other track is begun. */
async function carryOut({ client, ids, action, json, invocation }: Question): Promise<BulkOutcome> {
  const stop = new AbortController();
  const ended = new AbortController();
  void interruption(ended.signal).then(() => {
    stop.abort();
    invocation.complain('Stoppen: waar al aan begonnen is, wordt afgemaakt …');
  });
  try {
    return await inBulk({
      ids,
      atOnce,
      stop: stop.signal,
      onProgress: progress(ids.length, invocation),
      ask: async (id) => {
        const input = await inputFor(client, id, action, json, invocation);
        const answer = String(await update(client, trackId(id), action.name, input));
        return answer.startsWith(notAchieved) ? answer : null;
      },
    });
  } finally {
    ended.abort();
  }
}

/** A line to stderr now and then. */
function progress(total: number, { complain }: Invocation): (asked: number) => void {
  const step = Math.max(atOnce, Math.ceil(total / progressLines));
  return (asked) => {
    if (asked % step === 0 && asked < total) complain(`Bezig: ${asked} van de ${total} trajecten.`);
  };
}
