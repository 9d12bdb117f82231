import { planningMessages } from '../../../../machines/protocol.ts';
import type { Command } from '../../command.ts';
import { functionNamed, functionOption } from '../../function-option.ts';
import { orderOptions, sendOrder } from '../../planner-order.ts';

export const offer: Command = {
  name: 'planning aanbieden',
  usage: '<tijdslot> <afnemer>',
  summary:
    'Biedt een vrij tijdslot aan één afnemer aan. Het wordt vastgehouden zolang het Servicecentrum met de afnemer overlegt. Wie er winst bij heeft, staat in: traject planning toon.',
  example: 'npx traject planning aanbieden 2027-T1.2027-03-02.0900 gemeente-utrecht --functie berichtenbox',
  options: { ...orderOptions, functie: functionOption },
  positionals: [2, 2],
  run: async (invocation) => {
    const [slot, consumer] = invocation.positionals;
    return await sendOrder(invocation, planningMessages.offer, {
      tijdslot: slot,
      afnemer: consumer,
      functie: functionNamed(invocation.text('functie')),
    });
  },
};
