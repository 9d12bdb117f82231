import { z } from 'zod';
import { contactSchema } from './contacts.ts';
import { trackDaySchema, type IsoDate } from './dates.ts';
import { declarationFileSchema } from './declaration-file.ts';
import { formatDate } from './dutch-dates.ts';
import { organisationKinds } from './organisation.ts';
import { problemsFromZod, type Problem } from './problem.ts';
import { connectionFunctions, type ConnectionFunction } from './vocabulary.ts';
import { functionWords } from './words.ts';
import { group, lineSchema, yesNo } from './written-fields.ts';

/** The intentieverklaring [seed]: what a consumer declares, as it comes in and as the track keeps it. */

const requestedSchema = z.object({ testStart: trackDaySchema.nullable(), goLive: trackDaySchema.nullable() });

/** A declaration as it travels and is kept: well-formed, maybe incomplete (null). */
export const declarationSchema = z.object({
  organisation: z.object({
    name: z.string(),
    kind: z.enum(organisationKinds),
    oin: z.string().optional(),
    cbsCode: z.string().optional(),
    choice: z.string().optional(),
  }),
  supplier: z.boolean(),
  functions: z.partialRecord(z.enum(connectionFunctions), requestedSchema),
  signature: z.object({
    personName: z.string().nullable(),
    name: z.string().nullable(),
    position: z.string().nullable(),
    place: z.string().nullable(),
    date: trackDaySchema.nullable(),
    signed: z.boolean(),
  }),
  contacts: z.array(contactSchema),
  received: z.object({ on: trackDaySchema.nullable(), via: z.enum(['post', 'digital']) }),
});
export type Declaration = z.infer<typeof declarationSchema>;

export type ParsedDeclaration =
  | { readonly ok: true; readonly declaration: Declaration }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads what was written in a file or an Update: malformed is refused with all its problems at once. */
export function parseDeclaration(input: unknown): ParsedDeclaration {
  const parsed = declarationFileSchema.safeParse(input);
  return parsed.success
    ? { ok: true, declaration: parsed.data }
    : { ok: false, problems: problemsFromZod(parsed.error, input) };
}

/** The form's own fields [seed], by the name that people use for them. Without organisatienaam: nothing starts without it. */
type SignatureField = 'persoonsnaam' | 'naam' | 'functie' | 'plaats' | 'datum' | 'handtekening';
type DateField = 'teststart' | 'ingebruikname';

/** `text` is Dutch: what is asked. */
export type MissingPart =
  | { readonly field: SignatureField; readonly function: null; readonly text: string }
  | { readonly field: DateField; readonly function: ConnectionFunction; readonly text: string };

/** What a well-formed declaration lacks to be complete; empty when it is. */
export function missingParts(declaration: Declaration): readonly MissingPart[] {
  const { signature, functions, supplier } = declaration;
  const general: MissingPart[] = [];
  const miss = (missing: boolean, field: SignatureField, text: string) => {
    if (missing) general.push({ field, function: null, text });
  };
  miss(signature.personName === null, 'persoonsnaam', 'de naam van de persoon die ondertekent');
  miss(signature.name === null, 'naam', 'de naam onder de handtekening');
  miss(signature.position === null, 'functie', 'de functie van de ondertekenaar');
  miss(signature.place === null, 'plaats', 'de plaats van ondertekening');
  miss(signature.date === null, 'datum', 'de datum van ondertekening');
  miss(!signature.signed, 'handtekening', 'de handtekening');
  const perFunction = connectionFunctions.flatMap((fn) => {
    const dates = functions[fn];
    return dates === undefined ? [] : missingDates(fn, dates, supplier);
  });
  return [...general, ...perFunction];
}

function missingDates(
  fn: ConnectionFunction,
  { testStart, goLive }: z.infer<typeof requestedSchema>,
  supplier: boolean,
): readonly MissingPart[] {
  const word = functionWords[fn];
  const missing: MissingPart[] = [];
  if (testStart === null)
    missing.push({ field: 'teststart', function: fn, text: `de gewenste teststart van ${word}` });
  if (supplier) return missing;
  if (goLive === null)
    missing.push({ field: 'ingebruikname', function: fn, text: `de gewenste ingebruikname van ${word}` });
  if (testStart !== null && goLive !== null && goLive < testStart) {
    missing.push({
      field: 'ingebruikname',
      function: fn,
      text: `een ingebruikname van ${word} op of na de teststart (${formatDate(testStart)})`,
    });
  }
  return missing;
}

const additionFields = {
  persoonsnaam: lineSchema,
  naam: lineSchema,
  /** The form's "functie"; in an action that word is the function it is for. */
  functieOndertekenaar: lineSchema,
  plaats: lineSchema,
  datum: trackDaySchema.meta({ format: 'date' }),
  handtekening: yesNo,
  teststartBerichtenbox: trackDaySchema.meta({ format: 'date' }),
  ingebruiknameBerichtenbox: trackDaySchema.meta({ format: 'date' }),
  teststartLopendeZaken: trackDaySchema.meta({ format: 'date' }),
  ingebruiknameLopendeZaken: trackDaySchema.meta({ format: 'date' }),
};
export type AdditionKey = keyof typeof additionFields;

const dateKeys = {
  berichtenbox: { teststart: 'teststartBerichtenbox', ingebruikname: 'ingebruiknameBerichtenbox' },
  lopendeZaken: { teststart: 'teststartLopendeZaken', ingebruikname: 'ingebruiknameLopendeZaken' },
} as const satisfies Record<ConnectionFunction, Record<DateField, AdditionKey>>;

const additionsSchema = group(additionFields).partial();
const signatureSchema = group({ handtekening: yesNo.prefault(true) });

/** What is filled in afterwards; what is not given stays as it is. */
export type DeclarationAdditions = z.infer<typeof additionsSchema>;

/**
 * Just the fields that are missing, each of them optional: the rest can follow later. When the signature is all
 * that is missing, filling in means that it has come, unless told otherwise.
 */
export function additionsSchemaFor(missing: readonly MissingPart[]): z.ZodType<DeclarationAdditions> {
  const keys = additionKeys(missing);
  const mask: Partial<Record<AdditionKey, true>> = Object.fromEntries([...keys].map((key) => [key, true]));
  const onlySignature = keys.size === 1 && keys.has('handtekening');
  return onlySignature ? signatureSchema : additionsSchema.pick(mask);
}

/** The fields to fill in what is missing with. */
export function additionKeys(missing: readonly MissingPart[]): ReadonlySet<AdditionKey> {
  return new Set(
    missing.map((part) =>
      part.function === null ? signatureKey(part.field) : dateKeys[part.function][part.field],
    ),
  );
}

function signatureKey(field: SignatureField): AdditionKey {
  return field === 'functie' ? 'functieOndertekenaar' : field;
}

/** The declaration with its missing parts filled in. */
export function completeDeclaration(declaration: Declaration, additions: DeclarationAdditions): Declaration {
  const { signature } = declaration;
  const functions: Declaration['functions'] = {};
  for (const fn of connectionFunctions) {
    const dates = declaration.functions[fn];
    if (dates === undefined) continue;
    functions[fn] = {
      testStart: additions[dateKeys[fn].teststart] ?? dates.testStart,
      goLive: additions[dateKeys[fn].ingebruikname] ?? dates.goLive,
    };
  }
  return {
    ...declaration,
    functions,
    signature: {
      personName: additions.persoonsnaam ?? signature.personName,
      name: additions.naam ?? signature.name,
      position: additions.functieOndertekenaar ?? signature.position,
      place: additions.plaats ?? signature.place,
      date: additions.datum ?? signature.date,
      signed: additions.handtekening ?? signature.signed,
    },
  };
}

/** Accepted, and worth a word (Dutch): requested dates that have passed already. */
export function warnings(declaration: Declaration, today: IsoDate): readonly string[] {
  return connectionFunctions.flatMap((fn) => {
    const dates = declaration.functions[fn];
    if (dates === undefined) return [];
    const late = (day: IsoDate | null, what: string) =>
      day !== null && day < today
        ? [`${what} van ${functionWords[fn]} (${formatDate(day)}) ligt in het verleden.`]
        : [];
    return [
      ...late(dates.testStart, 'De gewenste teststart'),
      ...late(dates.goLive, 'De gewenste ingebruikname'),
    ];
  });
}
