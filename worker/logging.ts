import { appendFileSync } from 'node:fs';
import { DefaultLogger, Runtime, type Logger } from '@temporalio/worker';

/** Sends what Temporal's SDK reports to a file: the terminal is for the user. Must come before anything else of the SDK. */
export function logTo(file: string, metricsAddress: string | null): Logger {
  const logger = new DefaultLogger('INFO', ({ level, timestampNanos, message, meta }) => {
    const at = new Date(Number(timestampNanos / 1_000_000n)).toISOString();
    const { error, ...rest } = meta ?? {};
    const details = error instanceof Error ? ` ${error.stack ?? error.message}` : '';
    appendFileSync(file, `${at} ${level} ${message} ${JSON.stringify(rest)}${details}\n`);
  });
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
