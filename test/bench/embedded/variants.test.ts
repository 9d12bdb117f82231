import { expect, it } from 'vitest';
import { chosenSettings } from '../../../worker/server/embedded.ts';
import { variants } from './variants.ts';

const keyOf = (setting: string) => setting.split('=')[0];
const keysOf = (settings: readonly string[]) => new Set(settings.map(keyOf));

it('Beside what is chosen each variant has one thing else: a setting, or how the worker is started', () => {
  const [chosen, plain, ...others] = variants;
  expect(chosen?.settings).toEqual(chosenSettings);
  expect(plain?.settings).toEqual([]);
  for (const { name, settings, nodeOptions } of others) {
    expect(keysOf(settings), name).toEqual(keysOf([...chosenSettings, ...settings]));
    const different = settings.filter((setting) => !chosenSettings.includes(setting));
    // Tasks are put in as many parts of a queue as they are taken from.
    const things = new Set(
      different.map((setting) => setting.replace(/(?:Read|Write)Partitions/, 'Partitions')),
    );
    expect(things.size + (nodeOptions === undefined ? 0 : 1), name).toBe(1);
  }
});
