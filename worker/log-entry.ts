/**
 * What a log may hold of what Temporal's SDK and our own code report: names, ids and places in the code, and nothing
 * that people wrote. Messages of errors are left out: they can quote what they could not use. Those of a workflow
 * or an activity stand in the history, where they are encrypted.
 */
export interface LogEntry {
  readonly fields: Readonly<Record<string, unknown>>;
  /** Of an error and its causes: what they are, and where they came from. */
  readonly errors: readonly string[];
}

/** All others are left out: Temporal's core logs failures as a whole, with the payloads in them. */
const safeFields: ReadonlySet<string> = new Set(
  [
    'sdkComponent namespace taskQueue workflowId runId workflowType workflowExists',
    'activityId activityType attempt isLocal updateId queryType signalName timeoutMs',
    'run_id workflow_id workflow_type task_queue activity_type target reason',
    'organisation kind places faults',
  ].flatMap((line) => line.split(' ')),
);

export function logEntry(meta: Readonly<Record<string, unknown>>): LogEntry {
  return {
    fields: Object.fromEntries(Object.entries(meta).filter(([name]) => safeFields.has(name))),
    errors: meta['error'] instanceof Error ? chain(meta['error']) : [],
  };
}

const mostCauses = 10;

function chain(error: Error): readonly string[] {
  const lines: string[] = [];
  let cause: unknown = error;
  for (let depth = 0; cause instanceof Error && depth < mostCauses; depth++) {
    lines.push(`${depth === 0 ? '' : 'Caused by '}${whatItIs(cause)}`, ...frames(cause));
    cause = cause.cause;
  }
  return lines;
}

/** "ApplicationFailure (MailDelayed)"; the message of Node's own errors too, which name a host, a port or a file. */
function whatItIs(error: Error): string {
  if ('syscall' in error) return `${error.name}: ${error.message}`;
  const marks = ['type', 'code'].flatMap((name) => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'number' || (typeof value === 'string' && /^\w{1,40}$/.test(value))
      ? [String(value)]
      : [];
  });
  return [error.name, ...(marks.length === 0 ? [] : [`(${marks.join(', ')})`])].join(' ');
}

/** A stack begins with the message, which can have lines that look like anything. */
function frames({ stack = '', message }: Error): readonly string[] {
  const end = stack.indexOf(message);
  const after = end === -1 ? stack : stack.slice(end + message.length);
  return after.split('\n').filter((line) => /^\s+at \S.*:\d+:\d+\)?$/.test(line));
}
