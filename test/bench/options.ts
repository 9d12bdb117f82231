import { readCommandLine } from './command-line.ts';

/** `quick`: fewer and shorter rounds, to see that everything works, not for figures. */
const options = { json: { kind: 'flag' }, quick: { kind: 'flag' } } as const;

/** What the command line asks; or, when it can't be, in Dutch why. */
export const readOptions = (args: readonly string[]) => readCommandLine(options, args);
