import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleOptions } from '@temporalio/worker';
import { projectRoot } from './project.ts';

type WebpackConfig = Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0];
type Rule = NonNullable<NonNullable<WebpackConfig['module']>['rules']>[number];

const folder = join(projectRoot, 'workflows');

const inSandbox = (name: string): string => join(projectRoot, 'worker', 'sandbox', `${name}.ts`);

/** How our workflow code is bundled, whichever workflows of it. `shared`: pure modules, loaded once for all workflows. */
export async function bundleOptions(workflowsPath = join(folder, 'index.ts'), shared?: readonly string[]) {
  return {
    workflowsPath,
    workflowInterceptorModules: [join(folder, 'stale-clock.ts'), join(folder, 'trace-context.ts')],
    preloadModules: [
      inSandbox('shared-modules'),
      ...(shared ?? (await machineModules())),
      inSandbox('after-machines'),
    ],
    webpackConfigHook: optimised,
  } satisfies BundleOptions;
}

/**
 * What the workflows import of the machines, which are pure: loaded once for all workflows of a worker.
 * docs/decisions/shared-machines.md.
 */
export async function machineModules(): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  const sources = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const imports = sources.flatMap((source) => [
    ...source.matchAll(/^import (?!type )[^;]* from '(\.\.\/machines\/[^']+)';$/gm),
  ]);
  return [...new Set(imports.map(([, path = '']) => join(folder, path)))].sort();
}

/**
 * The bundler's own mode takes XState's development build, and its target takes spreads and private fields apart into
 * helpers, for engines of 2017. Minifying would take most of the time, for nothing.
 */
function optimised(config: WebpackConfig): WebpackConfig {
  return {
    ...config,
    mode: 'production',
    optimization: { minimize: false },
    module: { ...config.module, rules: config.module?.rules?.map(forThisNode) ?? [] },
  };
}

function forThisNode(rule: Rule): Rule {
  if (typeof rule !== 'object' || !rule?.use || typeof rule.use !== 'object' || Array.isArray(rule.use))
    return rule;
  const { options } = rule.use;
  if (typeof options !== 'object' || !('jsc' in options) || typeof options['jsc'] !== 'object') return rule;
  return {
    ...rule,
    use: { ...rule.use, options: { ...options, jsc: { ...options['jsc'], target: 'es2023' } } },
  };
}
