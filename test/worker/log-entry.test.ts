import { ActivityFailure, ApplicationFailure, RetryState } from '@temporalio/common';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { logEntry } from '../../worker/log-entry.ts';

const secret = 'Jacomina Zonderland <j.zonderland@example.org>';
const written = (meta: Readonly<Record<string, unknown>>) => JSON.stringify(logEntry(meta));

it('tells what failed and where, and nothing of what was in it', () => {
  const refused = ApplicationFailure.nonRetryable(`Onbekend: ${secret}`, 'Afgewezen', { secret });
  const error = new ActivityFailure(secret, 'sendMail', '7', RetryState.TIMEOUT, secret, refused);
  const { fields, errors } = logEntry({ error, workflowId: 'aansluittraject-gemeente-zeist', attempt: 3 });
  expect(fields).toEqual({ workflowId: 'aansluittraject-gemeente-zeist', attempt: 3 });
  expect(errors[0]).toBe('ActivityFailure');
  expect(errors).toContain('Caused by ApplicationFailure (Afgewezen)');
  expect(errors.filter((line) => line.includes('log-entry.test.ts'))).not.toEqual([]);
  expect(errors.join('\n')).not.toContain('Zonderland');
});

it('keeps what the operating system says, which is about hosts and files', () => {
  const error = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:25'), {
    code: 'ECONNREFUSED',
    syscall: 'connect',
  });
  expect(logEntry({ error }).errors[0]).toBe('Error: connect ECONNREFUSED 127.0.0.1:25');
});

it('leaves out what people wrote, wherever an error or a report has it', () => {
  const text = fc
    .string({ maxLength: 20 })
    .map((noise) => `${noise}${secret}\n    at ${secret} (x.ts:1:1)${noise}`);
  const failing = fc.record({
    message: text,
    cause: fc.oneof(text, fc.record({ message: text })),
    code: fc.oneof(text, fc.constant('ERR_X'), fc.nat()),
    type: text,
    details: text,
    stack: fc.option(text, { nil: undefined }),
  });
  fc.assert(
    fc.property(failing, text, ({ message, stack, ...more }, other) => {
      const error = Object.assign(new TypeError(message, { cause: new Error(other) }), more);
      if (stack !== undefined) error.stack = `TypeError: ${message}\n    at f (a.ts:1:2)`;
      for (const field of ['failure', 'error', 'issues', 'input', 'details', 'message']) {
        expect(written({ [field]: other, error })).not.toContain('Zonderland');
      }
    }),
  );
});

it('is not kept busy by an error that is its own cause', () => {
  const error = new Error('rond');
  error.cause = error;
  expect(logEntry({ error }).errors.length).toBeLessThan(200);
});
