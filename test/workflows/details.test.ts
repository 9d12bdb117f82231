import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clipDetails } from '../../workflows/details.ts';

it('is never more than Temporal keeps, ends after a whole line, and says that there is more', () => {
  const line = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.constantFrom('é'.repeat(3_000), 'x'.repeat(25_000)),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 200 }), (lines) => {
      const text = lines.join('\n');
      const shown = clipDetails(text);
      expect(new TextEncoder().encode(shown).length).toBeLessThanOrEqual(20_000);
      if (shown === text) return;
      const kept = shown.slice(0, shown.lastIndexOf('\n\n'));
      expect(shown).toMatch(/\n\nEr is meer dan hier past/);
      expect(`${text}\n`.startsWith(kept === '' ? '' : `${kept}\n`)).toBe(true);
      expect(new TextEncoder().encode(text).length).toBeGreaterThan(19_000);
    }),
  );
});
