import { UserError } from '../../user-error.ts';
import type { Command, Invocation } from '../command.ts';
import { connectionOptions } from '../connection-options.ts';
import { showExamples } from './mail-examples.ts';
import { readIn } from './mail-read-in.ts';

interface MailAction {
  readonly takesFiles: boolean;
  readonly run: (invocation: Invocation, paths: readonly string[]) => Promise<number>;
}

/** What can be done with mail, by its name on the command line. */
const actions: Readonly<Record<string, MailAction>> = {
  inlezen: { takesFiles: true, run: readIn },
  voorbeeld: { takesFiles: false, run: showExamples },
};

export const mail: Command = {
  name: 'mail',
  usage: 'inlezen <eml…> of voorbeeld',
  summary:
    'Inlezen: neemt mail op die terugkwam. Een antwoord wordt een contactmoment en een taak, een onbestelbaar adres wordt gemarkeerd, een automatisch antwoord genegeerd; - leest van de standaardinvoer. Voorbeeld: toont alle mails die het systeem stuurt, met voorbeeldgegevens, om te lezen en te beoordelen.',
  example: 'npx traject mail inlezen postvak/*.eml',
  options: {
    ...connectionOptions,
    html: {
      type: 'boolean',
      description: 'bij voorbeeld: zoals een mailprogramma ze toont, voor een browser',
    },
    uit: {
      type: 'string',
      value: '<map>',
      description: 'bij voorbeeld: schrijft elke mail in een bestand in deze map',
    },
    json: { type: 'boolean', description: 'als JSON, voor programma’s' },
  },
  positionals: [1, 1001],
  run: async (invocation) => {
    const [what = '', ...paths] = invocation.positionals;
    const action = Object.hasOwn(actions, what) ? actions[what] : undefined;
    if (action === undefined) {
      throw wrongUse(`Verwacht ${Object.keys(actions).join(' of ')}, gevonden: '${what}'.`);
    }
    const [first] = paths;
    if (action.takesFiles && first === undefined) {
      throw wrongUse(`Bestand: verwacht 'traject mail ${what} <eml…>', gevonden: niets.`);
    }
    if (!action.takesFiles && first !== undefined) {
      throw wrongUse(`'${first}' is te veel: verwacht 'traject mail ${what}'.`);
    }
    return await action.run(invocation, paths);
  },
};

function wrongUse(sentence: string): UserError {
  return new UserError(sentence, { exitCode: 2 });
}
