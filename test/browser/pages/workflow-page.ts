import type { FrameLocator, Page } from 'playwright-core';
import { UpdateDialog } from './update-dialog.ts';

/** A link as the page shows it; its address is whole. */
export interface Link {
  readonly text: string;
  readonly to: string;
}

/** The page of one workflow: a track, the planning, or the desk's own. */
export class WorkflowPage {
  readonly #page: Page;
  readonly #address: string;

  /** `address`: of one run, without its tab. */
  constructor(page: Page, address: string) {
    this.#page = page;
    this.#address = address;
  }

  /** The current details, rendered; the UI puts them in a frame of their own. */
  async currentDetails(): Promise<FrameLocator> {
    await this.#page.goto(`${this.#address}/user-metadata`);
    const frame = this.#page.frameLocator('#user-metadata-current-details');
    await frame.locator('p, li').first().waitFor();
    return frame;
  }

  /** Of the current details, in their order. */
  async links(): Promise<readonly Link[]> {
    const details = await this.currentDetails();
    return await details
      .locator('a')
      .evaluateAll((links) => links.map((link) => ({ text: link.textContent ?? '', to: link.href })));
  }

  /** Follows a link as a person does; the UI opens it in a tab of its own. */
  async follow(text: string): Promise<Page> {
    const details = await this.currentDetails();
    const opened = this.#page.context().waitForEvent('page');
    await details.getByRole('link', { name: text, exact: true }).first().click();
    return await opened;
  }

  async sendUpdate(): Promise<UpdateDialog> {
    await this.#page.goto(`${this.#address}/timeline`);
    await this.#page.getByRole('button', { name: 'More Actions' }).click();
    await this.#page.getByRole('menuitem', { name: 'Send an Update' }).click();
    return await UpdateDialog.opened(this.#page);
  }
}
