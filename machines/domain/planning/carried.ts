import { z } from 'zod';
import { isoDateSchema, type IsoDate } from '../dates.ts';
import { organisationKinds } from '../organisation.ts';
import { connectionFunctions, type ConnectionFunction } from '../vocabulary.ts';
import { carriedProposalSchema, carryProposal, resumeProposal } from './carried-proposals.ts';
import { nameNumber, Names } from './carried-names.ts';
import { planSchema } from './plan.ts';
import { withoutOldEnded } from './proposals/look-back.ts';
import { slotSchema } from './requests.ts';
import type { PlanningState, RegisteredOrganisation, Reservation } from './state.ts';

/**
 * The state as it travels from one run of the coordinator to the next (continue-as-new): rows instead of records,
 * since 1,500 organisations with two functions must stay below 500 KB, and the names of fields are most of it.
 */

const goLiveSchema = isoDateSchema.nullable();
const displacedSchema = z.enum(['slot', 'tranche', 'both']).nullable();

/** What few reservations have. */
const rareSchema = z
  .object({ refusal: z.string().optional(), displaced: displacedSchema.optional() })
  .optional();

const generationSchema = z.number().int().positive();
const sinceSchema = z.number().int().nonnegative();

const reservationRow = z.union([
  /** status, generation, slot (its number in the list of names), since, earliest, requestedGoLive */
  z.tuple([
    z.enum(['held', 'agreed']),
    generationSchema,
    nameNumber,
    sinceSchema,
    isoDateSchema,
    goLiveSchema,
    rareSchema,
  ]),
  /** status, generation, askedOn, since, earliest, requestedGoLive, tranche */
  z.tuple([
    z.literal('waiting'),
    generationSchema,
    isoDateSchema,
    sinceSchema,
    isoDateSchema,
    goLiveSchema,
    z.string().nullable(),
    rareSchema,
  ]),
  /** status, generation, tranche */
  z.tuple([z.literal('trancheOnly'), generationSchema, z.string(), rareSchema]),
  z.tuple([z.literal('released'), generationSchema, rareSchema]),
]);
type ReservationRow = z.infer<typeof reservationRow>;

const byFunction = <Schema extends z.ZodType>(schema: Schema) =>
  z.partialRecord(z.enum(connectionFunctions), schema);

/** id, name, kind, oin, cbsCode, live, advice, one row per function in the order of `connectionFunctions`, the agreement's version and day */
const organisationRow = z.tuple([
  z.string(),
  z.string(),
  z.enum(organisationKinds),
  z.string().nullable(),
  z.string().nullable(),
  byFunction(isoDateSchema),
  z.array(z.tuple([z.string(), z.number().int().positive()])),
  z.array(reservationRow.nullable()),
  z.tuple([z.string().nullable(), isoDateSchema]).optional(),
]);
type OrganisationRow = z.infer<typeof organisationRow>;

const carriedPlanningSchema = z.object({
  /** Of slots and organisations that the rows name by number: they are long, and come back often. */
  names: z.array(z.string()),
  /** Why moves were proposed, or given up. */
  reasons: z.array(z.string()),
  plan: planSchema,
  planVersion: z.number().int().nonnegative(),
  retired: z.array(slotSchema),
  sequence: sinceSchema,
  organisations: z.array(organisationRow),
  proposals: z.array(carriedProposalSchema),
  proposalsMade: z.number().int().nonnegative(),
});
export type CarriedPlanning = z.infer<typeof carriedPlanningSchema>;

export function carryPlanning(state: PlanningState): CarriedPlanning {
  const { plan, planVersion, retired, sequence, organisations, proposals, proposalsMade } = state;
  const names = new Names();
  const reasons = new Names();
  return {
    plan,
    planVersion,
    retired: [...retired],
    sequence,
    organisations: Object.entries(organisations).map(([id, organisation]) => rowOf(id, organisation, names)),
    proposals: withoutOldEnded(proposals).map((proposal) => carryProposal(proposal, { names, reasons })),
    proposalsMade,
    names: names.all,
    reasons: reasons.all,
  };
}

/** @throws ZodError when it was not made by `carryPlanning`. */
export function resumePlanning(carried: unknown): PlanningState {
  const planning = carriedPlanningSchema.parse(carried);
  const { names: allNames, reasons: allReasons, organisations, proposals, ...rest } = planning;
  const names = new Names(allNames);
  const reasons = new Names(allReasons);
  return {
    ...rest,
    organisations: Object.fromEntries(organisations.map((row) => [row[0], organisationFrom(row, names)])),
    proposals: proposals.map((proposal) => resumeProposal(proposal, { names, reasons })),
  };
}

function rowOf(id: string, organisation: RegisteredOrganisation, names: Names): OrganisationRow {
  const { name, kind, oin, cbsCode, live, advice, reservations, agreement } = organisation;
  const agreementRow: [] | [[string | null, IsoDate]] =
    agreement === undefined ? [] : [[agreement.version, agreement.on]];
  return [
    id,
    name,
    kind,
    oin ?? null,
    cbsCode ?? null,
    live,
    advice.map(({ booking, minutes }) => [booking, minutes]),
    Object.keys(reservations).length === 0
      ? []
      : connectionFunctions.map((fn) => {
          const reservation = reservations[fn];
          return reservation === undefined ? null : reservationRowOf(reservation, names);
        }),
    ...agreementRow,
  ];
}

function organisationFrom(
  [, name, kind, oin, cbsCode, live, advice, rows, agreement]: OrganisationRow,
  names: Names,
): RegisteredOrganisation {
  const reservations: Partial<Record<ConnectionFunction, Reservation>> = {};
  for (const [i, fn] of connectionFunctions.entries()) {
    const row = rows[i];
    if (row !== undefined && row !== null) reservations[fn] = reservationFrom(row, names);
  }
  return {
    name,
    kind,
    ...(oin === null ? {} : { oin }),
    ...(cbsCode === null ? {} : { cbsCode }),
    live,
    advice: advice.map(([booking, minutes]) => ({ booking, minutes })),
    reservations,
    ...(agreement === undefined ? {} : { agreement: { version: agreement[0], on: agreement[1] } }),
  };
}

function reservationRowOf(reservation: Reservation, names: Names): ReservationRow {
  const { generation, refusal } = reservation;
  const displaced = 'displaced' in reservation ? reservation.displaced : null;
  const rare: [] | [z.infer<typeof rareSchema>] =
    refusal === null && displaced === null
      ? []
      : [{ ...(refusal === null ? {} : { refusal }), ...(displaced === null ? {} : { displaced }) }];
  switch (reservation.status) {
    case 'held':
    case 'agreed': {
      const { status, slot, since, wish } = reservation;
      const { earliest, requestedGoLive } = wish;
      return [status, generation, names.numberOf(slot), since, earliest, requestedGoLive, ...rare];
    }
    case 'waiting': {
      const { status, askedOn, since, wish, tranche } = reservation;
      return [status, generation, askedOn, since, wish.earliest, wish.requestedGoLive, tranche, ...rare];
    }
    case 'trancheOnly':
      return [reservation.status, generation, reservation.tranche, ...rare];
    case 'released':
      return [reservation.status, generation, ...rare];
  }
}

function reservationFrom(row: ReservationRow, names: Names): Reservation {
  switch (row[0]) {
    case 'held':
    case 'agreed': {
      const [status, generation, number, since, earliest, requestedGoLive, rare] = row;
      const slot = names.named(number);
      const wish = { earliest, requestedGoLive };
      const displaced = rare?.displaced ?? null;
      return { status, generation, refusal: rare?.refusal ?? null, slot, since, wish, displaced };
    }
    case 'waiting': {
      const [status, generation, askedOn, since, earliest, requestedGoLive, tranche, rare] = row;
      const wish = { earliest, requestedGoLive };
      return { status, generation, refusal: rare?.refusal ?? null, since, wish, askedOn, tranche };
    }
    case 'trancheOnly': {
      const [status, generation, tranche, rare] = row;
      return { status, generation, refusal: rare?.refusal ?? null, tranche };
    }
    case 'released': {
      const [status, generation, rare] = row;
      return { status, generation, refusal: rare?.refusal ?? null };
    }
  }
}
