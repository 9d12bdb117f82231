import { z } from 'zod';
import { contactFileSchema, contactFromFile, contactSchema, lineSchema } from './contacts.ts';
import { formatDate } from './dutch-dates.ts';
import { isoDateSchema, type IsoDate } from './dates.ts';
import { oinSchema } from './oin.ts';
import { cbsCodeSchema, organisationKinds, organisationNameSchema } from './organisation.ts';
import { problemsFromZod, type Problem } from './problem.ts';
import { connectionFunctions, type ConnectionFunction } from './vocabulary.ts';
import { functionWords } from './words.ts';

/** The intentieverklaring [seed]: what a consumer declares, as it comes in and as the track keeps it. */

/** YAML 1.2 knows no ja and nee: people write them all the same. */
const yesNo = z.preprocess(
  (value) => (value === 'ja' ? true : value === 'nee' ? false : value),
  z.boolean(),
);
/** Missing, null or empty all mean: not filled in. */
const blank = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .preprocess((value) => (typeof value === 'string' && value.trim() === '' ? null : value), schema.nullish())
    .transform((value) => value ?? null);

const datesSchema = z.strictObject({ teststart: blank(isoDateSchema), ingebruikname: blank(isoDateSchema) });

const signatureFileSchema = z.strictObject({
  persoonsnaam: blank(lineSchema),
  naam: blank(lineSchema),
  functie: blank(lineSchema),
  plaats: blank(lineSchema),
  datum: blank(isoDateSchema),
  handtekening: blank(yesNo),
});

const declarationFileSchema = z.strictObject({
  organisatie: z.strictObject({
    naam: organisationNameSchema,
    soort: z.enum(organisationKinds),
    oin: blank(oinSchema),
    cbsCode: blank(cbsCodeSchema),
    /** The desk's choice when the register knows more than one: an id, or "nieuw". */
    keuze: blank(lineSchema),
  }),
  functies: z
    .strictObject({ berichtenbox: datesSchema.nullish(), lopendeZaken: datesSchema.nullish() })
    .refine((functies) => Object.values(functies).some((dates) => dates !== null && dates !== undefined), {
      error: 'verwacht ten minste een functie: berichtenbox of lopendeZaken',
    }),
  ondertekening: signatureFileSchema.nullish(),
  leveranciersaansluiting: blank(yesNo),
  contactpersonen: blank(z.array(contactFileSchema).max(50)),
  ontvangen: z.strictObject({ op: blank(isoDateSchema), via: blank(z.enum(['post', 'digitaal'])) }).nullish(),
});

const requestedSchema = z.object({ testStart: isoDateSchema.nullable(), goLive: isoDateSchema.nullable() });

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
    date: isoDateSchema.nullable(),
    signed: z.boolean(),
  }),
  contacts: z.array(contactSchema),
  received: z.object({ on: isoDateSchema.nullable(), via: z.enum(['post', 'digital']) }),
});
export type Declaration = z.infer<typeof declarationSchema>;

export type ParsedDeclaration =
  | { readonly ok: true; readonly declaration: Declaration }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads what was written in a file or an Update: malformed is refused with all its problems at once. */
export function parseDeclaration(input: unknown): ParsedDeclaration {
  const parsed = declarationFileSchema.safeParse(input);
  if (!parsed.success) return { ok: false, problems: problemsFromZod(parsed.error, input) };
  const { organisatie, functies, ondertekening, leveranciersaansluiting, contactpersonen, ontvangen } = parsed.data;
  const functions: Declaration['functions'] = {};
  for (const fn of connectionFunctions) {
    const dates = functies[fn];
    if (dates) functions[fn] = { testStart: dates.teststart, goLive: dates.ingebruikname };
  }
  const { naam, soort, oin, cbsCode, keuze } = organisatie;
  return {
    ok: true,
    declaration: {
      organisation: {
        name: naam,
        kind: soort,
        ...(oin === null ? {} : { oin }),
        ...(cbsCode === null ? {} : { cbsCode }),
        ...(keuze === null ? {} : { choice: keuze }),
      },
      supplier: leveranciersaansluiting ?? false,
      functions,
      signature: {
        personName: ondertekening?.persoonsnaam ?? null,
        name: ondertekening?.naam ?? null,
        position: ondertekening?.functie ?? null,
        place: ondertekening?.plaats ?? null,
        date: ondertekening?.datum ?? null,
        signed: ondertekening?.handtekening ?? false,
      },
      contacts: (contactpersonen ?? []).map(contactFromFile),
      received: { on: ontvangen?.op ?? null, via: ontvangen?.via === 'post' ? 'post' : 'digital' },
    },
  };
}

/** The form's own fields [seed], by the name that people use for them. */
export type DeclarationField =
  | 'persoonsnaam'
  | 'naam'
  | 'functie'
  | 'plaats'
  | 'datum'
  | 'handtekening'
  | 'teststart'
  | 'ingebruikname';

export interface MissingPart {
  readonly field: DeclarationField;
  readonly function: ConnectionFunction | null;
  /** Dutch: what is asked. */
  readonly text: string;
}

/** What a well-formed declaration lacks to be complete; empty when it is. */
export function missingParts(declaration: Declaration): readonly MissingPart[] {
  const { signature, functions, supplier } = declaration;
  const general: MissingPart[] = [];
  const miss = (missing: boolean, field: DeclarationField, text: string) => {
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
  if (testStart === null) missing.push({ field: 'teststart', function: fn, text: `de gewenste teststart van ${word}` });
  if (supplier) return missing;
  if (goLive === null) missing.push({ field: 'ingebruikname', function: fn, text: `de gewenste ingebruikname van ${word}` });
  if (testStart !== null && goLive !== null && goLive < testStart) {
    missing.push({
      field: 'ingebruikname',
      function: fn,
      text: `een ingebruikname van ${word} op of na de teststart (${formatDate(testStart)})`,
    });
  }
  return missing;
}

/** What is filled in afterwards, keyed as in `additionsSchemaFor`. */
export type DeclarationAdditions = Readonly<Record<string, string | boolean>>;

/** The key of a missing part in an addition: "plaats", "teststartBerichtenbox". */
export function additionKey({ field, function: fn }: Pick<MissingPart, 'field' | 'function'>): string {
  return fn === null ? field : `${field}${fn.charAt(0).toUpperCase()}${fn.slice(1)}`;
}

/** Just the fields that are missing; a signature is `true` unless told otherwise. */
export function additionsSchemaFor(missing: readonly MissingPart[]) {
  const shape: Record<string, z.ZodType<string | boolean>> = {};
  for (const part of missing) shape[additionKey(part)] = additionSchema(part.field);
  return z.strictObject(shape).partial().transform((input): DeclarationAdditions => {
    const filled: Record<string, string | boolean> = {};
    for (const [key, value] of Object.entries(input)) if (value !== undefined) filled[key] = value;
    return filled;
  });
}

function additionSchema(field: DeclarationField): z.ZodType<string | boolean> {
  switch (field) {
    case 'handtekening':
      return yesNo;
    case 'datum':
    case 'teststart':
    case 'ingebruikname':
      return isoDateSchema.meta({ format: 'date' });
    case 'persoonsnaam':
    case 'naam':
    case 'functie':
    case 'plaats':
      return lineSchema;
  }
}

/** The declaration with its missing parts filled in; what it had already stays, save dates that contradict each other. */
export function completeDeclaration(declaration: Declaration, additions: DeclarationAdditions): Declaration {
  const text = (key: string) => (typeof additions[key] === 'string' ? additions[key] : undefined);
  const date = (key: string): IsoDate | undefined => {
    const parsed = isoDateSchema.safeParse(additions[key]);
    return parsed.success ? parsed.data : undefined;
  };
  const { signature } = declaration;
  const functions: Declaration['functions'] = {};
  for (const fn of connectionFunctions) {
    const dates = declaration.functions[fn];
    if (dates === undefined) continue;
    functions[fn] = {
      testStart: date(additionKey({ field: 'teststart', function: fn })) ?? dates.testStart,
      goLive: date(additionKey({ field: 'ingebruikname', function: fn })) ?? dates.goLive,
    };
  }
  return {
    ...declaration,
    functions,
    signature: {
      personName: text('persoonsnaam') ?? signature.personName,
      name: text('naam') ?? signature.name,
      position: text('functie') ?? signature.position,
      place: text('plaats') ?? signature.place,
      date: date('datum') ?? signature.date,
      signed: additions['handtekening'] === true || signature.signed,
    },
  };
}

/** Accepted, and worth a word: requested dates that have passed already. */
export function warnings(declaration: Declaration, today: IsoDate): readonly string[] {
  return connectionFunctions.flatMap((fn) => {
    const dates = declaration.functions[fn];
    if (dates === undefined) return [];
    const late = (day: IsoDate | null, what: string) =>
      day !== null && day < today ? [`${what} van ${functionWords[fn]} (${formatDate(day)}) ligt in het verleden.`] : [];
    return [...late(dates.testStart, 'De gewenste teststart'), ...late(dates.goLive, 'De gewenste ingebruikname')];
  });
}

/** Whether two declarations ask the same for a function. */
export function sameDates(a: Declaration, b: Declaration, fn: ConnectionFunction): boolean {
  const [x, y] = [a.functions[fn], b.functions[fn]];
  return x?.testStart === y?.testStart && x?.goLive === y?.goLive;
}
