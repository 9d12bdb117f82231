import { log, setDefaultSignalHandler, setDefaultUpdateHandler } from '@temporalio/workflow';

type UpdateHandler = (input: unknown) => unknown;
type SignalHandler = (input: unknown) => void;

/**
 * Updates and signals from the system's own programs. The Temporal UI lists every name that has a handler, and people
 * are not to choose these: so the default handlers hand them out. Those know no validator; what is refused here was
 * accepted by the server first, and stands in the history.
 */
export class InternalMessages {
  readonly #updates = new Map<string, UpdateHandler>();
  readonly #signals = new Map<string, SignalHandler>();

  onUpdate(name: string, handle: UpdateHandler): void {
    this.#updates.set(name, handle);
  }

  onSignal(name: string, handle: SignalHandler): void {
    this.#signals.set(name, handle);
  }

  /** Comes after all other handlers: what has arrived without one goes out at once. `otherwise` gets every other Update. */
  register(otherwise: (name: string, input: unknown) => unknown): void {
    setDefaultUpdateHandler(async (name, input) => {
      const handle = this.#updates.get(name);
      return await (handle === undefined ? otherwise(name, input) : handle(input));
    });
    setDefaultSignalHandler((name, input) => {
      const handle = this.#signals.get(name);
      if (handle === undefined) log.warn('A signal that nobody takes', { name });
      else handle(input);
    });
  }
}
