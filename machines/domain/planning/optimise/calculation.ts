import type { Proposal } from '../proposals/proposal.ts';
import type { Replanning } from './replan.ts';

/** What came of working out a planning. Plain JSON. */
export type Calculation =
  | {
      readonly kind: 'calculated';
      readonly replanning: Replanning;
      /** The planning that it was worked out on. */
      readonly basis: Proposal['basis'];
      readonly seconds: number;
    }
  /** The planning is as it was. Dutch sentence. */
  | { readonly kind: 'failed'; readonly reason: string };
