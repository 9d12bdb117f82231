import { z } from 'zod';
import { isoDateSchema } from '../dates.ts';
import { connectionFunctions } from '../vocabulary.ts';
import { proposalOrigins, type Move, type Proposal } from './proposals/proposal.ts';

/** Proposals as rows, as `carried.ts` does it with reservations: moves are many. */

const progressRow = z.union([
  z.tuple([z.literal('proposed'), isoDateSchema.nullable()]),
  z.tuple([z.literal('done')]),
  z.tuple([z.literal('talking'), isoDateSchema]),
  z.tuple([z.literal('agreed'), z.number().int().nonnegative()]),
  z.tuple([z.enum(['lapsed', 'declined']), z.string()]),
]);

/** organisation, function, from, to, gain, why (its place in the proposal's list of reasons), chain, progress */
const moveRow = z.tuple([
  z.string(),
  z.enum(connectionFunctions),
  z.string().nullable(),
  z.string(),
  z.number().int().nullable(),
  z.number().int().nonnegative(),
  z.number().int().positive(),
  progressRow,
]);
type MoveRow = z.infer<typeof moveRow>;

export const carriedProposalSchema = z.object({
  id: z.string(),
  madeOn: isoDateSchema,
  by: z.string(),
  origin: z.enum(proposalOrigins),
  basis: z.object({ planVersion: z.number().int(), sequence: z.number().int() }),
  /** In bulk many moves have the same one. */
  reasons: z.array(z.string()),
  moves: z.array(moveRow),
});
type CarriedProposal = z.infer<typeof carriedProposalSchema>;

export function carryProposal({ moves, ...rest }: Proposal): CarriedProposal {
  const reasons = [...new Set(moves.map(({ why }) => why))];
  return { ...rest, reasons, moves: moves.map((move) => rowOf(move, reasons.indexOf(move.why))) };
}

export function resumeProposal({ moves, reasons, ...rest }: CarriedProposal): Proposal {
  return { ...rest, moves: moves.map((row, i) => moveFrom(row, i + 1, reasons)) };
}

function rowOf({ organisation, function: fn, from, to, gain, chain, progress }: Move, why: number): MoveRow {
  return [organisation, fn, from, to, gain, why, chain, progressRowOf(progress)];
}

function moveFrom(
  [organisation, fn, from, to, gain, why, chain, progress]: MoveRow,
  number: number,
  reasons: readonly string[],
): Move {
  const key = { organisation, function: fn };
  return { number, ...key, from, to, gain, why: reasons[why] ?? '', chain, progress: progressFrom(progress) };
}

function progressRowOf(progress: Move['progress']): MoveRow[7] {
  switch (progress.status) {
    case 'proposed':
      return [progress.status, progress.keptUntil];
    case 'done':
      return [progress.status];
    case 'talking':
      return [progress.status, progress.answerBy];
    case 'agreed':
      return [progress.status, progress.since];
    case 'lapsed':
    case 'declined':
      return [progress.status, progress.reason];
  }
}

function progressFrom(row: MoveRow[7]): Move['progress'] {
  switch (row[0]) {
    case 'proposed':
      return { status: row[0], keptUntil: row[1] };
    case 'done':
      return { status: row[0] };
    case 'talking':
      return { status: row[0], answerBy: row[1] };
    case 'agreed':
      return { status: row[0], since: row[1] };
    case 'lapsed':
    case 'declined':
      return { status: row[0], reason: row[1] };
  }
}
