import { z } from 'zod';
import { dateOf } from '../../domain/amsterdam.ts';
import { channels } from '../../domain/vocabulary.ts';
import { channelWords } from '../../domain/words.ts';
import { toFillIn } from '../../domain/to-fill-in.ts';
import { letterLines } from '../decisions/desk.ts';
import { action, never, whole } from './action.ts';
import { choice, day, text } from './fields.ts';
import { counterpart, withWhom } from './preparation.ts';

/** The desk's own: what was said, tasks, and the letter. */

export const deskActions = [
  action({
    name: 'Contactmoment vastleggen',
    code: 'contactmoment-vastleggen',
    description: 'Legt een gesprek of bericht vast.',
    example: (context) => ({ met: counterpart(context), tekst: toFillIn('wat er gezegd is') }),
    forward: never,
    scopes: () => whole(true),
    input: (context) =>
      z.strictObject({
        kanaal: choice(channels, channelWords).prefault('telefoon'),
        met: withWhom(context),
        tekst: text(2000),
        terugbellenOp: day({ from: dateOf(context.now) }).optional(),
      }),
    event: ({ kanaal, met, tekst, terugbellenOp }, _context, _scope, actor) => ({
      type: 'contactMoment.noted',
      channel: kanaal,
      with: met,
      text: tekst,
      callBackOn: terugbellenOp ?? null,
      ...actor,
    }),
  }),
  action({
    name: 'Taak afronden',
    code: 'taak-afronden',
    description: 'Rondt een taak van het Servicecentrum af.',
    example: (context) => ({ taak: context.tasks[0]?.id }),
    forward: never,
    scopes: (context) => whole(context.tasks.length > 0),
    input: (context) => {
      const ids = context.tasks.map(({ id }) => id);
      return z.strictObject({ taak: z.enum(ids).default(ids[0] ?? ''), toelichting: text().optional() });
    },
    event: ({ taak, toelichting }, _context, _scope, actor) => ({
      type: 'task.done',
      task: taak,
      text: toelichting ?? '',
      ...actor,
    }),
  }),
  action({
    name: 'Escalatiebrief versturen',
    code: 'escalatiebrief-versturen',
    description: 'Verstuurt de klaargezette brief aan de tekenbevoegde.',
    example: () => ({}),
    forward: never,
    scopes: (context) =>
      whole(context.tasks.some(({ kind }) => kind === 'letterPrepared') && letterLines(context).length > 0),
    input: () => z.strictObject({}),
    event: (_input, _context, _scope, actor) => ({ type: 'letter.sent', ...actor }),
  }),
];
