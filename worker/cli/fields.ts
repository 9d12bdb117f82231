import { UserError } from '../user-error.ts';

/** The part of JSON Schema that offers use. */
export interface FieldSchema {
  readonly type?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: FieldSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Of a date, inclusive. */
  readonly formatMinimum?: string;
  readonly formatMaximum?: string;
}

/**
 * The values of `--name value` options as the types that the action's JSON Schema asks for. What the value means
 * is judged by the action itself; here only its form.
 * @throws UserError (exit code 2) naming the field, what was expected and what was found.
 */
export function fieldsFromOptions(
  options: Readonly<Record<string, readonly (string | true)[]>>,
  schema: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const properties = propertiesOf(schema);
  const fields: Record<string, unknown> = Object.create(null);
  for (const [option, values] of Object.entries(options)) {
    const name = camelCase(option);
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property === undefined) {
      const known = Object.keys(properties).map((key) => `--${key}`);
      throw wrong(
        `--${option}`,
        known.length === 0 ? 'geen extra gegevens' : `een van ${known.join(', ')}`,
        'een onbekend veld',
      );
    }
    fields[name] = valueOf(name, property, values);
  }
  return fields;
}

/** Options are commonly written with hyphens: `--klaar-op` is the field `klaarOp`. */
function camelCase(option: string): string {
  return option.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

export function propertiesOf(
  schema: Readonly<Record<string, unknown>>,
): Readonly<Record<string, FieldSchema>> {
  const { properties } = schema;
  return typeof properties === 'object' && properties !== null ? { ...properties } : {};
}

function valueOf(name: string, schema: FieldSchema, values: readonly (string | true)[]): unknown {
  if (schema.type === 'array') {
    const items = values.flatMap((value) => (value === true ? [] : value.split(',')));
    return items.map((item) => single(name, schema.items ?? {}, item.trim()));
  }
  const [value, second] = values;
  if (value === undefined) return undefined;
  if (second !== undefined) throw wrong(`--${name}`, 'één waarde', `${values.length} waarden`);
  return single(name, schema, value);
}

function single(name: string, schema: FieldSchema, value: string | true): unknown {
  switch (schema.type) {
    case 'boolean':
      if (value === true || value === 'ja' || value === 'true') return true;
      if (value === 'nee' || value === 'false') return false;
      throw wrong(`--${name}`, 'ja of nee', `'${value}'`);
    case 'integer':
      if (value !== true && /^-?\d{1,15}$/.test(value)) return Number(value);
      throw wrong(`--${name}`, 'een geheel getal', shown(value));
    case 'number':
      if (value !== true && /^-?\d{1,15}(\.\d+)?$/.test(value)) return Number(value);
      throw wrong(`--${name}`, 'een getal', shown(value));
    case undefined:
      return value; // the schema leaves the form open: a switch is true, the rest text
    default:
      if (value === true || value === '') throw wrong(`--${name}`, 'een waarde', 'niets');
      return value;
  }
}

function shown(value: string | true): string {
  return value === true || value === '' ? 'niets' : `'${value}'`;
}

function wrong(field: string, expected: string, found: string): UserError {
  return new UserError(`${field}: verwacht ${expected}, gevonden: ${found}.`, { exitCode: 2 });
}
