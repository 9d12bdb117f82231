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
  #registered: ReadonlySet<string> = new Set();

  constructor(handlers: ActionHandlers) {
    this.#handlers = handlers;
    this.refresh();
    // The server has accepted it by then: a default handler has no validator.
    setDefaultUpdateHandler((name) => {
      throw refusal(handlers.notPossible(name));
    });
  }

  /** After every change of state. */
  refresh(): void {
    const possible = this.#handlers.possible();
    for (const action of businessActions) {
      const { name } = action;
      if (possible.has(name) && !this.#registered.has(name)) this.#register(action);
      if (!possible.has(name) && this.#registered.has(name)) setHandler(defineUpdate(name), undefined);
    }
    this.#registered = possible;
  }

  #register(action: BusinessAction): void {
    const { validate, carryOut } = this.#handlers;
    setHandler(
      defineUpdate<string, [unknown]>(action.name),
      async (input) => await carryOut(action, input),
      { description: action.description, validator: (input) => validate(action, input) },
    );
  }
}
