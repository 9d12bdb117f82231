import { searchAttributes } from '../../../machines/track/attributes.ts';
import { connect, connectionFromEnvironment } from '../../server/address.ts';
import { prepareNamespace } from '../../server/namespace.ts';
import { retentionFromEnvironment } from '../../server/retention.ts';
import { UserError } from '../../user-error.ts';
import type { Command } from '../command.ts';

export const prepare: Command = {
  name: 'inrichten',
  usage: '',
  summary:
    'Maakt de namespace op de Temporal-server uit de omgeving (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE …) klaar: zoekattributen en bewaartermijn. Kan zonder gevaar opnieuw.',
  example: 'TEMPORAL_ADDRESS=temporal.example.org:7233 npx traject inrichten',
  options: {},
  positionals: [0, 0],
  run: async (invocation) => {
    const given = connectionFromEnvironment(invocation.env);
    if (given === null) {
      throw new UserError(
        'Zet TEMPORAL_ADDRESS op het adres van de server. Een eigen server (npm start) richt zichzelf in.',
        { exitCode: 2 },
      );
    }
    const retention = retentionFromEnvironment(invocation.env);
    const connection = await connect(given.connectionOptions);
    try {
      await prepareNamespace({
        connection,
        namespace: given.namespace,
        searchAttributes,
        retention,
        report: invocation.out,
      });
    } finally {
      await connection.close();
    }
    invocation.out(`Namespace ${given.namespace} op ${given.connectionOptions.address} is klaar.`);
    return 0;
  },
};
