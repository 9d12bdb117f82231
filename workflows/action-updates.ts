import { defineUpdate, setDefaultUpdateHandler, setHandler } from '@temporalio/workflow';
import type { BusinessAction } from '../machines/track/actions/action.ts';
import { businessActions } from '../machines/track/actions/index.ts';
import { refusal } from './refusal.ts';

interface ActionHandlers {
  /** The names of what is possible now. */
  possible(): ReadonlySet<string>;
  /** @throws a refusal. Changes nothing. */
  validate(action: BusinessAction, input: unknown): void;
  carryOut(action: BusinessAction, input: unknown): Promise<string>;
  /** Why an action cannot be, and what can (Dutch). */
  notPossible(name: string): string;
}

/**
 * One Update for each business action. Only those that are possible now are registered, since the UI lists them
 * for the desk to choose from; what is sent nevertheless gets the default handler's answer.
 */
export class ActionUpdates {
  readonly #handlers: ActionHandlers;
  readonly #listed = new Set<string>();
  #isStale = false;
  #isRefreshing = false;

  constructor(handlers: ActionHandlers) {
    this.#handlers = handlers;
  }

  /**
   * Comes after all other handlers: updates that arrived before the workflow's first task are handed out at once,
   * and those without a handler to the default one. That one has no validator: the server has accepted them by then.
   */
  register(): void {
    this.refresh();
    setDefaultUpdateHandler(async (name, input) => {
      this.refresh(); // since the last change, time alone may have made it possible
      const action = businessActions.find((candidate) => candidate.name === name);
      if (action === undefined || !this.#listed.has(name)) throw refusal(this.#handlers.notPossible(name));
      this.#handlers.validate(action, input);
      return await this.#handlers.carryOut(action, input);
    });
  }

  /** After every change of state; such a change can also come from an update that a registration hands out. */
  refresh(): void {
    this.#isStale = true;
    if (this.#isRefreshing) return;
    this.#isRefreshing = true;
    while (this.#isStale) {
      this.#isStale = false;
      const possible = this.#handlers.possible();
      for (const action of businessActions) this.#list(action, possible.has(action.name));
    }
    this.#isRefreshing = false;
  }

  #list(action: BusinessAction, isPossible: boolean): void {
    if (isPossible === this.#listed.has(action.name)) return;
    if (isPossible) {
      this.#listed.add(action.name);
      this.#register(action);
    } else {
      this.#listed.delete(action.name);
      setHandler(defineUpdate(action.name), undefined);
    }
  }

  #register(action: BusinessAction): void {
    const handlers = this.#handlers;
    setHandler(
      defineUpdate<string, [unknown]>(action.name),
      async (input) => await handlers.carryOut(action, input),
      {
        description: action.description,
        validator: (input) => handlers.validate(action, input),
      },
    );
  }
}
