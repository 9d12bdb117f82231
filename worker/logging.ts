import { DefaultLogger, Runtime, type Logger } from '@temporalio/worker';
import { destination, pino, stdTimeFunctions } from 'pino';
import { logEntry } from './log-entry.ts';

/**
 * Sends what Temporal's SDK reports to a file: the terminal is for the user. Must come before anything else of the
 * SDK. With an address the SDK tells Prometheus of the worker there.
 */
export function logTo(file: string, metricsAddress: string | null): Logger {
  const logger = fileLogger(file);
  Runtime.install({
    logger,
    shutdownSignals: [], // the composition root decides in which order things stop
    telemetryOptions: {
      logging: { forward: {}, filter: { core: 'WARN', other: 'WARN' } },
      ...(metricsAddress === null ? {} : { metrics: { prometheus: { bindAddress: metricsAddress } } }),
    },
  });
  return logger;
}

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** A line of JSON for each report. Written at once: the last lines before a crash are the ones that matter. */
export function fileLogger(file: string): Logger {
  const log = pino(
    {
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: withoutAddresses },
    },
    destination({ dest: file, sync: true }),
  );
  return new DefaultLogger('INFO', ({ level, message, meta }) => {
    const { fields, errors } = logEntry(meta ?? {});
    log[levels[level]]({ ...fields, ...(errors.length === 0 ? {} : { errors }) }, message);
  });
}

/** A last net under `logEntry`, for what stands in messages. */
function withoutAddresses(line: string): string {
  return line.replaceAll(escapeOrAddress, (_found, escape: string | undefined) => escape ?? '<e-mailadres>');
}

/** What JSON escapes comes first, so that the letter of `\n` is not taken for the beginning of an address. */
const escapeOrAddress = /(\\(?:u[0-9a-f]{4}|.))|[\w.+%-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi;
