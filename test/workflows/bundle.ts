import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Runtime } from '@temporalio/worker';

/** Only what goes wrong: the tests' own output stays readable. */
export function quietRuntime(): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { forward: {}, filter: { core: 'ERROR', other: 'ERROR' } } },
  });
}

/** Bundles the workflows of a file as the worker does: in webpack's production mode, with XState's production build. */
export async function bundleOf(path: string): Promise<{ readonly code: string }> {
  return await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL(path, import.meta.url)),
    webpackConfigHook: (config) => ({ ...config, mode: 'production' }),
    logger: new DefaultLogger('ERROR'),
  });
}
