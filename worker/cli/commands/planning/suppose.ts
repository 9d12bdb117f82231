import type { Supposal } from '../../../../machines/domain/planning/optimise/question.ts';
import { UserError } from '../../../user-error.ts';
import { calculate } from '../../calculation.ts';
import type { Command, Invocation } from '../../command.ts';
import { parsePeriod } from '../../period.ts';
import { orderOptions } from '../../planner-order.ts';

export const suppose: Command = {
  name: 'planning watals',
  usage: '',
  summary:
    'Rekent uit wat er gebeurt als preproductie uitvalt, een tranche later is of er organisaties bij komen: wie geraakt wordt, hoe erg, en wat het beste herstel is. Er verandert niets.',
  example: 'npx traject planning watals --uitval 2027-03-08..2027-03-19',
  options: {
    ...orderOptions,
    uitval: { type: 'string', value: '<van..tot>', description: 'geen ketentesten in deze dagen' },
    tranche: { type: 'string', value: '<tranche>', description: 'een hele tranche later, met --weken' },
    weken: { type: 'string', value: '<aantal>', description: 'hoeveel weken later, van 1 tot en met 52' },
    erbij: {
      type: 'string',
      value: '<aantal>',
      description: 'zoveel organisaties melden zich vandaag, voor beide functies, zo snel als het kan',
    },
  },
  positionals: [0, 0],
  run: async (invocation) =>
    await calculate(invocation, { supposal: supposalFrom(invocation), submit: false }),
};

/** @throws UserError unless exactly one thing is supposed. */
function supposalFrom(invocation: Invocation): Supposal {
  const given = ['uitval', 'tranche', 'erbij'].filter((name) => invocation.text(name) !== undefined);
  const [what] = given;
  if (what === undefined || given.length > 1) {
    const found = given.length === 0 ? 'niets' : given.map((name) => `--${name}`).join(' en ');
    throw wrongUse(`Opties: verwacht één van --uitval, --tranche en --erbij, gevonden: ${found}.`);
  }
  if (what !== 'tranche' && invocation.text('weken') !== undefined) {
    throw wrongUse('--weken hoort bij --tranche.');
  }
  switch (what) {
    case 'uitval': {
      const { from, until } = parsePeriod(invocation.text('uitval') ?? '');
      return { uitval: { van: from, totEnMet: until } };
    }
    case 'erbij':
      return { erbij: numberIn(invocation, 'erbij', 500) };
    default:
      return { tranche: invocation.text('tranche') ?? '', weken: numberIn(invocation, 'weken', 52) };
  }
}

function numberIn(invocation: Invocation, name: string, most: number): number {
  const text = invocation.text(name);
  const value = Number(text);
  if (text !== undefined && /^\d{1,3}$/.test(text) && value >= 1 && value <= most) return value;
  throw wrongUse(`--${name}: verwacht een getal van 1 tot en met ${most}, gevonden: ${text ?? 'niets'}.`);
}

function wrongUse(sentence: string): UserError {
  return new UserError(`${sentence} Zie 'traject planning watals --help'.`, { exitCode: 2 });
}
