import { trackId, trackMessages } from '../../../machines/protocol.ts';
import { notAchieved } from '../../../machines/track/answers.ts';
import { UserError } from '../../user-error.ts';
import { actionByCode, inputFor, parseJson } from '../action-input.ts';
import { bulkJson, bulkText } from '../bulk-report.ts';
import { bulkRun } from '../bulk-run.ts';
import type { Invocation } from '../command.ts';
import { connectToSystem } from '../connection-options.ts';
import { selectTracks } from '../selection.ts';
import { queryNow, update } from '../updates.ts';

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
    const ask = async (id: string): Promise<string | null> => {
      const input = await inputFor(client, id, action, json, invocation);
      if (!isCarriedOut)
        return await queryNow(client, trackId(id), trackMessages.judgement, action.name, input);
      const answer = String(await update(client, trackId(id), action.name, input));
      return answer.startsWith(notAchieved) ? answer : null;
    };
    const outcome = await bulkRun({ ids, isCarriedOut, ask, invocation });
    const report = { ...outcome, selection, action: action.name, isCarriedOut };
    invocation.out(invocation.flag('json') ? bulkJson(report) : bulkText(report));
    if (outcome.isStopped) return 130;
    return outcome.accepted.length === ids.length ? 0 : 1;
  } finally {
    await client.connection.close();
  }
}
