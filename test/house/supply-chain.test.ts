import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../worker/project.ts';

const names = z.record(z.string(), z.string());
const projectSchema = z.object({ dependencies: names, devDependencies: names });
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});

const read = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');
const { dependencies, devDependencies } = projectSchema.parse(JSON.parse(read('package.json')));
const direct = Object.entries({ ...dependencies, ...devDependencies });
const { '': _project, ...packages } = lockSchema.parse(JSON.parse(read('package-lock.json'))).packages;
const installed = Object.entries(packages);

/** What may stand beside EUPL-1.2: none asks more of who uses it as a package than to name it. */
const compatible = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'Unlicense',
  'BlueOak-1.0.0',
  'MPL-2.0',
  'CC-BY-4.0',
  'Apache-2.0 AND MIT',
  '(MIT OR EUPL-1.1+)',
]);
/** Those that don't name it in their package: what their licence file says. */
const licences: Readonly<Record<string, string>> = { 'node_modules/unionfs': 'Unlicense' };

/** Their install script only checks, or fetches again, what is there: all works without it. */
const scriptNotNeeded = new Set(['protobufjs', '@swc/core', 'esbuild']);

const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

describe('dependencies', () => {
  it('are asked for by their exact version, and locked at it', () => {
    for (const [name, version] of direct) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
      expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });

  it('are each compared with a hash of ours when they are fetched, on every platform, and come from the registry', () => {
    const unchecked = installed.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''));
    expect(unchecked.map(([path]) => path)).toEqual([]);
    // A git repository or an archive would stand here; what is of the registry is left out, see .npmrc.
    expect(installed.flatMap(([, { resolved }]) => resolved ?? [])).toEqual([]);
  });

  it('have a licence that may stand beside ours', () => {
    const wrong = installed
      .map(([path, { license }]) => [path, license ?? licences[path]] as const)
      .filter(([, license]) => license === undefined || !compatible.has(license));
    expect(wrong).toEqual([]);
  });

  it('need no install script, and get to run none', () => {
    const scripted = installed.flatMap(([path, { hasInstallScript }]) =>
      hasInstallScript === true ? [nameOf(path)] : [],
    );
    expect(scripted.filter((name) => !scriptNotNeeded.has(name))).toEqual([]);
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true');
  });

  it('are the ones of which it is told what they are for', () => {
    const told = new Set(
      [...read('docs/decisions/0005-dependencies.md').matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
        [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
      ),
    );
    const family = (name: string): string => (name.startsWith('@temporalio/') ? '@temporalio/*' : name);
    const isType = (name: string): boolean => name.startsWith('@types/');
    const untold = direct.map(([name]) => name).filter((name) => !told.has(name) && !told.has(family(name)));
    expect(untold.filter((name) => !isType(name))).toEqual([]);
    const known = new Set(direct.flatMap(([name]) => [name, family(name)]));
    expect([...told].filter((name) => !known.has(name))).toEqual([]);
  });
});
