import type { Locator, Page } from 'playwright-core';

/** "Send an Update", as the desk uses it. */
export class UpdateDialog {
  readonly #page: Page;
  readonly #dialog: Locator;

  private constructor(page: Page) {
    this.#page = page;
    this.#dialog = page.getByRole('dialog', { name: 'Send an Update' });
  }

  static async opened(page: Page): Promise<UpdateDialog> {
    const dialog = new UpdateDialog(page);
    await dialog.#dialog.getByTestId('update-select-button').waitFor();
    return dialog;
  }

  /** The names that can be chosen; `Custom` is the UI's own. Leaves the list open. */
  async names(): Promise<readonly string[]> {
    await this.#dialog.getByTestId('update-select-button').click();
    // The list comes from the workflow itself, and takes a moment.
    await this.#dialog.getByRole('option').nth(1).waitFor();
    const texts = await this.#dialog.getByRole('option').allInnerTexts();
    return texts.map((text) => text.split('\n')[0] ?? '').filter((name) => name !== 'Custom');
  }

  /** Chooses an Update, and types its input on one line. */
  async fill(name: string, input: object): Promise<void> {
    await this.#dialog.getByTestId('update-select-button').click();
    await this.#dialog.getByRole('option').filter({ hasText: name }).first().click();
    await this.#dialog.locator('.cm-content').click();
    await this.#page.keyboard.insertText(JSON.stringify(input));
  }

  /** The same, and submits it, with the extra click that the editor needs. */
  async send(name: string, input: object): Promise<void> {
    await this.fill(name, input);
    // The editor lays the input out when it loses the focus, and the buttons move.
    await this.#dialog.getByText('Single JSON payload supported.').click();
    await this.#dialog.getByRole('button', { name: 'Submit' }).click();
  }

  async isClosed(): Promise<boolean> {
    await this.#dialog.waitFor({ state: 'hidden' });
    return true;
  }

  /** The message of the refusal. */
  async refusal(): Promise<string> {
    const message = this.#dialog.getByRole('alert').filter({ hasText: /\S/ }).first();
    await message.waitFor();
    return await message.innerText();
  }

  /** All that it shows. */
  async text(): Promise<string> {
    return await this.#dialog.innerText();
  }
}
