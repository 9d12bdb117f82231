import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleOf } from '../workflows/bundle.ts';

/** What is compared: the product, and the same behaviour written by hand, without a state machine. */
export const variants = ['traject', 'baseline'] as const;
export type Variant = (typeof variants)[number];

/** As seen from where bundles are made. */
const entries = {
  traject: '../../workflows/index.ts',
  baseline: '../bench/baseline/index.ts',
} as const satisfies Record<Variant, string>;

export interface Bundle {
  readonly codePath: string;
}
export type Bundles = Readonly<Record<Variant, Bundle>>;

/** Bundled in the same way, into a folder. */
export async function bundlesIn(folder: string): Promise<Bundles> {
  const bundled = async (variant: Variant): Promise<Bundle> => {
    const codePath = join(folder, `${variant}.js`);
    await writeFile(codePath, (await bundleOf(entries[variant])).code);
    return { codePath };
  };
  return { traject: await bundled('traject'), baseline: await bundled('baseline') };
}
