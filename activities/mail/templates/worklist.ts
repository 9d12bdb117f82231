import { formatDate } from '../../../machines/domain/dutch-dates.ts';
import { functionWords, partyWords, rungWords, stageWords } from '../../../machines/domain/words.ts';
import type { LadderLine, MailOrder } from '../../../machines/track/mail.ts';
import { fact, facts, heading, paragraph, type Block, type Letter } from '../letter.ts';
import { type ContentOf } from './draft.ts';
import { highestRung, title } from './ladder.ts';

/** The ladder for Logius itself, the desk or the coordinator: a short worklist. */
export function worklist({ lines }: ContentOf<'ladder'>, order: MailOrder): Letter {
  const coordinator = order.audience === 'coordinator';
  const word = subjectWord(lines);
  const [first, ...more] = lines;
  const what = first !== undefined && more.length === 0 ? title(first) : `${lines.length} punten`;
  return {
    subject: `${word}: ${what}, ${order.organisation.name}`,
    fileTitle: `${coordinator ? 'coördinator' : 'servicecentrum'} ${word.toLowerCase()}`,
    greeting: 'Beste collega,',
    blocks: [
      paragraph(`Dit staat open in het aansluittraject van ${order.organisation.name}.`),
      ...lines.flatMap((line) => lineBlocks(line, order)),
      heading('Loopt het anders?'),
      paragraph(
        'Leg een vertraging vast in het traject. Met een nieuw tijdslot schuiven ook de herinneringen mee.',
      ),
      { kind: 'contact', name: order.desk.naam, phone: order.desk.telefoon, email: order.desk.email },
    ],
    signedBy: 'Het systeem voor aansluittrajecten',
    footnote: `Traject: aansluittraject-${order.organisation.id}. Deze mail is automatisch gemaakt.`,
  };
}

function subjectWord(lines: readonly LadderLine[]): string {
  switch (highestRung(lines)) {
    case 'reminder1':
    case 'reminder2':
      return 'Herinnering';
    case 'due':
      return 'Laatste dag';
    case 'overdue':
      return 'Te laat';
    case 'escalation1':
      return 'Escalatie 1';
    case 'escalation2':
      return 'Escalatie 2';
  }
}

function lineBlocks(line: LadderLine, order: MailOrder): readonly Block[] {
  return [
    facts(
      fact('Organisatie', order.organisation.name),
      fact('Functie', functionWords[line.function]),
      fact('Stap', stageWords[line.step]),
      fact('Wat', line.asked),
      fact('Wacht op', partyWords[line.waitsOn]),
      fact('Uiterlijk', formatDate(line.due)),
      fact('Trede', rungWords[line.rung]),
    ),
    paragraph(`${nextAction(line)} ${otherwise(line)}`),
  ];
}

function nextAction({ rung, waitsOn }: LadderLine): string {
  if (waitsOn === 'desk') return 'Rond dit punt af en leg dat vast in het traject.';
  switch (rung) {
    case 'reminder1':
    case 'reminder2':
    case 'due':
    case 'overdue':
      return 'Bel de afnemer en leg het contactmoment vast.';
    case 'escalation1':
      return 'Bespreek met het Servicecentrum wat nodig is en neem contact op met de afnemer.';
    case 'escalation2':
      return 'Er staat een brief aan de tekenbevoegde klaar. Verstuur de brief of rond de taak af.';
  }
}

/** The next rung of the ladder. */
function otherwise({ rung, waitsOn }: LadderLine): string {
  switch (rung) {
    case 'reminder1':
    case 'reminder2':
    case 'due':
    case 'overdue':
      return 'Blijft dit open, dan volgt een escalatie naar de coördinator van het aansluitteam.';
    case 'escalation1':
      return waitsOn === 'consumer'
        ? 'Blijft dit open, dan staat er later een brief aan de tekenbevoegde klaar.'
        : 'Blijft dit open, dan volgt een tweede escalatie.';
    case 'escalation2':
      return 'Dit is de laatste trede. Er volgt geen nieuwe herinnering.';
  }
}
