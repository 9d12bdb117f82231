import { planningMessages } from '../../../../machines/protocol.ts';
import type { Command } from '../../command.ts';
import { parsePeriod } from '../../period.ts';
import { orderOptions, reasonOption, sendOrder } from '../../planner-order.ts';

export const clearPeriod: Command = {
  name: 'planning maak-vrij',
  usage: '<van>..<totEnMet>',
  summary:
    'Maakt een voorstel om alle ketentesten uit een periode te verplaatsen, en meldt elke functie die niet kan. Er verandert nog niets: neem het voorstel aan of wijs het af.',
  example: 'npx traject planning maak-vrij 2027-03-08..2027-03-19 --reden "Preproductie ligt eruit"',
  options: {
    ...orderOptions,
    reden: reasonOption,
  },
  positionals: [1, 1],
  run: async (invocation) => {
    const [period = ''] = invocation.positionals;
    const { from, until } = parsePeriod(period);
    const why = { reden: invocation.text('reden') };
    return await sendOrder(invocation, planningMessages.clearPeriod, { van: from, totEnMet: until, ...why });
  },
};
