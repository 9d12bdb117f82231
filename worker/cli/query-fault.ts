/** How a Temporal server says what it has against a query, and the same in Dutch. Seen with Temporal CLI 1.9.1. */
const faults: readonly (readonly [RegExp, (...found: readonly string[]) => string])[] = [
  [/invalid search attribute: (\S+)/, (name) => `het zoekattribuut ${name} bestaat niet`],
  [
    /syntax error at position \d+ near '?(.+?)'?$/,
    (near) => `dit is niet te lezen vanaf ${near}. Zet tekst tussen enkele aanhalingstekens`,
  ],
  [/syntax error/, () => 'de zoekopdracht is niet af: er ontbreekt een waarde, een teken of een haakje'],
  [
    /invalid value type for search attribute (\S+) of type (\w+): (.+) \(type/,
    (name, type, value) => `bij ${name} hoort ${typeWords[type ?? ''] ?? 'een andere waarde'}, niet ${value}`,
  ],
  [
    /unable to parse datetime '(.+)'/,
    (value) => `${value} is geen tijdstip zoals '2027-03-01T00:00:00+01:00'`,
  ],
  [
    /operator '(.+)' not supported for \w+ type search attribute '(.+)'/,
    (operator, name) => `${operator} kan niet bij ${name}`,
  ],
  [/unexpected value type/, () => 'een waarde is niet te lezen. Zet tekst tussen enkele aanhalingstekens'],
];

const typeWords: Readonly<Record<string, string>> = {
  Bool: 'true of false',
  Int: 'een geheel getal zonder aanhalingstekens',
  Keyword: 'tekst tussen enkele aanhalingstekens',
  KeywordList: 'tekst tussen enkele aanhalingstekens',
  Datetime: "een tijdstip zoals '2027-03-01T00:00:00+01:00'",
};

/** What is wrong with a query, as far as the server's English can be told in Dutch. */
export function queryFault(english: string): string {
  const [line = ''] = english.split('\n', 1);
  for (const [pattern, inDutch] of faults) {
    const match = pattern.exec(line);
    if (match !== null) return inDutch(...match.slice(1));
  }
  return 'de server kan dit niet zoeken';
}
