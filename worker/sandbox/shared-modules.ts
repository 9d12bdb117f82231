/* oxlint-disable no-underscore-dangle -- webpack's names */
declare const __webpack_modules__: Readonly<Record<string, unknown>>;
/** Temporal's: before there is a workflow, what is in it is shared by all of them. */
declare const __webpack_module_cache__: Record<string, { readonly exports: unknown } | undefined>;

const loaded = (): readonly string[] =>
  Object.keys(__webpack_modules__).filter((id) => __webpack_module_cache__[id] !== undefined);

/** Temporal's own: this module is loaded before the machines. */
const before = new Set(loaded());

/**
 * Keeps what has been loaded since as it is. Temporal freezes what workflows share, as far as it sees own properties, and
 * zod's schemas complete themselves when they are first used: so it is shown objects that have none of their own.
 */
export function keepUnfrozen(): void {
  for (const id of loaded()) {
    const exported = __webpack_module_cache__[id]?.exports;
    if (!before.has(id) && typeof exported === 'object')
      __webpack_module_cache__[id] = { exports: Object.create(exported) as unknown };
  }
}
