import type { PlanningOverview } from '../../../../machines/domain/planning/overview.ts';
import { overviewText } from '../../../../machines/domain/planning/overview-text.ts';
import { planningId, planningMessages } from '../../../../machines/protocol.ts';
import { UserError } from '../../../user-error.ts';
import type { Command } from '../../command.ts';
import { connectionOptions, connectToSystem } from '../../connection-options.ts';
import { planningCsv } from '../../planning-csv.ts';
import { queryNow } from '../../updates.ts';

export const show: Command = {
  name: 'planning toon',
  usage: '',
  summary:
    'Toont de tranches met hun bezetting, wie waar staat, wat er vrij is, de wachtlijst en de voorstellen.',
  example: 'npx traject planning toon --csv > planning.csv',
  options: {
    ...connectionOptions,
    json: { type: 'boolean', description: 'als JSON, voor programma’s: alles' },
    csv: {
      type: 'boolean',
      description: 'als CSV, voor een rekenblad: een regel per plaats, ook de vrije, en de wachtlijst',
    },
  },
  positionals: [0, 0],
  run: async (invocation) => {
    const [asJson, asCsv] = [invocation.flag('json'), invocation.flag('csv')];
    if (asJson && asCsv) {
      throw new UserError('--csv: verwacht --json of --csv, gevonden: allebei.', { exitCode: 2 });
    }
    const client = await connectToSystem(invocation);
    try {
      const overview = await queryNow<PlanningOverview>(client, planningId, planningMessages.overview);
      if (asJson) invocation.out(JSON.stringify(overview, null, 2));
      else invocation.out(asCsv ? planningCsv(overview) : overviewText(overview));
      return 0;
    } finally {
      await client.connection.close();
    }
  },
};
