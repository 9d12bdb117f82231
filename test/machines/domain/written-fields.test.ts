import { describe, expect, it } from 'vitest';
import { blank, lineSchema, signerSchema, yesNo } from '../../../machines/domain/written-fields.ts';

describe('lineSchema', () => {
  it.each([
    "'s-Gravenhage",
    'Súdwest-Fryslân',
    'Bergen (NH.)',
    'Hoofd I&A / CIO',
    'Ĳsbrand Ünlü-Šimić',
    '’s-Hertogenbosch',
    '030 123 45 67',
  ])('takes %s', (text) => {
    expect(lineSchema.parse(` ${text} `)).toBe(text);
  });

  it('composes accents, so that equal names are equal', () => {
    expect(lineSchema.parse('Frysla\u0302n')).toBe('Fryslân');
  });

  it.each([
    ['a Cyrillic letter', 'Utr\u0435cht'],
    ['a Greek letter', '\u039Fss'],
    ['a full-width letter', '\uFF35trecht'],
    ['an IPA letter', 'Utr\u0251cht'],
    ['another digit', 'hal \u0663'],
    ['a line end inside', 'Jan\nBcc: x'],
    ['a direction sign', 'Jan\u202Enaj'],
    ['a zero-width space', 'J\u200Ban'],
    ['only blanks', '   '],
    ['an example that was copied', ' VUL IN: plaats'],
    ['201 characters', 'a'.repeat(201)],
  ])('refuses %s', (_name, text) => {
    expect(lineSchema.safeParse(text).success).toBe(false);
  });

  it('takes 200 characters', () => {
    expect(lineSchema.safeParse('a'.repeat(200)).success).toBe(true);
  });
});

describe('signerSchema', () => {
  it('takes a name, and not the words that the examples have in its place', () => {
    expect(signerSchema.parse('Uw Naamgenoot')).toBe('Uw Naamgenoot');
    for (const copied of ['uw naam', ' Uw Naam ', 'UW NAAM'])
      expect(signerSchema.safeParse(copied).success).toBe(false);
  });
});

it.each([
  ['ja', true],
  [' Ja ', true],
  [true, true],
  ['NEE', false],
  [false, false],
])('yesNo reads %j as %j', (written, meant) => {
  expect(yesNo.parse(written)).toBe(meant);
});

it.each(['misschien', '', 1, null])('yesNo refuses %j', (written) => {
  expect(yesNo.safeParse(written).success).toBe(false);
});

it('blank reads missing, null and empty as not filled in, and keeps the rest', () => {
  expect([undefined, null, '', '  ', 'x'].map((value) => blank(lineSchema).parse(value))).toEqual([
    null,
    null,
    null,
    null,
    'x',
  ]);
});
