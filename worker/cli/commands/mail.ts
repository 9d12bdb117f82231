import { UserError } from '../../user-error.ts';
import type { Command, Invocation } from '../command.ts';
import { showExamples } from './mail-examples.ts';

/** What can be done with mail, by its name on the command line. */
const actions: Readonly<Record<string, (invocation: Invocation) => Promise<number>>> = {
  voorbeeld: showExamples,
};

export const mail: Command = {
  name: 'mail',
  usage: 'voorbeeld',
  summary: 'Toont alle mails die het systeem stuurt, met voorbeeldgegevens, om te lezen en te beoordelen.',
  example: 'npx traject mail voorbeeld --html --uit voorbeeldmails',
  options: {
    html: { type: 'boolean', description: 'zoals een mailprogramma ze toont, voor een browser' },
    uit: { type: 'string', value: '<map>', description: 'schrijft elke mail in een bestand in deze map' },
    json: { type: 'boolean', description: 'als JSON, voor programma’s' },
  },
  positionals: [1, 1],
  run: async (invocation) => {
    const [what = ''] = invocation.positionals;
    const action = Object.hasOwn(actions, what) ? actions[what] : undefined;
    if (action === undefined) {
      throw new UserError(`Verwacht ${Object.keys(actions).join(' of ')}, gevonden: '${what}'.`, {
        exitCode: 2,
      });
    }
    return await action(invocation);
  },
};
