import { visible } from './shown.ts';

/**
 * The one form of an error about a value that a user gave: what was expected, and what was found (Dutch).
 * Whoever reports it puts the field's name before it.
 */
export function expectation(expected: string, found: unknown): string {
  return `verwacht: ${expected}; gevonden: ${shown(found)}`;
}

function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'niets';
  if (typeof value === 'string') return `"${visible(value)}"`;
  if (Array.isArray(value)) return 'een lijst';
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  return 'iets anders';
}
