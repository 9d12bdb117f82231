import type { TestProject } from 'vitest/node';
import { instantAt } from '../../machines/domain/amsterdam.ts';
import { findChromium, mayBeSkipped } from './chromium.ts';
import { startRehearsal, type Whereabouts } from './rehearsal.ts';
import { eve, registerThirty } from './thirty-tracks.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Null: there is no browser, and none is needed. */
    readonly stage: {
      readonly chromium: string;
      readonly system: Whereabouts;
      readonly ids: readonly string[];
    } | null;
  }
}

/** One system for all browser tests: starting it, and bringing thirty tracks where they stand, is most of the work. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromium = findChromium(process.env);
  if (chromium === null) {
    if (!mayBeSkipped(process.env))
      throw new Error('No Chromium found: set CHROME_PATH, or install chromium.');
    process.stderr.write(
      'No Chromium found (CHROME_PATH, or chromium on the PATH): the browser tests are skipped.\n',
    );
    project.provide('stage', null);
    return async () => {};
  }
  const rehearsal = await startRehearsal({ anchorBusiness: instantAt(eve, '20:00'), dayLengthMs: 100_000 });
  try {
    const ids = await registerThirty(rehearsal.office);
    const { address, namespace, ui, clock } = rehearsal;
    project.provide('stage', { chromium, system: { address, namespace, ui, clock }, ids });
  } catch (error) {
    await rehearsal.stop();
    throw error;
  }
  return () => rehearsal.stop();
}
