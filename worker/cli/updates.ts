import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  isGrpcDeadlineError,
  isGrpcServiceError,
  QueryNotRegisteredError,
  QueryRejectedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
  type WorkflowExecutionDescription,
  type WorkflowHandle,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { formatDate } from '../../machines/domain/dutch-dates.ts';
import { notUpToDate, refusals, trackId, trackMessages } from '../../machines/protocol.ts';
import { commandLineUpdateId } from '../../machines/track/route.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { organisationOf } from '../../activities/track-rows.ts';
import { askRun, isBehind } from '../ask-run.ts';
import { hasStatus } from '../server/grpc-status.ts';
import { UserError } from '../user-error.ts';
import { businessDateAt } from './business-date.ts';
import { whyEnded } from './ended-track.ts';
import { didYouMean } from './nearest.ts';
import { NoAnswer } from './no-answer.ts';
import { listTracks } from './track-list.ts';

/** Longer than a busy worker needs; a worker that is down must not keep a user waiting for ever. */
const patienceMs = 60_000;

/** Before each further try, in milliseconds: between two runs; and while the workflow makes room for the next one. */
const betweenRuns = [200, 200, 200, 200];
const whileRenewing = [500, 1_000, 2_000, 4_000, 8_000, 16_000];

/**
 * Sends an Update and waits for its answer.
 * @throws UserError with the words of the refusal, exit code 1; or when there is no such workflow, or no worker.
 */
export async function update(
  client: Client,
  workflowId: string,
  name: string,
  input: unknown,
): Promise<unknown> {
  const updateId = commandLineUpdateId(randomUUID());
  return await ask(client, workflowId, (workflow) =>
    whenItTakesUpdates(() => workflow.executeUpdate<unknown, [unknown]>(name, { args: [input], updateId })),
  );
}

/** A workflow that continues as new, or is about to, takes none for a moment. By its id the Update is carried out once. */
async function whenItTakesUpdates<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  for (let tried = 0; ; tried++) {
    try {
      return await send();
    } catch (error) {
      const pause = pausesAfter(error)[tried];
      if (pause === undefined) throw error;
      await wait(pause);
    }
  }
}

function pausesAfter(error: unknown): readonly number[] {
  const answer = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (answer instanceof ApplicationFailure) return answer.type === refusals.renewing ? whileRenewing : [];
  return hasStatus(answer, 'FAILED_PRECONDITION') ? betweenRuns : [];
}

/**
 * What a workflow answers as of now: between events it does not know the time.
 * @throws UserError when there is no such workflow, or no worker to answer.
 */
export async function queryNow<Answer>(
  client: Client,
  workflowId: string,
  name: string,
  ...args: readonly unknown[]
): Promise<Answer> {
  return await query<Answer>(client, workflowId, name, ...args, Date.now());
}

/** @throws UserError when there is no such workflow, or no worker to answer. */
export async function query<Answer>(
  client: Client,
  workflowId: string,
  name: string,
  ...args: readonly unknown[]
): Promise<Answer> {
  return await ask(client, workflowId, (workflow) => askRun<Answer>(client, workflow, name, ...args));
}

export async function viewNow(client: Client, id: string): Promise<TrackView> {
  return await queryNow<TrackView>(client, trackId(id), trackMessages.view);
}

/** @throws UserError when there is no such workflow, or no server to answer. */
export async function describe(client: Client, workflowId: string): Promise<WorkflowExecutionDescription> {
  return await ask(client, workflowId, (workflow) => workflow.describe());
}

async function ask<Answer>(
  client: Client,
  workflowId: string,
  question: (workflow: WorkflowHandle) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await client.withDeadline(Date.now() + patienceMs, () =>
      question(client.workflow.getHandle(workflowId)),
    );
  } catch (cause) {
    throw await inWords(client, workflowId, cause);
  }
}

async function inWords(client: Client, workflowId: string, cause: unknown): Promise<unknown> {
  if (cause instanceof WorkflowUpdateFailedError) {
    const refusal = cause.cause;
    const message = refusal instanceof ApplicationFailure ? refusal.message : cause.message;
    return new UserError(message, { cause });
  }
  if (cause instanceof WorkflowNotFoundError)
    return new UserError(await notFound(client, workflowId), { cause });
  if (isPaused(cause)) return await paused(client, workflowId, cause);
  if (isBehind(cause)) return new UserError(notUpToDate, { cause });
  if (cause instanceof QueryNotRegisteredError) return stuck(workflowId, cause.message, cause);
  const answer = cause instanceof Error && cause.cause !== undefined ? cause.cause : cause;
  if (
    isGrpcServiceError(answer) &&
    hasStatus(answer, 'FAILED_PRECONDITION') &&
    answer.details.includes(failedTask)
  ) {
    return stuck(workflowId, answer.details, cause);
  }
  if (
    cause instanceof WorkflowUpdateRPCTimeoutOrCancelledError ||
    isGrpcDeadlineError(answer) ||
    hasStatus(answer, 'FAILED_PRECONDITION')
  ) {
    const sentence =
      'Er kwam geen antwoord: de worker draait niet, of is te druk. Kijk of het systeem nog draait.';
    return new NoAnswer(sentence, { cause });
  }
  if (hasStatus(answer, 'UNAVAILABLE')) {
    return new NoAnswer('De Temporal-server is niet meer te bereiken: kijk of het systeem nog draait.', {
      cause,
    });
  }
  return cause;
}

/** We set no condition on which a query is rejected: the server's only one is this. */
function isPaused(cause: unknown): boolean {
  if (cause instanceof QueryRejectedError) return true;
  const answer = cause instanceof Error ? cause.cause : null;
  return isGrpcServiceError(answer) && answer.details.includes('Workflow is paused');
}

async function paused(client: Client, workflowId: string, cause: unknown): Promise<UserError> {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  const since = raw.workflowExtendedInfo?.pauseInfo?.pausedTime?.seconds;
  const day = since == null ? '' : ` sinds ${formatDate(await businessDateAt(client, Number(since) * 1000))}`;
  return new UserError(
    `'${organisationOf(workflowId)}' is gepauzeerd${day}: er kan niets tot iemand in de Temporal UI Unpause kiest. De termijnen lopen door.`,
    { cause },
  );
}

/** How the server says that the worker fails on a workflow, time and again. */
const failedTask = 'Workflow Task in failed state';

/** The worker is there, and can't bring this one further: nothing was done, and others can be asked. */
function stuck(workflowId: string, reason: string, cause: unknown): UserError {
  return new UserError(
    `'${organisationOf(workflowId)}' loopt vast (${reason}). Er gaat niets verloren: het wordt vanzelf opnieuw geprobeerd, met steeds langere pauzes. De oorzaak staat in de Temporal UI, in de geschiedenis bij WorkflowTaskFailed.`,
    { cause },
  );
}

/** Either nobody has that id, or the track was closed: then only an Update has nowhere to go. */
async function notFound(client: Client, workflowId: string): Promise<string> {
  const asked = organisationOf(workflowId);
  if (asked === workflowId) return `Op deze server draait '${workflowId}' niet: start het systeem eerst.`;
  const ended = await whyEnded(client, asked);
  if (ended !== null) return ended;
  const ids = (await listTracks(client)).map(({ id }) => id);
  const hint = didYouMean(asked, ids) ?? "Alle afnemers staan in 'traject status'.";
  return `De afnemer '${asked}' is niet bekend. ${hint}`;
}
