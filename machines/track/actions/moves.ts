import { z } from 'zod';
import { toFillIn } from '../../domain/to-fill-in.ts';
import { canDecline } from '../decisions/moves.ts';
import { action, functionOf, functionsWhere, never } from './action.ts';
import { text } from './fields.ts';

/** Moves that the planning proposes. An akkoord is recorded as for any other slot: see `course.ts`. */
export const moveActions = [
  action({
    name: 'Verplaatsing afwijzen',
    code: 'verplaatsing-afwijzen',
    description: 'De afnemer wil de voorgestelde verplaatsing niet; het tijdslot dat er al was, blijft.',
    example: () => ({ reden: toFillIn('reden') }),
    forward: never,
    scopes: (context) => functionsWhere(context, canDecline),
    input: () => z.strictObject({ reden: text() }),
    event: ({ reden }, _context, scope, actor) => ({
      type: 'move.declined',
      function: functionOf(scope),
      reason: reden,
      ...actor,
    }),
  }),
];
