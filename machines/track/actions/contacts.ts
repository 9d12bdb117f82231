import { dateOf } from '../../domain/amsterdam.ts';
import { contactChange, contactChangeSchema } from '../../domain/contact-changes.ts';
import { toFillIn } from '../../domain/to-fill-in.ts';
import { action, never, whole } from './action.ts';

export const contactActions = [
  action({
    name: 'Contactpersoon wijzigen',
    code: 'contactpersoon-wijzigen',
    description:
      'Voegt een contactpersoon toe, of wijzigt of verwijdert die; wat u weglaat, blijft zoals het is.',
    example: () => ({ rol: 'projectleider', naam: toFillIn('naam'), email: toFillIn('e-mailadres') }),
    forward: never,
    scopes: () => whole(true),
    input: () => contactChangeSchema,
    event: (written, context, _scope, actor) => {
      const change = contactChange(context.contacts, written, dateOf(context.now));
      return 'refused' in change ? change : { type: 'contact.changed', change, ...actor };
    },
  }),
];
