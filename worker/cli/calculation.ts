import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { WorkflowFailedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { calculationText } from '../../machines/domain/planning/optimise/calculation-text.ts';
import type { Supposal } from '../../machines/domain/planning/optimise/question.ts';
import { taskQueue, workflowTypes } from '../../machines/protocol.ts';
import type { CalculationInput, CalculationResult } from '../../workflows/doorrekening.ts';
import { UserError } from '../user-error.ts';
import type { Invocation } from './command.ts';
import { connectToSystem } from './connection-options.ts';
import { interruption } from './interrupt.ts';
import { signedBy } from './signature.ts';

interface Question {
  readonly supposal: Supposal | null;
  readonly submit: boolean;
}

/** Has the planning worked out by the worker, tells how far it is, and prints what came of it. Ctrl-C stops the solver. */
export async function calculate(invocation: Invocation, question: Question): Promise<number> {
  const client = await connectToSystem(invocation);
  try {
    const { calculation, answer } = await resultOf(client, invocation, {
      by: signedBy(invocation),
      ...question,
    });
    if (calculation.kind === 'failed') throw new UserError(calculation.reason);
    if (invocation.flag('json')) {
      invocation.out(JSON.stringify({ ...calculation, antwoord: answer }, null, 2));
    } else {
      invocation.out(calculationText(question.supposal, calculation));
      if (answer !== null) invocation.out(`\n${answer}`);
    }
    return 0;
  } finally {
    await client.connection.close();
  }
}

async function resultOf(
  client: Client,
  invocation: Invocation,
  input: CalculationInput,
): Promise<CalculationResult> {
  const handle = await client.workflow.start(workflowTypes.calculation, {
    workflowId: `${workflowTypes.calculation}-${randomUUID()}`,
    taskQueue,
    args: [input],
  });
  const ended = new AbortController();
  try {
    const result: Promise<unknown> = handle.result();
    const outcome = await Promise.race([result, interruption(), progress(handle, invocation, ended.signal)]);
    if (outcome === 'interrupted') {
      await handle.cancel();
      throw new UserError('Het doorrekenen is gestopt. Er is niets veranderd.', { exitCode: 130 });
    }
    if (outcome === 'noWorker') {
      await handle.terminate('Niemand rekent dit uit');
      throw new UserError(
        'Er kwam geen antwoord: de worker draait niet, of is te druk. Kijk of het systeem nog draait.',
      );
    }
    return outcome as CalculationResult; // of that workflow
  } catch (cause) {
    if (!(cause instanceof WorkflowFailedError)) throw cause;
    throw new UserError(`Het doorrekenen is mislukt. Er is niets veranderd. Zie ${handle.workflowId}.`, {
      cause,
    });
  } finally {
    ended.abort();
  }
}

const lookMs = 250;
/** Longer than a busy worker needs to begin. */
const patienceMs = 60_000;

/** Resolves only when nobody works on it. */
async function progress(
  handle: WorkflowHandle,
  { complain }: Invocation,
  ended: AbortSignal,
): Promise<'noWorker'> {
  const began = performance.now();
  let said = '';
  while (!ended.aborted) {
    const { raw } = await handle.describe();
    const [activity] = raw.pendingActivities ?? [];
    const told = await decodeArrayFromPayloads(
      handle.client.options.loadedDataConverter,
      activity?.heartbeatDetails?.payloads,
    );
    const now = typeof told[0] === 'string' ? told[0] : '';
    if (now !== '' && now !== said) complain(`Bezig: ${now} …`);
    said = now === '' ? said : now;
    const isBegun = activity?.lastStartedTime !== undefined && activity.lastStartedTime !== null;
    const isOpen =
      raw.workflowExecutionInfo?.closeTime === undefined || raw.workflowExecutionInfo.closeTime === null;
    if (isOpen && !isBegun && said === '' && performance.now() - began > patienceMs) return 'noWorker';
    await wait(lookMs, undefined, { signal: ended }).catch(() => {}); // the answer is there
  }
  return await new Promise<never>(() => {});
}
