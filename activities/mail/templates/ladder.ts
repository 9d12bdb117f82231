import { formatDate } from '../../../machines/domain/dutch-dates.ts';
import type { IsoDate } from '../../../machines/domain/dates.ts';
import { functionWords, stageWords } from '../../../machines/domain/words.ts';
import type { LadderLine, MailOrder } from '../../../machines/track/mail.ts';
import { fact, facts, heading, paragraph, type Block } from '../letter.ts';
import { by, deadline, type Ask, type ContentOf, type Draft } from './draft.ts';

/** To the consumer: everything that is open for it today, in one mail; what is most urgent sets the tone. */
export function ladder({ lines }: ContentOf<'ladder'>, order: MailOrder): Draft {
  const { word, opening } = tone(lines, order.date);
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
export function escalationLetter(
  { lines, answerBy }: ContentOf<'escalationLetter'>,
  order: MailOrder,
): Draft {
  const reminded = lines.some(({ remindedBefore }) => remindedBefore);
  return {
    subject: `De aansluiting van ${order.organisation.name} op MijnOverheid loopt vertraging op`,
    fileTitle: 'brief tekenbevoegde',
    message: [
      paragraph(
        `${order.organisation.name} heeft een intentieverklaring getekend om aan te sluiten op MijnOverheid. Daarom schrijven wij u. De planning loopt vertraging op.`,
      ),
      paragraph(
        reminded ? 'Ondanks onze herinneringen staan deze punten nog open:' : 'Deze punten staan nog open:',
      ),
      ...lines.flatMap(lineBlocks),
    ],
    ask: {
      what: ['zorg dat deze punten worden afgerond', 'of spreek met ons een nieuwe planning af'],
      when: by(answerBy),
      otherwise:
        'Gebeurt dit niet, dan kunnen de ketentest en de ingebruikname misschien niet doorgaan op de geplande datum.',
    },
    underWay: true,
  };
}

function title(line: LadderLine): string {
  const what = line.subject === 'offer' ? 'Nieuw tijdslot' : stageWords[line.step];
  return `${what} ${functionWords[line.function]}`;
}

/** By the dates, and by what was sent before: after a short term or a stop the first reminder can be a late one. */
function tone(
  lines: readonly LadderLine[],
  today: IsoDate,
): { readonly word: string; readonly opening: string } {
  if (lines.some(({ due }) => due < today)) {
    return {
      word: 'Te laat',
      opening: 'Wij hebben nog niet alles van u ontvangen. Een uiterste datum is voorbij.',
    };
  }
  if (lines.some((line) => line.due === today && !isAppointment(line))) {
    return {
      word: 'Laatste dag',
      opening: 'Wij hebben nog niet alles van u ontvangen. Vandaag is de uiterste datum.',
    };
  }
  return lines.every(({ remindedBefore }) => remindedBefore)
    ? { word: 'Tweede herinnering', opening: 'Wij herinneren u nog een keer. De datum is nu dichtbij.' }
    : { word: 'Herinnering', opening: 'Wij herinneren u graag aan een datum die eraan komt.' };
}

function lineBlocks(line: LadderLine): readonly Block[] {
  return [
    heading(title(line)),
    facts(fact(verb(line), line.asked), fact(dueTerm(line), formatDate(line.due))),
  ];
}

function lineWithRisk(line: LadderLine): readonly Block[] {
  return [...lineBlocks(line), paragraph(otherwise(line))];
}

function askFor(line: LadderLine, today: IsoDate): Ask {
  return {
    verb: verb(line),
    what: line.asked,
    ...(isAppointment(line) ? { byReply: false } : {}),
    when: isAppointment(line) ? formatDate(line.due) : deadline(line.due, today),
    otherwise: otherwise(line),
  };
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

/** What to do with what is asked. */
function verb({ step, subject }: LadderLine): string {
  if (subject === 'offer') return 'Geef ons';
  switch (step) {
    case 'declaration':
      return 'Vul aan';
    case 'trancheAssignment':
      return 'Geef ons';
    case 'impactAnalysis':
      return 'Maak, en meld bij ons';
    case 'application':
      return 'Stuur ons';
    case 'preproduction':
    case 'goLive':
      return 'Regel, en meld bij ons';
    case 'chainTest':
      return 'Doe mee aan';
  }
}

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

function otherwise({ step, subject }: LadderLine): string {
  if (subject === 'offer')
    return 'Kiest u niet op tijd, dan kan een tijdslot al bezet zijn. De ketentest kan daardoor later worden.';
  switch (step) {
    case 'declaration':
      return 'Zonder complete intentieverklaring kunnen we geen ketentest voor u plannen.';
    case 'trancheAssignment':
      return 'Zonder uw akkoord is het tijdslot niet zeker.';
    case 'impactAnalysis':
      return 'De impactanalyse is niet verplicht. Maakt u deze niet, dan gaat uw traject gewoon door. Wilt u advies van ons? Vraag het ons.';
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
