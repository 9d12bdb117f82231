import { parseArgs } from 'node:util';

export interface ChaosOptions {
  readonly json: boolean;
  readonly seed: number;
  readonly tracks: number;
  readonly kills: number;
}

export const usage = 'Gebruik: npm run chaos -- [--json] [--seed N] [--tracks N] [--kills N]';

const defaults = { seed: 20270104, tracks: 60, kills: 15 };
const most = { seed: 2 ** 31 - 1, tracks: 1_000, kills: 200 };

/** What the command line asks; or, when it can't be, in Dutch why. */
export function readOptions(args: readonly string[]): ChaosOptions | string {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        seed: { type: 'string' },
        tracks: { type: 'string' },
        kills: { type: 'string' },
      },
    }));
  } catch {
    return `Onbekende optie of ontbrekende waarde. ${usage}`;
  }
  const numbers: Record<keyof typeof defaults, number> = { ...defaults };
  for (const name of ['seed', 'tracks', 'kills'] as const) {
    const text = values[name];
    if (text === undefined) continue;
    const number = Number(text);
    const least = name === 'tracks' ? 1 : 0;
    if (!/^\d+$/.test(text) || number < least || number > most[name])
      return `--${name}: verwacht een geheel getal van ${least} tot en met ${most[name]}, gevonden: ${JSON.stringify(text)}.`;
    numbers[name] = number;
  }
  return { json: values.json, ...numbers };
}
