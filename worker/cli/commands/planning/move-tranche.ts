import { planningMessages } from '../../../../machines/protocol.ts';
import type { Command } from '../../command.ts';
import { orderOptions, reasonOption, sendOrder } from '../../planner-order.ts';

export const moveTranche: Command = {
  name: 'planning verplaats-tranche',
  usage: '<tranche>',
  summary:
    'Maakt een voorstel om iedereen uit een tranche te verplaatsen, en meldt elke functie die niet kan. Er verandert nog niets: neem het voorstel aan of wijs het af.',
  example: 'npx traject planning verplaats-tranche 2027-T1 --naar 2027-T2 --reden "Begint later"',
  options: {
    ...orderOptions,
    naar: {
      type: 'string',
      value: '<tranche>',
      description: 'de andere tranche (standaard: waar plaats is)',
    },
    reden: reasonOption,
  },
  positionals: [1, 1],
  run: async (invocation) => {
    const [tranche] = invocation.positionals;
    return await sendOrder(invocation, planningMessages.moveTranche, {
      tranche,
      naar: invocation.text('naar'),
      reden: invocation.text('reden'),
    });
  },
};
