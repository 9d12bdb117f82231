import { dateOf } from '../../../machines/domain/amsterdam.ts';
import { formatDate } from '../../../machines/domain/dutch-dates.ts';
import type { Alternative } from '../../../machines/domain/planning/requests.ts';
import type { MailOrder } from '../../../machines/track/mail.ts';
import { functionWords } from '../../../machines/domain/words.ts';
import { fact, facts, heading, list, paragraph, type Block, type Fact } from '../letter.ts';
import { by, type ContentOf, type Draft } from './draft.ts';
import { delayCausePhrases, functionPhrases, slotPhrase } from './phrases.ts';

export function slotProposed(content: ContentOf<'slotProposed'>): Draft {
  const fn = content.function;
  return {
    subject: `Voorstel voor uw ketentest ${functionWords[fn]}`,
    fileTitle: `voorstel ketentest ${functionWords[fn]}`,
    message: [
      paragraph(
        `Wij stellen een tijdslot voor de ketentest van ${functionPhrases[fn]} voor. In de ketentest testen we samen of uw aansluiting van begin tot eind goed werkt.`,
      ),
      facts(
        fact('Voorlopig tijdslot', slotPhrase(content.slot)),
        fact('Tranche', content.slot.tranche),
        ...goLiveFact('Verwachte ingebruikname', content.goLive),
      ),
      paragraph('We houden dit tijdslot voorlopig voor u vast. Het is pas afgesproken als u akkoord geeft.'),
    ],
    ask: {
      what: ['laat weten of u akkoord bent met dit tijdslot'],
      when: by(content.answerBy),
      otherwise:
        'Krijgen we geen antwoord, dan neemt het Servicecentrum contact met u op. Zonder akkoord is het tijdslot niet zeker.',
    },
    underWay: true,
  };
}

export function slotAgreed(content: ContentOf<'slotAgreed'>): Draft {
  const { function: fn, slot, previous, cause } = content;
  const day = formatDate(dateOf(slot.begin));
  // Also a slot whose times were changed: a calendar takes what follows on the first version for a change.
  const moved = content.invitation.sequence > 0;
  return {
    subject: `${moved ? 'Nieuwe afspraak' : 'Uitnodiging'} ketentest ${functionWords[fn]}: ${day}`,
    fileTitle: `${moved ? 'nieuwe uitnodiging' : 'uitnodiging'} ketentest ${functionWords[fn]}`,
    message: [
      paragraph(agreement(content)),
      ...(cause === null ? [] : [paragraph(delayCausePhrases[cause])]),
      facts(
        fact('Ketentest', slotPhrase(slot)),
        ...(previous === null ? [] : [fact('Oude tijdslot (vervalt)', slotPhrase(previous))]),
        fact('Tranche', slot.tranche),
        ...goLiveFact('Afgesproken ingebruikname', content.goLive),
      ),
      paragraph(
        moved
          ? 'Bij deze mail zit een nieuwe uitnodiging. Als u die opent, past uw agenda de afspraak aan.'
          : 'Bij deze mail zit een uitnodiging. Als u die opent, komt de afspraak in uw agenda.',
      ),
    ],
    ask: {
      what: ['houd dit tijdslot vrij', 'zorg dat iedereen die meetest aanwezig is'],
      byReply: false,
      when: slotPhrase(slot),
      otherwise:
        'Kan de test dan niet doorgaan, dan zoeken we met u een ander tijdslot. De ingebruikname kan daardoor later worden.',
    },
    underWay: true,
  };
}

function agreement({ function: fn, previous, invitation }: ContentOf<'slotAgreed'>): string {
  const test = `De ketentest van ${functionPhrases[fn]}`;
  if (previous !== null) return `${test} krijgt een ander tijdslot. Het oude tijdslot vervalt.`;
  return invitation.sequence > 0 ? `${test} is op een andere tijd.` : `${test} is afgesproken.`;
}

export function slotCancelled(content: ContentOf<'slotCancelled'>): Draft {
  const { function: fn, cause, newSlotFollows } = content;
  const day = formatDate(dateOf(content.slot.begin));
  return {
    subject: `Ketentest ${functionWords[fn]} van ${day} gaat niet door`,
    fileTitle: `afzegging ketentest ${functionWords[fn]}`,
    message: [
      paragraph(`De ketentest van ${functionPhrases[fn]} gaat niet door. Het tijdslot vervalt.`),
      ...(cause === null ? [] : [paragraph(delayCausePhrases[cause])]),
      facts(fact('Vervallen tijdslot', slotPhrase(content.slot))),
      paragraph('Bij deze mail zit een afzegging. Als u die opent, haalt uw agenda de afspraak weg.'),
      ...(newSlotFollows
        ? [paragraph('Het Servicecentrum neemt contact met u op. Dan kiezen we samen een nieuw tijdslot.')]
        : []),
    ],
    ask: null,
    underWay: newSlotFollows,
  };
}

export function alternativesOffered(content: ContentOf<'alternativesOffered'>, order: MailOrder): Draft {
  const { function: fn, current, alternatives, cause } = content;
  return {
    subject: `Kies een nieuw tijdslot voor uw ketentest ${functionWords[fn]}`,
    fileTitle: `keuze nieuw tijdslot ${functionWords[fn]}`,
    message: [
      paragraph(`De ketentest van ${functionPhrases[fn]} heeft een nieuw tijdslot nodig.`),
      ...(cause === null ? [] : [paragraph(delayCausePhrases[cause])]),
      paragraph(
        current === null
          ? `${order.organisation.name} heeft voor deze test nu geen tijdslot.`
          : `Uw huidige tijdslot is ${slotPhrase(current)}. Dat blijft van u tot het nieuwe tijdslot is afgesproken.`,
      ),
      ...choices(alternatives),
    ],
    ask:
      alternatives.length === 0
        ? {
            what: ['laat weten vanaf welke datum u de ketentest kunt doen'],
            when: by(content.answerBy),
            otherwise: 'Krijgen we geen antwoord, dan neemt het Servicecentrum contact met u op.',
          }
        : {
            what: ['laat weten welk tijdslot u kiest, of dat geen van deze past'],
            when: by(content.answerBy),
            otherwise:
              'Krijgen we geen antwoord, dan neemt het Servicecentrum contact met u op. Een tijdslot kan dan al bezet zijn.',
          },
    underWay: true,
  };
}

function choices(alternatives: readonly Alternative[]): readonly Block[] {
  if (alternatives.length === 0) return [paragraph('Op dit moment is er geen vrij tijdslot dat past.')];
  return [
    heading('U kunt kiezen uit'),
    list(
      alternatives.map(
        (alternative, i) => `Keuze ${i + 1}: ${slotPhrase(alternative)}. ${consequence(alternative)}`,
      ),
    ),
    paragraph('De keuze is pas zeker als wij het tijdslot hebben bevestigd.'),
  ];
}

function consequence({ lateness, changesTranche, tranche }: Alternative): string {
  const late =
    lateness === 0
      ? 'De ingebruikname wordt hierdoor niet later dan u wenst.'
      : `De ingebruikname wordt ${lateness} ${lateness === 1 ? 'dag' : 'dagen'} later dan u wenst.`;
  return changesTranche ? `${late} U gaat dan mee in tranche ${tranche}.` : late;
}

/** A supplier connection has no ingebruikname: then there is no row. */
function goLiveFact(term: string, goLive: ContentOf<'slotProposed'>['goLive']): readonly Fact[] {
  return goLive === null ? [] : [fact(term, formatDate(goLive))];
}
