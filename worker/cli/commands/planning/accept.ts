import { planningMessages } from '../../../../machines/protocol.ts';
import type { Command } from '../../command.ts';
import { chosenMoves, movesOption } from '../../move-numbers.ts';
import { orderOptions, sendOrder } from '../../planner-order.ts';

export const accept: Command = {
  name: 'planning aannemen',
  usage: '<voorstel>',
  summary:
    'Neemt een voorstel aan. Het Servicecentrum krijgt voor elke verplaatsing een taak: overleg met de afnemer. De plaats wordt zo lang vastgehouden, en pas het akkoord verplaatst.',
  example: 'npx traject planning aannemen V3 --verplaatsing 1,2',
  options: { ...orderOptions, verplaatsing: movesOption },
  positionals: [1, 1],
  run: async (invocation) => {
    const [proposal = ''] = invocation.positionals;
    const moves = chosenMoves(invocation.text('verplaatsing'));
    return await sendOrder(invocation, planningMessages.accept, { voorstel: proposal, ...moves });
  },
};
