import { fileURLToPath } from 'node:url';
import { machineModules } from '../../../worker/bundle-options.ts';
import { bundleOf } from '../../workflows/bundle.ts';

/** What lies on XState: the baseline has none of it. */
const stateMachines = /\/machines\/(engine\/|track\/(versions|adoption)\.ts$)/;

/** The baseline, bundled as our own workflows are: its decisions too are loaded once for all workflows of a worker. */
export async function baselineBundle(): Promise<{ readonly code: string }> {
  const rules = (await machineModules()).filter((path) => !stateMachines.test(path));
  const decisions = fileURLToPath(new URL('track.ts', import.meta.url));
  return await bundleOf('../bench/baseline/index.ts', {}, [...rules, decisions]);
}
