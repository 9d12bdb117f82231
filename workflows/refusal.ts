import { ApplicationFailure } from '@temporalio/workflow';
import type { z } from 'zod';
import { formatProblems, problemsFromZod } from '../machines/domain/problem.ts';
import { refusals } from '../machines/protocol.ts';

export { refusals };

/** Refuses an Update with a sentence for its sender (Dutch). Without a stack: the UI would show it. */
export function refusal(reason: string, type: string = refusals.refused): ApplicationFailure {
  const failure = ApplicationFailure.nonRetryable(reason, type);
  failure.stack = '';
  return failure;
}

/** The input as the schema reads it. @throws a refusal with all its problems, when it is not as the schema says. */
export function parsed<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (!result.success) throw refusal(formatProblems(problemsFromZod(result.error, input)));
  return result.data;
}
