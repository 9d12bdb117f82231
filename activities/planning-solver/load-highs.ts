import * as highs from 'highs';
import type { Highs } from 'highs';

/** Loads the solver's WebAssembly; some 40 ms. */
export async function loadHighs(): Promise<Highs> {
  // The package's types are those of its CommonJS build, where the loader lies one level deeper.
  const load = highs.default as unknown as typeof highs.default.default;
  return await load();
}
