import { z } from 'zod';
import { isoDateSchema } from '../dates.ts';
import { connectionFunctions, type ConnectionFunction } from '../vocabulary.ts';
import { nameNumber, Names } from './carried-names.ts';
import { proposalOrigins, type Move, type Proposal } from './proposals/proposal.ts';

/** Proposals as rows, as `carried.ts` does it with reservations: moves are many. */

const progressRow = z.union([
  z.tuple([z.literal('proposed'), isoDateSchema.nullable()]),
  z.tuple([z.literal('done')]),
  z.tuple([z.literal('talking'), isoDateSchema]),
  z.tuple([z.literal('agreed'), z.number().int().nonnegative()]),
  /** the number of its reason */
  z.tuple([z.enum(['lapsed', 'declined']), nameNumber]),
]);
type ProgressRow = z.infer<typeof progressRow>;

/** number, organisation, function (its place in `connectionFunctions`), from, to, gain, why, chain, progress; names and reasons by number */
const moveRow = z.tuple([
  z.number().int().positive(),
  nameNumber,
  nameNumber,
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
  moves: z.array(moveRow),
});
type CarriedProposal = z.infer<typeof carriedProposalSchema>;

/** Of slots and organisations, and of reasons: in bulk many moves have the same one. */
interface Tables {
  readonly names: Names;
  readonly reasons: Names;
}

export function carryProposal({ moves, ...rest }: Proposal, { names, reasons }: Tables): CarriedProposal {
  const rows = moves.map((move): MoveRow => {
    const { number, organisation, function: fn, from, to, gain, why, chain, progress } = move;
    return [
      number,
      names.numberOf(organisation),
      connectionFunctions.indexOf(fn),
      from === null ? null : names.numberOf(from),
      names.numberOf(to),
      gain,
      reasons.numberOf(why),
      chain,
      progressRowOf(progress, reasons),
    ];
  });
  return { ...rest, moves: rows };
}

export function resumeProposal({ moves, ...rest }: CarriedProposal, { names, reasons }: Tables): Proposal {
  return {
    ...rest,
    moves: moves.map(([number, organisation, fn, from, to, gain, why, chain, progress]) => ({
      number,
      organisation: names.named(organisation),
      function: functionAt(fn),
      from: from === null ? null : names.named(from),
      to: names.named(to),
      gain,
      why: reasons.named(why),
      chain,
      progress: progressFrom(progress, reasons),
    })),
  };
}

function functionAt(place: number): ConnectionFunction {
  const fn = connectionFunctions[place];
  if (fn === undefined) throw new RangeError(`No function has the place ${place}`);
  return fn;
}

function progressRowOf(progress: Move['progress'], reasons: Names): ProgressRow {
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
      return [progress.status, reasons.numberOf(progress.reason)];
  }
}

function progressFrom(row: ProgressRow, reasons: Names): Move['progress'] {
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
      return { status: row[0], reason: reasons.named(row[1]) };
  }
}
