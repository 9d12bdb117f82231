import { readFile } from 'node:fs/promises';
import { DefaultLogger } from '@temporalio/worker';
import { parseWorkflowCode } from '@temporalio/worker/lib/worker.js';
import { ReusableVMWorkflowCreator } from '@temporalio/worker/lib/workflow/reusable-vm.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { workflowBundle } from '../../worker/bundle.ts';

/** What each workflow evaluates for itself in the worker's sandbox, and what it shares: docs/decisions/shared-machines.md. */

type Options = Parameters<ReusableVMWorkflowCreator['createWorkflow']>[0];

class OpenCreator extends ReusableVMWorkflowCreator {
  /** Of the workflow that was created last. */
  get modules(): ReadonlyMap<string, unknown> {
    // oxlint-disable-next-line no-underscore-dangle -- Temporal's name
    return this.context.__TEMPORAL_ACTIVATOR__?.moduleCache ?? new Map();
  }
}

let code = '';
/** The source text of a module of the bundle, by its id. */
let modules: ReadonlyMap<string, string>;
let creator: OpenCreator;

beforeAll(async () => {
  const { codePath } = await workflowBundle(() => {}, new DefaultLogger('ERROR'));
  code = await readFile(codePath, 'utf8');
  modules = new Map(
    code
      .split(/^\/\*\*\*\/ (?=\d+$)/m)
      .slice(1)
      .map((text) => [text.slice(0, text.indexOf('\n')), text]),
  );
  creator = await OpenCreator.create(parseWorkflowCode(code), 5_000, new Set());
});

async function modulesOf(runId: string): Promise<readonly string[]> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only what is needed before a first task
  const options = {
    info: { runId, workflowType: 'aansluittraject', unsafe: {} },
    randomnessSeed: [1],
    now: 0,
  } as unknown as Options;
  await creator.createWorkflow(options);
  const own = creator.modules;
  return [...own.keys()].map((id) => modules.get(id) ?? `module ${id} not found`);
}

describe('the sandbox', () => {
  it('evaluates the workflows for each workflow, and machines, zod and XState once for all', async () => {
    for (const run of ['first', 'second']) {
      const own = await modulesOf(run);
      expect(own.some((text) => text.includes('aansluittraject'))).toBe(true);
      expect(
        own.filter((text) => /function createMachine\(|class StateMachine|ZodObject = /.test(text)),
      ).toEqual([]);
      expect(own.join('').length).toBeLessThan(code.length / 20);
    }
  });

  it('runs the language of this Node as it is: nothing is taken apart into helpers', () => {
    expect([...modules.values()].join('')).not.toMatch(/function _?\w*(?:object_spread|class_private)/);
    expect(code).toContain('#publish()');
  });
});
