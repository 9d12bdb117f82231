import { z } from 'zod';
import { contactFileSchema, contactFromFile } from './contacts.ts';
import { isoDateSchema, trackDaySchema } from './dates.ts';
import type { Declaration } from './declaration.ts';
import { expectation } from './expectation.ts';
import { oinSchema } from './oin.ts';
import { cbsCodeSchema, organisationKinds, organisationNameSchema } from './organisation.ts';
import { connectionFunctions } from './vocabulary.ts';
import { isPlainText } from './plain-characters.ts';
import { filledInForm, isFilledIn } from './to-fill-in.ts';
import { blank, group, lineSchema, yesNo } from './written-fields.ts';

/** The intentieverklaring as people write it, in a file or an Update: Dutch keys, and no others. */

const datesSchema = group({ teststart: blank(trackDaySchema), ingebruikname: blank(trackDaySchema) });

/** A function that is named is chosen, also when its dates are still to come. */
const chosenFunction = z.preprocess(
  (value) => (value === null || value === '' ? {} : value),
  datesSchema.optional(),
);

const functionsSchema = group({ berichtenbox: chosenFunction, lopendeZaken: chosenFunction }).refine(
  (functions) => connectionFunctions.some((fn) => functions[fn] !== undefined),
  { error: `verwacht ten minste een functie: ${connectionFunctions.join(' of ')}` },
);

/** When the whole group is missing, the problems name the fields that it must have. */
function filled<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => value ?? {}, schema);
}

const signatureSchema = group({
  persoonsnaam: blank(lineSchema),
  naam: blank(lineSchema),
  functie: blank(lineSchema),
  plaats: blank(lineSchema),
  datum: blank(trackDaySchema),
  handtekening: blank(yesNo),
});

const organisationSchema = group({
  naam: organisationNameSchema
    .refine(isPlainText, { error: 'verwacht een naam in gewone (Latijnse) letters en cijfers' })
    .refine(isFilledIn, { error: (issue) => expectation(filledInForm, issue.input) }),
  soort: z.enum(organisationKinds),
  oin: blank(oinSchema),
  cbsCode: blank(cbsCodeSchema),
  /** The desk's choice when the register knows more than one: an id, or "nieuw". */
  keuze: blank(lineSchema),
});

const fileSchema = group({
  organisatie: filled(organisationSchema),
  functies: filled(functionsSchema),
  ondertekening: signatureSchema.nullish(),
  leveranciersaansluiting: blank(yesNo),
  contactpersonen: blank(z.array(contactFileSchema).max(50)),
  ontvangen: group({ op: blank(trackDaySchema), via: blank(z.enum(['post', 'digitaal'])) }).nullish(),
});

/** What a supplier connection must not have, looked for in a file that may have other problems too. */
const goLiveGiven = z.object({ ingebruikname: isoDateSchema }).optional().catch(undefined);
const supplierSchema = z.object({
  leveranciersaansluiting: z.literal(true),
  functies: z.object({ berichtenbox: goLiveGiven, lopendeZaken: goLiveGiven }),
});

/** From what was written to a declaration; a supplier connection has no ingebruikname to give. */
export const declarationFileSchema = fileSchema
  .superRefine(
    (file, context) => {
      const supplier = supplierSchema.safeParse(file);
      for (const fn of connectionFunctions) {
        if (supplier.data?.functies[fn] === undefined) continue;
        context.addIssue({
          code: 'custom',
          path: ['functies', fn, 'ingebruikname'],
          message: 'verwacht geen datum, want een leveranciersaansluiting heeft geen ingebruikname',
        });
      }
    },
    { when: () => true }, // also beside other problems: all are told at once
  )
  .transform(toDeclaration);

function toDeclaration(file: z.infer<typeof fileSchema>): Declaration {
  const { ondertekening, leveranciersaansluiting, contactpersonen, ontvangen } = file;
  const functions: Declaration['functions'] = {};
  for (const fn of connectionFunctions) {
    const dates = file.functies[fn];
    if (dates !== undefined) functions[fn] = { testStart: dates.teststart, goLive: dates.ingebruikname };
  }
  const { naam, soort, oin, cbsCode, keuze } = file.organisatie;
  return {
    organisation: {
      name: naam.normalize('NFC'),
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
  };
}
