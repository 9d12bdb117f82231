import { planningMessages } from '../../../../machines/protocol.ts';
import type { Command } from '../../command.ts';
import { chosenMoves, movesOption } from '../../move-numbers.ts';
import { orderOptions, sendOrder } from '../../planner-order.ts';

export const reject: Command = {
  name: 'planning afwijzen',
  usage: '<voorstel>',
  summary: 'Wijst een voorstel af, of trekt het in als er al overleg over is. Iedereen houdt zijn tijdslot.',
  example: 'npx traject planning afwijzen V3 --reden "Te kort dag"',
  options: {
    ...orderOptions,
    verplaatsing: movesOption,
    reden: { type: 'string', value: '<tekst>', description: 'waarom', required: true },
  },
  positionals: [1, 1],
  run: async (invocation) => {
    const [proposal = ''] = invocation.positionals;
    const moves = chosenMoves(invocation.text('verplaatsing'));
    const why = { reden: invocation.text('reden') };
    return await sendOrder(invocation, planningMessages.reject, { voorstel: proposal, ...moves, ...why });
  },
};
