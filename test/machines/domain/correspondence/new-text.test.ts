import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newText } from '../../../../machines/domain/correspondence/new-text.ts';

const answer = 'Het certificaat komt een week later.';
const cutTo = { text: answer, leftOut: true };

describe('the new text of a reply', () => {
  it.each([
    ['a quote to the end', `${answer}\n\n> Wij herinneren u graag\n> aan een datum.\n`],
    [
      'an attribution before it',
      `${answer}\n\nOp 2 maart 2027 schreef Servicecentrum:\n> Beste Joke,\n>\n> x`,
    ],
    [
      'one on several lines',
      `${answer}\n\nOp di 2 mrt 2027 om 09:12 schreef Servicecentrum Logius\n<servicecentrum@logius.nl>:\n\n> Beste Joke`,
    ],
    ['an English one', `${answer}\n\nOn Tue, 2 Mar 2027, Servicecentrum wrote:\n> x`],
    ['the line of an older Outlook', `${answer}\n\n-----Oorspronkelijk bericht-----\nVan: Servicecentrum`],
    [
      'the block of Outlook',
      `${answer}\n\n________________________________\nVan: Servicecentrum\nVerzonden: dinsdag 2 maart 2027\nAan: Joke\nOnderwerp: x\n\nBeste Joke`,
    ],
    [
      'the block in English',
      `${answer}\n\nFrom: Servicecentrum\nSent: Tuesday\nTo: Joke\nSubject: x\n\nBeste Joke`,
    ],
  ])('is what stands above %s', (_what, text) => {
    expect(newText(text)).toEqual(cutTo);
  });

  it.each([
    ['answers between the lines of a quote', '> Is het klaar?\nNee.\n> Wanneer dan?\nVolgende week.'],
    ['something written below a quote', `Beste,\n> Is het klaar?\nNee, nog niet.`],
    ['nothing but a quote', '> Is het klaar?\n'],
    [
      'a text that points to what stands below',
      'Zie mijn antwoorden hieronder.\n\n-----Original Message-----\nIs het klaar? Nee.',
    ],
    ['a line that begins as a header', 'Van: alle kanten horen we hetzelfde.\nHet lukt niet.'],
    ['no history', answer],
    ['nothing', ''],
  ])('is all of it when there is %s', (_what, text) => {
    expect(newText(text)).toEqual({ text, leftOut: false });
  });

  it('is always the beginning of what was written, and never empty when that was not', () => {
    const line = fc.constantFrom(
      '',
      'a',
      '> q',
      'Van: x',
      'Verzonden: x',
      'Aan: x',
      '-----Original Message-----',
      '______',
      'Op 1 mei schreef x:',
      'hieronder',
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const whole = lines.join('\n');
        const { text, leftOut } = newText(whole);
        expect(whole.trim().startsWith(text.trim())).toBe(true);
        expect(leftOut).toBe(text !== whole);
        if (whole.trim() !== '') expect(text.trim()).not.toBe('');
      }),
    );
  });

  it('does not hang on a hostile text', () => {
    for (const line of ['>', 'Van:', 'Op', '-', '_', ':']) {
      for (const text of [`${line}\n`.repeat(100_000), line.repeat(200_000)]) {
        expect(newText(text).text).toBe(text);
      }
    }
  });
});
