import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv } from '../../../worker/cli/csv.ts';

/** RFC 4180, by another hand: character by character. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const [here, next] = [text.charAt(i), text.charAt(i + 1)];
    if (isQuoted) {
      if (here !== '"') cell += here;
      else if (next === '"') cell += text.charAt(++i);
      else isQuoted = false;
    } else if (here === '"' && cell === '') isQuoted = true;
    else if (here === ',') {
      row.push(cell);
      cell = '';
    } else if (here === '\r' && next === '\n') {
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
      i++;
    } else cell += here;
  }
  return rows;
}

describe('csv', () => {
  it('ends each record with CRLF, and quotes only what needs it', () => {
    expect(
      csv([
        ['a', 'b c', ''],
        ['x,y', 'zegt "ja"', 'één\r\ntwee'],
      ]),
    ).toBe('a,b c,\r\n"x,y","zegt ""ja""","één\r\ntwee"\r\n');
  });

  it.each(['=1+1', '+31', '-3', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
    'leaves nothing for a spreadsheet to calculate in %j',
    (text) => {
      expect(parseCsv(csv([[text]]))).toEqual([[`'${text}`]]);
    },
  );

  it('is read back as it was by another reader, whatever stands in it', () => {
    const rows = fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(rows, (written) => {
        const safe = written.map((row) =>
          row.map((text) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text)),
        );
        expect(parseCsv(csv(written))).toEqual(safe);
      }),
    );
  });
});
