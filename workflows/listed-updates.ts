import { defineUpdate, setHandler } from '@temporalio/workflow';
import { refusal } from './refusal.ts';
import { whenAsked } from './when-asked.ts';

/** An Update that people send from the Temporal UI. */
export interface ListedUpdate {
  /** Dutch: what the list says. */
  readonly name: string;
  /**
   * What stands below the name: what it does, and the input to type (Dutch); or how that is made, of this moment, when
   * somebody looks. Null: not possible now. Cheap.
   */
  describe(): string | (() => string) | null;
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
  readonly #listed = new Map<string, string | (() => string)>();
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
    } else {
      const isNew = !this.#listed.has(name);
      this.#listed.set(name, description);
      if (isNew) this.#register(update);
    }
  }

  #register(update: ListedUpdate): void {
    const { name } = update;
    setHandler(defineUpdate<unknown, [unknown]>(name), async (input) => await update.carryOut(input), {
      description: whenAsked(() => textOf(this.#listed.get(name))),
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
      const { name } = update;
      const description = this.#listed.get(name);
      if (description === undefined) continue;
      this.#listed.delete(name);
      this.#listed.set(name, description);
      setHandler(defineUpdate(name), undefined);
      this.#register(update);
    }
  }
}

function inOrder(updates: readonly ListedUpdate[]): readonly ListedUpdate[] {
  const first = new Set(updates.filter(({ comesFirst }) => comesFirst?.() === true));
  return [...first, ...updates.filter((update) => !first.has(update))];
}

function textOf(description: string | (() => string) = ''): string {
  return typeof description === 'string' ? description : description();
}
