import { expect, it } from 'vitest';
import { queryFault } from '../../../worker/cli/query-fault.ts';

/** As a server of the pinned version says it. */
it.each([
  ['invalid query: invalid search attribute: Kleur', 'het zoekattribuut Kleur bestaat niet'],
  [
    "invalid query: malformed SQL query: syntax error at position 66 near '2027'",
    'dit is niet te lezen vanaf 2027. Zet tekst tussen enkele aanhalingstekens',
  ],
  [
    'invalid query: malformed SQL query: syntax error at position 62',
    'de zoekopdracht is niet af: er ontbreekt een waarde, een teken of een haakje',
  ],
  [
    'invalid query: invalid expression: invalid value type for search attribute Escalatie of type Int: "hoog" (type: string)',
    'bij Escalatie hoort een geheel getal zonder aanhalingstekens, niet "hoog"',
  ],
  [
    "invalid query: invalid expression: unable to parse datetime 'morgen'",
    "morgen is geen tijdstip zoals '2027-03-01T00:00:00+01:00'",
  ],
  [
    "invalid query: operation is not supported: operator 'LIKE' not supported for Keyword type search attribute 'Tranche'",
    'LIKE kan niet bij Tranche',
  ],
  [
    'invalid query: invalid expression: unexpected value type *sqlparser.BinaryExpr',
    'een waarde is niet te lezen. Zet tekst tussen enkele aanhalingstekens',
  ],
  ['invalid query: something new\nand more', 'de server kan dit niet zoeken'],
])('%s', (english, dutch) => {
  expect(queryFault(english)).toBe(dutch);
});
