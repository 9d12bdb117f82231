import { resolve } from 'node:path';
import { formatMoment } from '../../../machines/domain/dutch-dates.ts';
import { restoreBackup } from '../../backup/restore.ts';
import { UserError } from '../../user-error.ts';
import type { Command } from '../command.ts';
import { portOf } from '../connection-options.ts';

export const restore: Command = {
  name: 'terugzetten',
  usage: '<back-up>',
  summary:
    'Zet een back-up terug in een nieuwe map, na controle. Start daarna het systeem in die map: het gaat verder vanaf de back-up.',
  example: 'npx traject terugzetten /back-ups/traject-2027-01-04 --gegevensmap .traject-terug',
  options: {
    gegevensmap: {
      type: 'string',
      value: '<map>',
      description: 'de nieuwe map: een die er nog niet is, of die leeg is',
      required: true,
    },
  },
  positionals: [1, 1],
  run: async ({ env, positionals: [backup = ''], text, out }) => {
    const dataDir = text('gegevensmap') ?? '';
    if (portOf(dataDir) !== undefined)
      throw new UserError(`In de map ${resolve(dataDir)} draait een systeem: geef een nieuwe map.`);
    const { moment } = await restoreBackup({ backup, dataDir, env });
    out(
      [
        `De back-up van ${formatMoment(Date.parse(moment))} staat in ${dataDir}, en is in orde.`,
        `Verder gaan: npx traject start --gegevensmap ${dataDir}`,
        'Stop eerst het oude systeem, als dat nog draait: anders gaan mails dubbel de deur uit. Lees ook docs/back-up.md.',
      ].join('\n'),
    );
    return 0;
  },
};
