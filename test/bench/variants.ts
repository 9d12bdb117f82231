import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleOf } from '../workflows/bundle.ts';
import { baselineBundle } from './baseline/bundle.ts';

/** What is compared: the product, and the same behaviour written by hand, without a state machine. */
export const variants = ['traject', 'baseline'] as const;
export type Variant = (typeof variants)[number];

export interface Bundle {
  readonly codePath: string;
}
export type Bundles = Readonly<Record<Variant, Bundle>>;

/** Bundled in the same way, into a folder. */
export async function bundlesIn(folder: string): Promise<Bundles> {
  const kept = async (variant: Variant, { code }: { readonly code: string }): Promise<Bundle> => {
    const codePath = join(folder, `${variant}.js`);
    await writeFile(codePath, code);
    return { codePath };
  };
  return {
    traject: await kept('traject', await bundleOf('../../workflows/index.ts')),
    baseline: await kept('baseline', await baselineBundle()),
  };
}
