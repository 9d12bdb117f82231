import { expect } from 'vitest';

const longestRefusal = 20_000;
/** Words of zod, JavaScript and Node: no user should meet them. */
const foreign =
  /\[object|undefined|NaN\b|Invalid (?:input|option|key)|Unrecognized|Expected |TypeError|RangeError|\bat .*:\d+:\d+|node_modules/;
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const disturbing = /[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/;

/** A refusal is Dutch, says what was expected or possible, echoes no more than a glimpse, and disturbs no terminal. */
export function expectReadable(refusal: string): void {
  const glimpse = refusal.slice(0, 500);
  expect(refusal.trim(), 'a refusal says something').not.toBe('');
  expect(refusal.length, glimpse).toBeLessThan(longestRefusal);
  expect(refusal, glimpse).not.toMatch(disturbing);
  // What people typed stands before the colon or between quotes; the rest is ours.
  const ours = refusal.replaceAll(/(['"])[^\n]*?\1(?=[.,:;) \n]|$)/g, '').replaceAll(/^[^:\n]*: /gm, '');
  expect(ours, glimpse).not.toMatch(foreign);
}

/** It can travel as JSON and comes back the same; what is undefined stays behind. */
export function expectPlain(value: unknown): void {
  expect(strangers(value, '')).toEqual([]);
}

function strangers(value: unknown, path: string): readonly string[] {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return [];
    case 'number':
      return Number.isFinite(value) ? [] : [path];
    case 'object':
      if (value === null) return [];
      if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)
        return Object.entries(value).flatMap(([key, inner]) => strangers(inner, `${path}.${key}`));
      return [path];
    case 'bigint':
    case 'function':
    case 'symbol':
      return [path];
  }
}
