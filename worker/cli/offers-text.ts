import type { Offer } from '../../machines/track/actions/offers.ts';
import { propertiesOf, type FieldSchema } from './fields.ts';

/** What can be done now, for people: what brings the track on first, each with the options that it takes. */
export function describeOffers(offers: readonly Offer[]): string {
  const forward = offers.filter(({ vooruit }) => vooruit);
  const others = offers.filter(({ vooruit }) => !vooruit);
  return [
    ...(forward.length === 0 ? [] : ['Brengt het traject verder:', ...blocks(forward)]),
    ...(others.length === 0 ? [] : ['Kan ook:', ...blocks(others)]),
  ].join('\n');
}

/** An action that takes the same for both functions is told once. */
function blocks(offers: readonly Offer[]): readonly string[] {
  const alike = new Map<string, Offer[]>();
  for (const offer of offers) {
    const key = JSON.stringify([offer.handeling, offer.invoer]);
    alike.set(key, [...(alike.get(key) ?? []), offer]);
  }
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : block(
          first,
          group.flatMap(({ functie }) => functie ?? []),
        );
  });
}

function block({ handeling, omschrijving, invoer }: Offer, functions: readonly string[]): readonly string[] {
  const required = Array.isArray(invoer['required']) ? invoer['required'] : [];
  return [
    `  ${handeling}${functions.length === 0 ? '' : ` --functie ${functions.join('|')}`}`,
    `      ${omschrijving}`,
    ...Object.entries(propertiesOf(invoer)).map(
      ([name, schema]) => `      --${name} ${hint(schema, required.includes(name))}`,
    ),
  ];
}

function hint(schema: FieldSchema, isRequired: boolean): string {
  const standard = schema.default;
  return [
    kindOf(schema),
    ...(standard === undefined ? [] : [`(standaard ${standardOf(standard)})`]),
    ...(isRequired && standard === undefined ? ['(verplicht)'] : []),
  ].join(' ');
}

function kindOf({ type, format, enum: choices, items, ...bounds }: FieldSchema): string {
  const words = choices ?? items?.enum;
  if (words !== undefined) return words.join('|');
  if (format === 'date') return `jjjj-mm-dd${range(bounds.formatMinimum, bounds.formatMaximum)}`;
  if (type === 'integer' || type === 'number') return `getal${range(bounds.minimum, bounds.maximum)}`;
  return type === 'boolean' ? 'ja|nee' : 'tekst';
}

function range(from: string | number | undefined, until: string | number | undefined): string {
  return `${from === undefined ? '' : ` vanaf ${from}`}${until === undefined ? '' : ` tot en met ${until}`}`;
}

function standardOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(',');
  return typeof value === 'boolean' ? (value ? 'ja' : 'nee') : String(value);
}
