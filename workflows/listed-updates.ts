import { defineUpdate, setHandler } from '@temporalio/workflow';
import { refusal } from './refusal.ts';

/** An Update that people send from the Temporal UI. */
export interface ListedUpdate {
  /** Dutch: what the list says. */
  readonly name: string;
  /** What stands below the name: what it does, and the input to type (Dutch). Null: not possible now. Cheap. */
  describe(): string | null;
  /** @throws a refusal. Changes nothing. */
  validate(input: unknown): void;
  /** @throws a refusal. */
  carryOut(input: unknown): unknown;
}

/**
 * The UI lists what has a handler: so only what is possible now has one, with a description of this moment. What is
 * sent nevertheless is `unlisted`.
 */
export class ListedUpdates {
  readonly #updates: readonly ListedUpdate[];
  readonly #unknown: (name: string) => string;
  readonly #listed = new Map<string, string>();
  #isStale = false;
  #isRefreshing = false;

  /** `unknown`: the refusal of a name that is none. */
  constructor(updates: readonly ListedUpdate[], unknown: (name: string) => string) {
    this.#updates = updates;
    this.#unknown = unknown;
  }

  /** After a change of state; such a change can also come from an Update that a registration hands out. */
  refresh(): void {
    this.#isStale = true;
    if (this.#isRefreshing) return;
    this.#isRefreshing = true;
    while (this.#isStale) {
      this.#isStale = false;
      for (const update of this.#updates) this.#list(update);
    }
    this.#isRefreshing = false;
  }

  /**
   * Its sender's list was old, time alone has made it possible since, or it came before the workflow's first task. The
   * server has accepted it by now, so its own refusal comes afterwards.
   */
  async unlisted(name: string, input: unknown): Promise<unknown> {
    const update = this.#updates.find((candidate) => candidate.name === name);
    if (update === undefined) throw refusal(this.#unknown(name));
    update.validate(input);
    return await update.carryOut(input);
  }

  #list(update: ListedUpdate): void {
    const { name } = update;
    const description = update.describe();
    if (description === null) {
      if (this.#listed.delete(name)) setHandler(defineUpdate(name), undefined);
    } else if (description !== this.#listed.get(name)) {
      this.#listed.set(name, description);
      setHandler(defineUpdate<unknown, [unknown]>(name), async (input) => await update.carryOut(input), {
        description,
        validator: (input) => update.validate(input),
      });
    }
  }
}
