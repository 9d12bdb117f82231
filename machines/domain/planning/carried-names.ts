import { z } from 'zod';

export const nameNumber = z.number().int().nonnegative();

/** Names by number, from 0, in the order in which they first came up. */
export class Names {
  readonly #numbers: Map<string, number>;
  readonly #all: string[];

  constructor(all: readonly string[] = []) {
    this.#all = [...all];
    this.#numbers = new Map(all.map((name, i) => [name, i]));
  }

  get all(): string[] {
    return this.#all;
  }

  /** Adds it when it is new. */
  numberOf(name: string): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#all.push(name) - 1;
      this.#numbers.set(name, number);
    }
    return number;
  }

  /** @throws RangeError when no name has this number. */
  named(number: number): string {
    const name = this.#all[number];
    if (name === undefined) throw new RangeError(`No name has the number ${number}`);
    return name;
  }
}
