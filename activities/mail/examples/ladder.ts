import { addDays } from '../../../machines/domain/dates.ts';
import type { LadderLine } from '../../../machines/track/mail.ts';
import type { ExampleOf } from './example.ts';
import { applicationLine, ladderLine, testLine, today } from './order.ts';

const consumer = { function: 'berichtenbox', waitsOn: 'consumer', remindedBefore: false } as const;
const reminder = { ...consumer, rung: 'reminder1', due: addDays(today, 14) } as const;
/** Due so many days ago, and at this rung. */
const late = (days: number, rung: LadderLine['rung'], line: LadderLine = applicationLine) =>
  ladderLine({ ...line, rung, due: addDays(today, -days), remindedBefore: true });

export const ladderExamples: readonly ExampleOf<'ladder'>[] = [
  {
    variant: 'eerste, intentieverklaring',
    content: ladder({ ...reminder, step: 'declaration', asked: ['de handtekening'] }),
  },
  {
    variant: 'eerste, akkoord op het tijdslot',
    content: ladder({
      ...reminder,
      step: 'trancheAssignment',
      asked: ['akkoord op het voorgestelde tijdslot: dinsdag 2 maart 2027 om 09:00 uur'],
    }),
  },
  {
    variant: 'impactanalyse, niet verplicht',
    content: ladder({ ...reminder, step: 'impactAnalysis', asked: ['de impactanalyse'] }),
  },
  { variant: 'eerste, documenten', content: { kind: 'ladder', lines: [applicationLine] } },
  {
    variant: 'eerste, preproductie',
    content: ladder({ ...reminder, step: 'preproduction', asked: ['berichtenstromen', 'CPA'] }),
  },
  {
    variant: 'eerste, ketentest',
    content: ladder({ ...reminder, step: 'chainTest', asked: ['de ketentest, van 09:00 tot 13:00 uur'] }),
  },
  {
    variant: 'eerste, ingebruikname',
    content: ladder({ ...reminder, step: 'goLive', asked: ['de ingebruikname'] }),
  },
  {
    variant: 'eerste, keuze voor een nieuw tijdslot',
    content: ladder({
      ...reminder,
      step: 'preproduction',
      subject: 'offer',
      asked: ['een keuze voor een nieuw tijdslot'],
    }),
  },
  { variant: 'tweede', content: { kind: 'ladder', lines: [testLine] } },
  {
    variant: 'kort voor de datum, en toch de eerste',
    content: ladder({ ...applicationLine, rung: 'reminder2', due: addDays(today, 3) }),
  },
  { variant: 'meer punten in één mail', content: { kind: 'ladder', lines: [applicationLine, testLine] } },
  {
    variant: 'laatste dag',
    content: ladder({ ...applicationLine, rung: 'due', due: today, remindedBefore: true }),
  },
  {
    variant: 'na een storing: de datum is voorbij',
    content: ladder({ ...applicationLine, rung: 'due', due: addDays(today, -3), remindedBefore: true }),
  },
];

export const letterExamples: readonly ExampleOf<'escalationLetter'>[] = [
  {
    variant: 'na escalatie 2',
    content: { kind: 'escalationLetter', lines: [late(14, 'escalation2')], answerBy: addDays(today, 7) },
  },
];

function ladder(line: Parameters<typeof ladderLine>[0]): ExampleOf<'ladder'>['content'] {
  return { kind: 'ladder', lines: [ladderLine(line)] };
}
