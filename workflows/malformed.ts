import { log } from '@temporalio/workflow';
import type { z } from 'zod';

/** Logs where a message was wrong, and in what way; not what stood there. */
export function logMalformed(what: string, { issues }: z.ZodError): void {
  log.warn(what, { places: issues.map(({ code, path }) => `${path.join('.')}: ${code}`) });
}
