import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly json: boolean;
  /** Fewer and shorter rounds: to see that everything works, not for figures. */
  readonly quick: boolean;
}

export const usage = 'Gebruik: npm run bench -- [--json] [--quick]';

/** What the command line asks; or, when it can't be, in Dutch why. */
export function readOptions(args: readonly string[]): BenchOptions | string {
  try {
    const options = {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return `Verwacht --json, --quick of niets; gevonden: ${found}\n${usage}`;
  }
}
