import type { Page } from 'playwright-core';

/** The page with workflows, as a query or a saved view shows it. */
export class WorkflowList {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The ids in the list, sorted, once it shows as many as it says there are. */
  async ids(): Promise<readonly string[]> {
    const rows = this.#page.getByTestId('workflows-summary-configurable-table-row');
    const count = this.#page.getByTestId('workflow-count');
    await count.waitFor();
    for (;;) {
      const said = Number(await count.innerText());
      if ((await rows.count()) === said) break;
      await this.#page.waitForTimeout(50);
    }
    const links = rows.locator('td:nth-child(4) a');
    return (await links.allInnerTexts()).map((id) => id.trim()).toSorted();
  }

  /** The names of the views that this browser keeps. */
  async savedViews(): Promise<readonly string[]> {
    const { origins } = await this.#page.context().storageState();
    const kept = origins
      .flatMap(({ localStorage }) => localStorage)
      .filter(({ name }) => name === 'saved-workflow-queries');
    return kept.flatMap(({ value }) => {
      const views = JSON.parse(value) as Record<string, { name: string }[]>; // as the UI writes it
      return Object.values(views).flatMap((each) => each.map(({ name }) => name));
    });
  }
}
