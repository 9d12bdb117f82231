import fc from 'fast-check';

/** What an attacker, a broken program or a tired typist hands to an edge. */

const rightToLeft = '\u202E';
const zeroWidth = '\u200B';

/** Texts that mean something to what may read them later. */
const telling = [
  '',
  ' ',
  '\u0000',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../../etc/passwd',
  '..\\..\\boot.ini',
  '/dev/zero',
  'CON',
  'aansluittraject-gemeente-utrecht',
  "' OR 1=1 --",
  "x' OR WorkflowType = 'planning",
  '<script>window.hit=1</script>',
  '<img src=x onerror="window.hit=1">',
  '&lt;b&gt;&#60;b&#62;',
  '[klik](javascript:alert(1))',
  '![x](http://127.0.0.1/x.png)',
  '# kop\n- [ ] taak\n> citaat\n| a | b |',
  '`code` **vet** _schuin_ ~weg~ $x$',
  'Onderwerp\r\nBcc: iemand@example.org',
  'naam\nFrom: een.ander@example.org\n\nTekst',
  '=?utf-8?B?QmNjOiB4QGV4YW1wbGUub3Jn?=',
  'BEGIN:VEVENT\r\nATTENDEE:mailto:x@example.org',
  'a,b;c\\n"d":e',
  'Utrec\u04BBt', // Cyrillic h
  'Utreсht', // Cyrillic c
  `${rightToLeft}gpj.exe`,
  `Ut${zeroWidth}recht`,
  '\uD800',
  '\uFFFE\uFFFF',
  'e\u0301\u0301\u0301',
  '𝟚𝟘𝟚𝟟-𝟘𝟛-𝟘𝟙',
  '2027-02-30',
  '2027-3-1',
  '9999-12-31',
  '0000-00-00',
  '-1',
  '1e309',
  'true',
  'null',
  '[]',
  '{}',
  '*a',
  '!!js/function "x"',
  '${process.exit(1)}',
  '{{constructor}}',
  '%0d%0aX: y',
  '=HYPERLINK("http://127.0.0.1")',
] as const;

const huge = fc
  .record({ unit: fc.constantFrom('a', '<', '[', '{"a":', '\n', '\r\n', 'é', '𝒜', '*', '\u0301', '> ') })
  .map(({ unit }) => unit.repeat(Math.ceil(120_000 / unit.length)));

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...telling) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 250 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 250 }) },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...telling), { maxLength: 6 }).map((all) => all.join(' ')),
  },
  { weight: 1, arbitrary: huge },
);

const hostileNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER + 2, Number.MIN_VALUE),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const key = fc.oneof(
  hostileText,
  fc.constantFrom('door', 'functie', 'op', 'naam', 'reden', 'van', 'plaatsen'),
);

/** An object in which `__proto__` and its kin are keys of its own, as JSON.parse makes them. */
function ownKeys(entries: readonly (readonly [string, unknown])[]): unknown {
  return Object.defineProperties(
    {},
    Object.fromEntries(
      entries.map(([name, value]) => [name, { value, enumerable: true, configurable: true, writable: true }]),
    ),
  );
}

const deep = fc.constantFrom(50, 500).map((levels) => {
  let value: unknown = 'diep';
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
});

/** Whatever JSON can hold. */
export const hostileValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { weight: 5, arbitrary: hostileText },
    { weight: 2, arbitrary: hostileNumber },
    { weight: 2, arbitrary: fc.constantFrom(null, true, false) },
    { weight: 1, arbitrary: deep },
    { weight: 1, arbitrary: fc.constant(Array.from({ length: 3_000 }, () => ({}))) },
    { weight: 3, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    { weight: 3, arbitrary: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map(ownKeys) },
  ),
})).value;

/** Spoils one to three places of something that would be taken. */
export const spoiling: fc.Arbitrary<(sound: unknown) => unknown> = fc
  .array(fc.record({ where: fc.nat(10_000), how: fc.nat(3), name: key, value: hostileValue }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((changes) => (sound) => changes.reduce<unknown>(spoil, structuredClone(sound)));

/** Something that would be taken, spoilt; now and then something else altogether. */
export function spoilt(...sound: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(fc.constantFrom(...sound), spoiling).map(([one, spoiler]) => spoiler(one)),
    },
    { weight: 1, arbitrary: hostileValue },
  );
}

interface Change {
  readonly where: number;
  readonly how: number;
  readonly name: string;
  readonly value: unknown;
}

function spoil(whole: unknown, { where, how, name, value }: Change): unknown {
  const places = placesIn(whole);
  const place = places[where % (places.length + 1)];
  if (place === undefined)
    return how === 0
      ? structuredClone(value)
      : ownKeys([...entriesOf(whole), [name, structuredClone(value)]]);
  const { parent, at } = place;
  if (how === 0) Reflect.deleteProperty(parent, at);
  else if (how === 1) Reflect.defineProperty(parent, name, describe(value));
  else Reflect.defineProperty(parent, at, describe(value));
  return whole;
}

function describe(value: unknown): PropertyDescriptor {
  // A copy: what is spoilt next must not change what was generated.
  return { value: structuredClone(value), enumerable: true, configurable: true, writable: true };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Every field and item, as deep as a sound shape goes. */
function placesIn(value: unknown, levels = 8): readonly { readonly parent: object; readonly at: string }[] {
  if (typeof value !== 'object' || value === null || levels === 0) return [];
  return Object.entries(value).flatMap(([at, inner]) => [
    { parent: value, at },
    ...placesIn(inner, levels - 1),
  ]);
}
