import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clipped,
  isPlainLine,
  isPlainLines,
  plainLine,
  plainLines,
} from '../../../../machines/domain/correspondence/plain-text.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        'a',
        'é',
        'e\u0301',
        ' ',
        '\t',
        '\r\n',
        '\r',
        '\n',
        '\u2028',
        '\u202e',
        '\u200b',
        '\u0000',
        '\u001b[31m',
        '\ud800',
        '\ufeff',
        '\u00a0',
        '😀',
        '\u0f73',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('text of a mail', () => {
  it('has no control or format characters left, whatever it was; cleaned again it is the same', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 50 }), (written, most) => {
        const line = plainLine(written, most);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u);
        expect(line.length).toBeLessThanOrEqual(most);
        expect(isPlainLine(line)).toBe(true);
        const lines = plainLines(written);
        expect(lines).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|\n{3}/u);
        expect(isPlainLines(lines)).toBe(true);
        expect(isPlainLines(clipped(lines, most))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps what people write', () => {
    expect(plainLines('Beste José,\r\n\r\n\r\n\r\nHet lukt: 5 < 6 & “klaar” €\t😀  \r\n')).toBe(
      'Beste José,\n\nHet lukt: 5 < 6 & “klaar” € 😀',
    );
  });

  it('is cut with a sign that there was more, not through a character', () => {
    expect(clipped('abcdef', 4)).toBe('abc…');
    expect(clipped('abc', 3)).toBe('abc');
    expect(clipped('ab😀d', 4)).toBe('ab…');
  });
});
