import { z } from 'zod';
import { localTimeSchema, type LocalTime } from '../amsterdam.ts';
import { isoDateSchema } from '../dates.ts';
import { expectation } from '../expectation.ts';
import { policySchema } from '../policy.ts';
import { problemsFromZod, type Problem } from '../problem.ts';
import { filledInForm, isFilledIn } from '../to-fill-in.ts';
import { connectionFunctions } from '../vocabulary.ts';
import type { Period, Plan, SlotPlan } from './plan.ts';
import { checkPlan, type PlanDraft } from './plan-problems.ts';
import type { TrancheDraft } from './tranche-problems.ts';

/**
 * The planning file, as planners write it: Dutch keys, no others. Whether it makes sense as a whole is for
 * `plan-problems.ts`, which refers to the same fields by the same Dutch paths.
 */

const weekdays = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag'] as const;
/** One dagdeel [seed: 4 hours]. */
const defaultSlotMinutes = 240;

/** Two, sometimes three, run at once [seed]. */
const defaultActiveTranches = 3;

const nameForm = 'een naam van letters, cijfers en streepjes (bijvoorbeeld 2027-T1)';

/** It becomes part of every slot's id, between dots. */
const trancheNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/, { error: (issue) => expectation(nameForm, issue.input) });

const periodFields = { van: isoDateSchema, totEnMet: isoDateSchema };

function periodOf(file: { readonly van: Period['from']; readonly totEnMet: Period['until'] }): Period {
  return { from: file.van, until: file.totEnMet };
}

const slotFileSchema = z
  .strictObject({
    /** Either these, weekly within the chain-test window, or one `datum`. */
    dagen: z.array(z.enum(weekdays)).min(1).optional(),
    datum: isoDateSchema.optional(),
    begin: localTimeSchema,
    /** Without it: one dagdeel after `begin`. */
    einde: localTimeSchema.optional(),
    plaatsen: z.int().min(0),
    functies: z
      .array(z.enum(connectionFunctions))
      .min(1)
      .default([...connectionFunctions]),
  })
  .transform((file, context): SlotPlan => {
    const refuse = (path: readonly string[], message: string) => {
      context.issues.push({ code: 'custom', path: [...path], input: file, message });
      return z.NEVER;
    };
    const end = file.einde ?? dagdeelAfter(file.begin);
    if (end === undefined) {
      return refuse(
        ['einde'],
        expectation('een einde, want een dagdeel na het begin is het een andere dag', undefined),
      );
    }
    const functions = connectionFunctions.filter((fn) => file.functies.includes(fn));
    const shape = { begin: file.begin, end, capacity: file.plaatsen, functions };
    const { dagen, datum } = file;
    if (datum !== undefined && dagen === undefined) return { kind: 'once', date: datum, ...shape };
    if (dagen !== undefined && datum === undefined) {
      const days = weekdays.flatMap((day, i) => (dagen.includes(day) ? [i + 1] : []));
      return { kind: 'weekly', weekdays: days, ...shape };
    }
    const found = datum === undefined ? undefined : 'allebei';
    return refuse([], expectation('dagen (elke week) of datum (één keer)', found));
  });

/** Undefined when it would lie on another day. */
function dagdeelAfter(begin: LocalTime): LocalTime | undefined {
  const minutes = Number(begin.slice(0, 2)) * 60 + Number(begin.slice(3)) + defaultSlotMinutes;
  return localTimeSchema.safeParse(`${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`).data;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

const trancheFileSchema = z
  .strictObject({
    naam: trancheNameSchema,
    ...periodFields,
    ketentesten: z.strictObject(periodFields),
    maximumOrganisaties: z.int().min(0),
    gesloten: z.boolean().default(false),
    tijdsloten: z.array(slotFileSchema),
  })
  .transform((file) => ({
    name: file.naam,
    active: periodOf(file),
    chainTests: periodOf(file.ketentesten),
    maximumOrganisations: file.maximumOrganisaties,
    closed: file.gesloten,
    slots: file.tijdsloten,
  }));

const planFileSchema = z
  .strictObject({
    versie: z
      .string()
      .trim()
      .min(1)
      .refine(isFilledIn, { error: (issue) => expectation(filledInForm, issue.input) }),
    maximumActieveTranches: z.int().min(1).default(defaultActiveTranches),
    sluitingen: z.array(z.strictObject({ ...periodFields, reden: z.string().trim().min(1) })).default([]),
    beleid: policySchema.prefault({}),
    // Without any, everybody would lose its place.
    tranches: z.array(trancheFileSchema).min(1, { error: 'verwacht: ten minste een tranche' }),
  })
  .transform((file): Plan => ({
    version: file.versie,
    maximumActiveTranches: file.maximumActieveTranches,
    closures: file.sluitingen.map((closure) => ({ ...periodOf(closure), reason: closure.reden })),
    policy: file.beleid,
    tranches: file.tranches,
  }));

/** The value as this schema reads it; null when it can't. */
function readable<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().catch(null);
}

function readableList<Schema extends z.ZodType>(schema: Schema) {
  return z.array(readable(schema)).catch([]);
}

const trancheDraftSchema = z
  .object({
    naam: readable(trancheNameSchema),
    van: readable(isoDateSchema),
    totEnMet: readable(isoDateSchema),
    ketentesten: readable(z.object(periodFields)),
    maximumOrganisaties: readable(z.int()),
    tijdsloten: readableList(slotFileSchema),
  })
  .transform(({ van, totEnMet, ...file }): TrancheDraft => ({
    name: file.naam,
    active: van === null || totEnMet === null ? null : periodOf({ van, totEnMet }),
    chainTests: file.ketentesten === null ? null : periodOf(file.ketentesten),
    maximumOrganisations: file.maximumOrganisaties,
    slots: file.tijdsloten,
  }));

/** What can be read of a file that is wrong somewhere. Takes anything. */
const draftSchema = z
  .object({
    maximumActieveTranches: readable(z.int().min(1).default(defaultActiveTranches)),
    sluitingen: readableList(z.object({ ...periodFields, reden: z.string().catch('') })),
    tranches: readableList(trancheDraftSchema),
  })
  .catch({ maximumActieveTranches: null, sluitingen: [], tranches: [] })
  .transform((file): PlanDraft => ({
    maximumActiveTranches: file.maximumActieveTranches,
    closures: file.sluitingen.map((closure) =>
      closure === null ? null : { ...periodOf(closure), reason: closure.reden },
    ),
    tranches: file.tranches,
  }));

export type ParsedPlan =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads what was written in a file or an Update (dates as text): all its problems at once, or a plan that can be published. */
export function parsePlan(input: unknown): ParsedPlan {
  const parsed = planFileSchema.safeParse(input);
  if (!parsed.success) {
    // What could be read is checked all the same, so that one slip hides no other.
    const others = checkPlan(draftSchema.parse(input));
    return { ok: false, problems: [...problemsFromZod(parsed.error, input), ...others] };
  }
  const problems = checkPlan(parsed.data);
  return problems.length === 0 ? { ok: true, plan: parsed.data } : { ok: false, problems };
}
