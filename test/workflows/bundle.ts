import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Runtime, type BundleOptions } from '@temporalio/worker';
import { bundleOptions } from '../../worker/bundle-options.ts';

let isQuiet = false;

/** Only what goes wrong: the tests' own output stays readable. A process has one runtime. */
export function quietRuntime(): void {
  if (isQuiet) return;
  isQuiet = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { forward: {}, filter: { core: 'ERROR', other: 'ERROR' } } },
  });
}

/** Bundles the workflows of a file as the worker does; `shared`: other pure modules than our machines, loaded once for all. */
export async function bundleOf(
  path: string,
  replaced: Readonly<Record<string, string>> = {},
  shared?: readonly string[],
): Promise<{ readonly code: string }> {
  const options = await bundleOptions(absolute(path), shared);
  return await bundleWorkflowCode({
    ...options,
    webpackConfigHook: (given) => {
      const config = options.webpackConfigHook(given);
      return { ...config, plugins: [...(config.plugins ?? []), replacing(replaced)] };
    },
    logger: new DefaultLogger('ERROR'),
  });
}

/** Our own workflows, as a later release could have them: some files in the place of others, which they may import. */
export async function releaseWith(
  replaced: Readonly<Record<string, string>>,
): Promise<{ readonly code: string }> {
  return await bundleOf('../../workflows/index.ts', replaced);
}

type WebpackConfig = Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0];
type Plugin = Extract<NonNullable<WebpackConfig['plugins']>[number], (...args: never) => void>;

/** Paths as seen from this file. */
function replacing(replaced: Readonly<Record<string, string>>): Plugin {
  const byPath = new Map(Object.entries(replaced).map(([one, other]) => [absolute(one), absolute(other)]));
  return (compiler) => {
    compiler.hooks.normalModuleFactory.tap('replace', (factory) => {
      factory.hooks.afterResolve.tap('replace', ({ createData, contextInfo }) => {
        const { resource = '', request = '' } = createData;
        const other = byPath.get(resource);
        if (other === undefined || contextInfo.issuer === other) return;
        createData.resource = other;
        createData.context = dirname(other);
        createData.request = request.replace(resource, other); // a module is known by it
      });
    });
  };
}

function absolute(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
