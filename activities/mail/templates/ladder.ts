import { formatDate } from '../../../machines/domain/dutch-dates.ts';
import type { IsoDate } from '../../../machines/domain/dates.ts';
import { rungs, type Rung, type Step } from '../../../machines/domain/vocabulary.ts';
import { functionWords, stageWords } from '../../../machines/domain/words.ts';
import type { LadderLine, MailOrder } from '../../../machines/track/mail.ts';
import { fact, facts, heading, paragraph, type Block } from '../letter.ts';
import { by, type Ask, type ContentOf, type Draft } from './draft.ts';

/** To the consumer: everything that is open for it today, in one mail; the highest rung sets the tone. */
export function ladder({ lines }: ContentOf<'ladder'>, order: MailOrder): Draft {
  const { word, opening } = tone(highestRung(lines));
  const [first, ...more] = lines;
  const single = first !== undefined && more.length === 0 ? first : null;
  return {
    subject:
      single === null
        ? `${word}: ${lines.length} punten staan open`
        : `${word}: ${title(single)}, ${dueWords(single)}`,
    fileTitle: word.toLowerCase(),
    message: [
      paragraph(`${opening} Het gaat om de aansluiting van ${order.organisation.name} op MijnOverheid.`),
      ...(single === null ? lines.flatMap(lineWithRisk) : []),
    ],
    ask: single === null ? askForAll(lines, order.date) : askFor(single, order.date),
    underWay: true,
  };
}

/** To the signatory: what stayed open after all reminders. */
export function escalationLetter({ lines }: ContentOf<'escalationLetter'>, order: MailOrder): Draft {
  return {
    subject: `De aansluiting van ${order.organisation.name} op MijnOverheid loopt vertraging op`,
    fileTitle: 'brief tekenbevoegde',
    message: [
      paragraph(
        `U hebt de intentieverklaring getekend om ${order.organisation.name} aan te sluiten op MijnOverheid. Daarom schrijven wij u. De planning loopt vertraging op.`,
      ),
      paragraph('Ondanks onze herinneringen staan deze punten nog open:'),
      ...lines.flatMap(lineBlocks),
    ],
    ask: {
      what: ['zorg dat deze punten worden afgerond', 'of spreek met ons een nieuwe planning af'],
      when: 'zo snel mogelijk',
      otherwise:
        'Gebeurt dit niet, dan kunnen de ketentest en de ingebruikname misschien niet doorgaan op de geplande datum.',
    },
    underWay: true,
  };
}

export function highestRung(lines: readonly LadderLine[]): Rung {
  return lines.reduce<Rung>(
    (high, { rung }) => (rungs.indexOf(rung) > rungs.indexOf(high) ? rung : high),
    'reminder1',
  );
}

export function title(line: LadderLine): string {
  return `${stageWords[line.step]} ${functionWords[line.function]}`;
}

function tone(rung: Rung): { readonly word: string; readonly opening: string } {
  switch (rung) {
    case 'reminder1':
      return { word: 'Herinnering', opening: 'Wij herinneren u graag aan een datum die eraan komt.' };
    case 'reminder2':
      return { word: 'Tweede herinnering', opening: 'De uiterste datum is nu dichtbij.' };
    case 'due':
      return {
        word: 'Laatste dag',
        opening: 'Wij hebben nog niet alles van u ontvangen. De uiterste datum is bereikt.',
      };
    case 'overdue':
    case 'escalation1':
    case 'escalation2':
      return {
        word: 'Te laat',
        opening: 'Wij hebben nog niet alles van u ontvangen. De uiterste datum is voorbij.',
      };
  }
}

function lineBlocks(line: LadderLine): readonly Block[] {
  return [heading(title(line)), facts(fact('Wat', line.asked), fact(dueTerm(line), formatDate(line.due)))];
}

function lineWithRisk(line: LadderLine): readonly Block[] {
  return [...lineBlocks(line), paragraph(otherwise(line.step))];
}

function askFor(line: LadderLine, today: IsoDate): Ask {
  return { what: line.asked, when: deadline(line, today), otherwise: otherwise(line.step) };
}

function askForAll(lines: readonly LadderLine[], today: IsoDate): Ask {
  const late = lines.some(({ due }) => due < today);
  return {
    what: ['rond de punten hierboven af'],
    when: late
      ? 'zo snel mogelijk: een uiterste datum is al voorbij'
      : 'uiterlijk op de datum die bij elk punt staat',
    otherwise: 'Horen we niets van u, dan neemt het Servicecentrum contact met u op.',
  };
}

/** A chain test is on its day; anything else is done by its day. */
/** The chain test itself is an appointment: on its day, not before it. */
function isAppointment({ step, subject, waitsOn }: LadderLine): boolean {
  return step === 'chainTest' && subject === 'step' && waitsOn === 'consumer';
}

function dueTerm(line: LadderLine): string {
  return isAppointment(line) ? 'Datum' : 'Uiterlijk';
}

function dueWords(line: LadderLine): string {
  return isAppointment(line) ? formatDate(line.due) : by(line.due);
}

function deadline(line: LadderLine, today: IsoDate): string {
  if (line.due === today) return `vandaag, ${formatDate(line.due)}`;
  return line.due < today ? `zo snel mogelijk: de datum was ${formatDate(line.due)}` : dueWords(line);
}

function otherwise(step: Step): string {
  switch (step) {
    case 'declaration':
      return 'Zonder complete intentieverklaring kunnen we geen ketentest voor u plannen.';
    case 'trancheAssignment':
      return 'Zonder uw akkoord is het tijdslot niet zeker.';
    case 'impactAnalysis':
      return 'De impactanalyse is niet verplicht. Doet u haar niet, dan gaat uw traject gewoon door.';
    case 'application':
      return 'Zonder deze documenten kunt u niet beginnen in preproductie. De ketentest kan daardoor later worden.';
    case 'preproduction':
      return 'Bent u te laat klaar, dan kan de ketentest misschien niet doorgaan op de afgesproken dag.';
    case 'chainTest':
      return 'Kan de test dan niet doorgaan, dan zoeken we met u een ander tijdslot. De ingebruikname kan daardoor later worden.';
    case 'goLive':
      return 'Is dit niet op tijd klaar, dan wordt de ingebruikname later.';
  }
}
