import type { FrameLocator, Page } from 'playwright-core';
import { UpdateDialog } from './update-dialog.ts';

/** The page of one workflow: a track, the planning, or the desk's own. */
export class WorkflowPage {
  readonly #page: Page;
  readonly #address: string;

  constructor(page: Page, ui: string, workflowId: string, run: string) {
    this.#page = page;
    this.#address = `${ui}/workflows/${encodeURIComponent(workflowId)}/${run}`;
  }

  /** The current details, rendered; the UI puts them in a frame of their own. */
  async currentDetails(): Promise<FrameLocator> {
    await this.#page.goto(`${this.#address}/user-metadata`);
    const frame = this.#page.frameLocator('#user-metadata-current-details');
    await frame.locator('h1').first().waitFor();
    return frame;
  }

  async sendUpdate(): Promise<UpdateDialog> {
    await this.#page.goto(`${this.#address}/timeline`);
    await this.#page.getByRole('button', { name: 'More Actions' }).click();
    await this.#page.getByRole('menuitem', { name: 'Send an Update' }).click();
    return await UpdateDialog.opened(this.#page);
  }
}
