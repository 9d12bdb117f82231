import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clipDetails, withFittingLists } from '../../workflows/details.ts';

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

it('shows fewer items of each list when they do not all fit, rather than no last list', () => {
  const render = (mostItems: number) => `${`${'x'.repeat(2_000)}\n`.repeat(mostItems)}last list`;
  expect(withFittingLists(render, 5)).toBe(render(5));
  expect(withFittingLists(render, 12)).toBe(render(6));
});

it('shows one item of each list when even that is too much', () => {
  const render = (mostItems: number) => `${mostItems}\n${'x'.repeat(30_000)}`;
  expect(withFittingLists(render, 12)).toBe(render(1));
});
