import { describe, expect, it } from 'vitest';
import { oinSchema } from '../../../machines/domain/oin.ts';

describe('oinSchema', () => {
  it.each([
    ['an RSIN', '00000001822477348000'],
    ['an RSIN that begins with zeros', '00000001003214345000'],
    ['a KvK number', '00000003123456780000'],
    ['a SubOIN', '00000004194049711000'],
    ['a test number', '00000099123456789000'],
  ])('takes an OIN made from %s', (_, oin) => {
    expect(oinSchema.parse(oin)).toBe(oin);
  });

  it.each([
    ['0000000182247734800', 'verwacht: een OIN van 20 cijfers; gevonden: "0000000182247734800"'],
    ['000000018224773480000', 'verwacht: een OIN van 20 cijfers; gevonden: "000000018224773480000"'],
    ['0000 0001 8224 7734 8000', 'verwacht: een OIN van 20 cijfers; gevonden: "0000 0001 8224 7734 8000"'],
    ['', 'verwacht: een OIN van 20 cijfers; gevonden: niets'],
    [undefined, 'verwacht: een OIN van 20 cijfers; gevonden: niets'],
    [1822477348000, 'verwacht: een OIN van 20 cijfers; gevonden: 1822477348000'],
    [
      '00000001822477349000',
      'verwacht: een OIN met een geldig RSIN op plaats 9 tot en met 17 (het voldoet aan de elfproef); gevonden: "00000001822477349000"',
    ],
    [
      '00000001000000000000',
      'verwacht: een OIN met een geldig RSIN op plaats 9 tot en met 17 (het voldoet aan de elfproef); gevonden: "00000001000000000000"',
    ],
    [
      '00000001822477348001',
      'verwacht: een OIN op basis van een RSIN: 00000001, het RSIN van 9 cijfers en dan 000; gevonden: "00000001822477348001"',
    ],
    [
      '00000003123456789000',
      'verwacht: een OIN op basis van een KvK-nummer: 00000003, het KvK-nummer van 8 cijfers en dan 0000; gevonden: "00000003123456789000"',
    ],
  ])('refuses %j', (input, message) => {
    expect(oinSchema.safeParse(input).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });

  it('finds each single wrong digit in an RSIN', () => {
    const right = '00000001822477348000';
    for (let i = 8; i < 17; i++) {
      const wrong = `${right.slice(0, i)}${(Number(right[i]) + 1) % 10}${right.slice(i + 1)}`;
      expect([wrong, oinSchema.safeParse(wrong).success]).toEqual([wrong, false]);
    }
  });
});
