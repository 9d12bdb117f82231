import { z } from 'zod';
import { isoDateSchema } from '../dates.ts';
import { connectionFunctions } from '../vocabulary.ts';
import { nameNumber, Names } from './carried-names.ts';
import { proposalOrigins, type Move, type Proposal } from './proposals/proposal.ts';

/** Proposals as rows, as `carried.ts` does it with reservations: moves are many. */

const progressRow = z.union([
  z.tuple([z.literal('proposed'), isoDateSchema.nullable()]),
  z.tuple([z.literal('done')]),
  z.tuple([z.literal('talking'), isoDateSchema]),
  z.tuple([z.literal('agreed'), z.number().int().nonnegative()]),
  z.tuple([z.enum(['lapsed', 'declined']), z.string()]),
]);

/** organisation, function, from, to, gain, why, chain, progress; names by number, as the reasons of the proposal */
const moveRow = z.tuple([
  nameNumber,
  z.enum(connectionFunctions),
  nameNumber.nullable(),
  nameNumber,
  z.number().int().nullable(),
  nameNumber,
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

export function carryProposal({ moves, ...rest }: Proposal, names: Names): CarriedProposal {
  const reasons = new Names();
  const rows = moves.map(({ organisation, function: fn, from, to, gain, why, chain, progress }): MoveRow => [
    names.numberOf(organisation),
    fn,
    from === null ? null : names.numberOf(from),
    names.numberOf(to),
    gain,
    reasons.numberOf(why),
    chain,
    progressRowOf(progress),
  ]);
  return { ...rest, reasons: reasons.all, moves: rows };
}

export function resumeProposal({ moves, reasons: all, ...rest }: CarriedProposal, names: Names): Proposal {
  const reasons = new Names(all);
  return {
    ...rest,
    moves: moves.map(([organisation, fn, from, to, gain, why, chain, progress], i) => ({
      number: i + 1,
      organisation: names.named(organisation),
      function: fn,
      from: from === null ? null : names.named(from),
      to: names.named(to),
      gain,
      why: reasons.named(why),
      chain,
      progress: progressFrom(progress),
    })),
  };
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
