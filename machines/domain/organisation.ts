import { z } from 'zod';
import { expectation } from './expectation.ts';
import { oinSchema } from './oin.ts';

/** Soort: the Dutch word is the code, since it stands in the id. The list is an assumption about who connects. */
export const organisationKinds = [
  'gemeente',
  'provincie',
  'waterschap',
  'ministerie',
  'uitvoeringsorganisatie',
  'samenwerkingsverband',
  'leverancier',
  'overig',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** Given once by the register, readable, never changed: `gemeente-utrecht`. */
export const organisationIdSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .brand<'OrganisationId'>();
export type OrganisationId = z.infer<typeof organisationIdSchema>;

const longestName = 120;
const expectedName = `een naam van 1 tot en met ${longestName} tekens, met ten minste een letter of cijfer en zonder stuurtekens`;
const expectedCode = 'een CBS-code van twee hoofdletters en 2 tot 4 cijfers (bijvoorbeeld GM0344)';

/** Control and format characters: they would break a line of mail or hide text. */
const forbidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

function isName(text: string): boolean {
  return text.length <= longestName && /[\p{L}\p{N}]/u.test(text) && !forbidden.test(text);
}

export const organisationNameSchema = z
  .string({ error: (issue) => expectation(expectedName, issue.input) })
  .trim()
  .refine(isName, { error: (issue) => expectation(expectedName, issue.input) });

export const organisationKindSchema = z.enum(organisationKinds, {
  error: (issue) => expectation(`een soort: ${organisationKinds.join(', ')}`, issue.input),
});

export const cbsCodeSchema = z
  .string({ error: (issue) => expectation(expectedCode, issue.input) })
  .regex(/^[A-Z]{2}\d{2,4}$/, { error: (issue) => expectation(expectedCode, issue.input) });

export const organisationSchema = z.object({
  id: organisationIdSchema,
  name: organisationNameSchema,
  kind: organisationKindSchema,
  oin: oinSchema.optional(),
  cbsCode: cbsCodeSchema.optional(),
});
export type Organisation = z.infer<typeof organisationSchema>;
