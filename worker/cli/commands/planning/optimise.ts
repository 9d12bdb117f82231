import type { Command } from '../../command.ts';
import { calculate } from '../../calculation.ts';
import { orderOptions } from '../../planner-order.ts';

export const optimise: Command = {
  name: 'planning optimaliseer',
  usage: '',
  summary:
    'Rekent de beste planning uit: wie naar welk tijdslot, waarom, en wat het oplevert. Er verandert niets; met --voorstel staat het klaar om aan te nemen.',
  example: 'npx traject planning optimaliseer --voorstel',
  options: {
    ...orderOptions,
    voorstel: { type: 'boolean', description: 'dient de verplaatsingen in als voorstel' },
  },
  positionals: [0, 0],
  run: async (invocation) =>
    await calculate(invocation, { supposal: null, submit: invocation.flag('voorstel') }),
};
