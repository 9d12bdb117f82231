import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineDurable } from '../../../machines/engine/machine.ts';
import { persist, restore } from '../../../machines/engine/state.ts';
import { drain, nextDue, start, step } from '../../../machines/engine/step.ts';
import { dossier } from './toy-machines.ts';

describe('the engine', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('reads no clock, draws no lots and sets no timer, also where XState runs', () => {
    const calls: string[] = [];
    vi.spyOn(Date, 'now').mockImplementation(() => calls.push('Date.now'));
    vi.spyOn(Math, 'random').mockImplementation(() => calls.push('Math.random'));
    vi.stubGlobal('setTimeout', () => calls.push('setTimeout'));
    vi.stubGlobal('crypto', new Proxy({}, { get: () => calls.push('crypto') }));

    const machine = defineDurable({ version: '1', logic: dossier, effects: ['mail', 'note'] });
    let { state } = start(machine, { term: 10 }, 0);
    ({ state } = step(machine, state, { type: 'submit' }, 5));
    ({ state } = drain(machine, restore(machine, persist(machine, state)), 60));
    const due = nextDue(state);
    vi.restoreAllMocks();
    vi.unstubAllGlobals();

    expect(calls).toEqual([]);
    expect(due).toBeGreaterThan(60);
  });
});
