import { parseArgs } from 'node:util';

export interface ClusterOptions {
  readonly json: boolean;
  readonly run: 'compare' | 'upgrade' | 'restore';
}

const usage = 'Gebruik: npm run bench:cluster -- [--upgrade of --restore] [--json]';

/** What the command line asks; or, when it can't be, in Dutch why. */
export function readOptions(args: readonly string[]): ClusterOptions | string {
  try {
    const options = {
      json: { type: 'boolean', default: false },
      upgrade: { type: 'boolean', default: false },
      restore: { type: 'boolean', default: false },
    } as const;
    const { json, upgrade, restore } = parseArgs({ args: [...args], options }).values;
    if (upgrade && restore) return `Verwacht --upgrade of --restore, gevonden: allebei.\n${usage}`;
    return { json, run: upgrade ? 'upgrade' : restore ? 'restore' : 'compare' };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return `Verwacht --upgrade, --restore, --json of niets; gevonden: ${found}\n${usage}`;
  }
}
