import { z } from 'zod';
import type { Instant } from '../../amsterdam.ts';
import { isoDateSchema } from '../../dates.ts';
import { functionField } from '../../function-field.ts';
import { formatProblems, problemsFromZod } from '../../problem.ts';
import type { ConnectionFunction } from '../../vocabulary.ts';
import { lineSchema, signerSchema } from '../../written-fields.ts';
import type { PlanningOverview } from '../overview.ts';
import type { PlanningState } from '../state.ts';
import { acceptMoves, rejectMoves } from './accept.ts';
import type { Decided } from './decided.ts';
import {
  acceptExample,
  clearPeriodExample,
  moveTrancheExample,
  offerExample,
  proposeExample,
  rejectExample,
} from './order-examples.ts';
import { offerSlot } from './freed-slots.ts';
import { placeOf } from './movable.ts';
import { propose } from './propose.ts';
import { refusalLines } from './proposal-words.ts';
import { plannerMessages } from './planner-messages.ts';
import { clearPeriod, moveTranche } from './relocate.ts';

/** What a planner can order, in the Temporal UI and from the command line: the same names, rules and refusals. */
export interface PlannerOrder {
  /** The name of the Update. */
  readonly name: string;
  /** What it does: one Dutch sentence. */
  readonly description: string;
  /** Its input as an example of this moment, without `door`; null when there is nothing to order. */
  example(overview: PlanningOverview): Readonly<Record<string, unknown>> | null;
  /** What comes of it; nothing of `raw` is trusted. */
  carryOut(state: PlanningState, raw: unknown, now: Instant): Decided;
}

function order<Schema extends z.ZodType>(
  name: string,
  description: string,
  example: PlannerOrder['example'],
  schema: Schema,
  decide: (state: PlanningState, input: z.output<Schema>, now: Instant) => Decided,
): PlannerOrder {
  return {
    name,
    description,
    example,
    carryOut(state, raw, now) {
      const input = schema.safeParse(raw);
      if (!input.success)
        return { kind: 'refused', reason: formatProblems(problemsFromZod(input.error, raw)) };
      return decide(state, input.data, now);
    },
  };
}

const proposalField = z.string().trim().toUpperCase();
const movesField = z.array(z.int().positive()).min(1).optional();

export const plannerOrders: readonly PlannerOrder[] = [
  order(
    plannerMessages.accept,
    'Neemt een voorstel aan; het Servicecentrum overlegt dan met elke afnemer. Alleen sommige verplaatsingen: "verplaatsingen":[1,2].',
    acceptExample,
    z.strictObject({ door: signerSchema, voorstel: proposalField, verplaatsingen: movesField }),
    (state, { voorstel, verplaatsingen }, now) =>
      acceptMoves(state, { proposal: voorstel, moves: verplaatsingen }, now),
  ),
  order(
    plannerMessages.reject,
    'Wijst een voorstel af, of trekt het in als er al overleg over is; iedereen houdt zijn tijdslot.',
    rejectExample,
    z.strictObject({
      door: signerSchema,
      voorstel: proposalField,
      verplaatsingen: movesField,
      reden: lineSchema,
    }),
    (state, { voorstel, verplaatsingen, reden }, now) =>
      rejectMoves(state, { proposal: voorstel, moves: verplaatsingen, reason: reden }, now),
  ),
  order(
    plannerMessages.offer,
    'Biedt een vrij tijdslot aan één afnemer aan; het wordt zo lang vastgehouden.',
    offerExample,
    z.strictObject({
      door: signerSchema,
      tijdslot: lineSchema,
      afnemer: lineSchema,
      functie: functionField,
    }),
    (state, { door, tijdslot, afnemer, functie }, now) =>
      offerSlot(state, { slot: tijdslot, by: door, organisation: afnemer, function: functie }, now),
  ),
  order(
    plannerMessages.moveTranche,
    'Maakt een voorstel om iedereen uit een tranche te verplaatsen, en meldt wie niet kan.',
    moveTrancheExample,
    z.strictObject({
      door: signerSchema,
      tranche: lineSchema,
      naar: lineSchema.optional(),
      reden: lineSchema,
    }),
    (state, { door, tranche, naar, reden }, now) =>
      moveTranche(state, { tranche, into: naar, why: reden, by: door }, now),
  ),
  order(
    plannerMessages.clearPeriod,
    'Maakt een voorstel om alle ketentesten uit een periode te verplaatsen, en meldt wie niet kan.',
    clearPeriodExample,
    z.strictObject({ door: signerSchema, van: isoDateSchema, totEnMet: isoDateSchema, reden: lineSchema }),
    (state, { door, van, totEnMet, reden }, now) =>
      clearPeriod(state, { period: { from: van, until: totEnMet }, why: reden, by: door }, now),
  ),
  order(
    plannerMessages.propose,
    'Maakt een voorstel van verplaatsingen die u zelf kiest; wat niet kan, wordt gemeld.',
    proposeExample,
    z.strictObject({
      door: signerSchema,
      /** The version of the plan that it was worked out on. */
      planversie: z.int().nonnegative().optional(),
      verplaatsingen: z
        .array(
          z.strictObject({
            afnemer: lineSchema,
            functie: functionField,
            /** Where it stood when this was worked out; null: on the waiting list. */
            van: lineSchema.nullable().optional(),
            naar: lineSchema,
            reden: lineSchema.optional(),
          }),
        )
        .min(1),
    }),
    submit,
  ),
];

interface Submission {
  readonly door: string;
  readonly planversie?: number | undefined;
  readonly verplaatsingen: readonly {
    readonly afnemer: string;
    readonly functie: ConnectionFunction;
    readonly van?: string | null | undefined;
    readonly naar: string;
    readonly reden?: string | undefined;
  }[];
}

function submit(
  state: PlanningState,
  { door, planversie, verplaatsingen }: Submission,
  now: Instant,
): Decided {
  if (planversie !== undefined && planversie !== state.planVersion) {
    const reason = `Planversie: verwacht ${state.planVersion}, gevonden ${planversie}. Er is intussen een andere planning: reken opnieuw.`;
    return { kind: 'refused', reason };
  }
  const moves = verplaatsingen.map(({ afnemer, functie, naar, reden }) => ({
    organisation: afnemer,
    function: functie,
    to: naar,
    ...(reden === undefined ? {} : { why: reden }),
  }));
  const gone = moves.filter((move, i) => {
    const from = verplaatsingen[i]?.van;
    return from !== undefined && placeOf(state, move) !== from;
  });
  const stale = gone.map((move) => ({ ...move, reason: 'Staat intussen ergens anders: reken opnieuw.' }));
  const left = moves.filter((move) => !gone.includes(move));
  const proposed = propose(state, { by: door, origin: 'optimised', moves: left }, now);
  const { state: next, proposal, notices } = proposed;
  const refusals = [...stale, ...proposed.refusals];
  const count = refusals.length === 0 ? '' : ` Niet mogelijk: ${refusals.length}.`;
  const withRefusals = (line: string) => [`${line}${count}`, ...refusalLines(state, refusals)].join('\n');
  if (proposal === null) return { kind: 'refused', reason: withRefusals('Er is geen voorstel gemaakt.') };
  const line = `Voorstel ${proposal.id} staat klaar. Verplaatsingen: ${proposal.moves.length}.`;
  return { kind: 'done', state: next, notices, answer: withRefusals(line) };
}
