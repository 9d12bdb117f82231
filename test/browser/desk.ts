import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, inject } from 'vitest';
import { trackId } from '../../machines/protocol.ts';
import type { Office } from './office.ts';
import { WorkflowPage } from './pages/workflow-page.ts';
import { findOffice } from './rehearsal.ts';

/** A member of the desk with a browser that keeps nothing of the test before. */
export interface Desk {
  readonly office: Office;
  readonly page: Page;
  /** Of the thirty, in the order in which they were declared. */
  readonly ids: readonly string[];
  open(workflowId: string): Promise<WorkflowPage>;
  /** The page of one of the thirty. */
  openTrack(at: number): Promise<WorkflowPage>;
}

/** Tests with a browser and the thirty tracks. Without a browser they are skipped, where that may be. */
export function atTheDesk(title: string, define: (desk: Desk) => void): void {
  const stage = inject('stage');
  // oxlint-disable-next-line vitest/valid-title -- it is a string
  describe.skipIf(stage === null)(title, () => {
    let office: Office;
    let browser: Browser;
    let page: Page;
    const ids = stage?.ids ?? [];

    beforeAll(async () => {
      if (stage === null) return;
      office = await findOffice(stage.system);
      // As root Chromium has no sandbox of its own.
      browser = await chromium.launch({ executablePath: stage.chromium, args: ['--no-sandbox'] });
    });
    afterAll(async () => {
      await browser?.close();
    });
    beforeEach(async () => {
      page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    });
    afterEach(async () => {
      await page.context().close();
    });

    const open = async (workflowId: string) => new WorkflowPage(page, await office.pageOf(workflowId));
    define({
      get office() {
        return office;
      },
      get page() {
        return page;
      },
      ids,
      open,
      openTrack: async (at) => await open(trackId(ids[at] ?? '')),
    });
  });
}
