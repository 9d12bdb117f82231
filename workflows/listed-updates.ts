import { defineUpdate, setHandler } from '@temporalio/workflow';
import { refusal } from './refusal.ts';

/** An Update that people send from the Temporal UI. */
export interface ListedUpdate {
  /** Dutch: what the list says. */
  readonly name: string;
  /** What stands below the name: what it does, and the input to type (Dutch). Null: not possible now. Cheap. */
  describe(): string | null;
  /** Whether it stands above the others now, since it brings on what it is of. Absent: never. Cheap. */
  readonly comesFirst?: () => boolean;
  /** @throws a refusal. Changes nothing. */
  validate(input: unknown): void;
  /** @throws a refusal. */
  carryOut(input: unknown): unknown;
}

/**
 * The UI lists what has a handler, in the order in which it got one: so only what is possible now has one, with a
 * description of this moment, and what is to be done now comes first. What is sent nevertheless is `unlisted`.
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
      this.#arrange();
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
      this.#register(update, description);
    }
  }

  #register(update: ListedUpdate, description: string): void {
    const { name } = update;
    this.#listed.set(name, description);
    setHandler(defineUpdate<unknown, [unknown]>(name), async (input) => await update.carryOut(input), {
      description,
      validator: (input) => update.validate(input),
    });
  }

  /** Afterwards: what waited for a handler has gone out by then, in the order of the table, whatever comes first today. */
  #arrange(): void {
    const wanted = inOrder(this.#updates.filter(({ name }) => this.#listed.has(name)));
    const now = [...this.#listed.keys()];
    const from = wanted.findIndex(({ name }, at) => name !== now[at]);
    if (from < 0) return;
    for (const update of wanted.slice(from)) {
      const description = this.#listed.get(update.name);
      if (description === undefined) continue;
      this.#listed.delete(update.name);
      setHandler(defineUpdate(update.name), undefined);
      this.#register(update, description);
    }
  }
}

function inOrder(updates: readonly ListedUpdate[]): readonly ListedUpdate[] {
  const isFirst = ({ comesFirst }: ListedUpdate) => comesFirst?.() === true;
  return [...updates.filter(isFirst), ...updates.filter((update) => !isFirst(update))];
}
