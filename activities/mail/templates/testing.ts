import { goLiveChecklist } from '../../../machines/domain/checklist.ts';
import { formatDate } from '../../../machines/domain/dutch-dates.ts';
import { isPass, type Cause, type Outcome } from '../../../machines/domain/vocabulary.ts';
import { functionWords, goLiveItemWords, outcomeWords } from '../../../machines/domain/words.ts';
import type { MailOrder } from '../../../machines/track/mail.ts';
import { fact, facts, heading, paragraph, quote, type Block } from '../letter.ts';
import { deadline, type Ask, type ContentOf, type Draft } from './draft.ts';
import { functionPhrases, notYourDelay } from './phrases.ts';

export function testResult(content: ContentOf<'testResult'>, order: MailOrder): Draft {
  const { function: fn, outcome, cause, findings } = content;
  return {
    subject: `Uitslag ketentest ${functionWords[fn]}: ${outcomeWords[outcome]}`,
    fileTitle: `uitslag ketentest ${functionWords[fn]}`,
    message: [
      paragraph(`${verdict(outcome)} Het gaat om de ketentest van ${functionPhrases[fn]}.`),
      ...(cause === null || isPass(outcome) ? [] : [paragraph(testCausePhrases[cause])]),
      ...(findings === null ? [] : [heading('Bevindingen'), quote(findings)]),
      ...followUp(content),
    ],
    ask: goLiveAsk(content, order),
    underWay: !isPass(outcome) || content.goLive !== null,
  };
}

function verdict(outcome: Outcome): string {
  switch (outcome) {
    case 'passed':
      return 'Gefeliciteerd: uw ketentest is geslaagd.';
    case 'passedWithFindings':
      return 'Gefeliciteerd: uw ketentest is geslaagd, met bevindingen.';
    case 'failed':
      return 'Uw ketentest is helaas niet geslaagd.';
    case 'aborted':
      return 'Uw ketentest is helaas afgebroken.';
    case 'noShow':
      return 'Uw ketentest kon niet doorgaan, omdat niet iedereen er was.';
    case 'cancelled':
      return 'Uw ketentest is afgezegd.';
  }
}

const testCausePhrases: Readonly<Record<Cause, string>> = {
  consumer: 'De oorzaak ligt bij uw organisatie.',
  supplier: 'De oorzaak ligt bij uw leverancier.',
  logius: `De oorzaak ligt bij Logius. ${notYourDelay}`,
};

function followUp({ outcome, goLive }: ContentOf<'testResult'>): readonly Block[] {
  if (!isPass(outcome)) {
    return [
      heading('Wat gebeurt er nu?'),
      paragraph(
        'Het Servicecentrum neemt contact met u op. Dan kiezen we samen een nieuw tijdslot voor een hertest.',
      ),
    ];
  }
  if (goLive === null) return [];
  return [
    heading('Wat gebeurt er nu?'),
    paragraph('De volgende stap is de ingebruikname.'),
    facts(fact('Afgesproken ingebruikname', formatDate(goLive))),
  ];
}

function goLiveAsk({ function: fn, outcome, goLive }: ContentOf<'testResult'>, order: MailOrder): Ask | null {
  if (!isPass(outcome) || goLive === null) return null;
  const theirs = goLiveChecklist.items(fn).filter((item) => goLiveChecklist.party(item) === 'consumer');
  return {
    verb: 'Regel, en meld bij ons',
    what: [...theirs.map((item) => goLiveItemWords[item]), 'de datum van de ingebruikname'],
    when: deadline(goLive, order.date),
    otherwise: 'Is dit niet op tijd klaar, dan wordt de ingebruikname later.',
  };
}

export function live({ function: fn, on }: ContentOf<'live'>): Draft {
  return {
    subject: `Uw aansluiting op ${functionPhrases[fn]} is in gebruik`,
    fileTitle: `in gebruik ${functionWords[fn]}`,
    message: [
      paragraph(
        `Gefeliciteerd! De aansluiting op ${functionPhrases[fn]} is in gebruik. Dank u wel voor de samenwerking.`,
      ),
      facts(fact('Functie', functionWords[fn]), fact('In gebruik sinds', formatDate(on))),
    ],
    ask: null,
    underWay: false,
  };
}

export function supplierReady({ function: fn }: ContentOf<'supplierReady'>): Draft {
  return {
    subject: `Uw leveranciersaansluiting op ${functionPhrases[fn]} is gereed`,
    fileTitle: `leveranciersaansluiting gereed ${functionWords[fn]}`,
    message: [
      paragraph(
        `Gefeliciteerd! De ketentest is geslaagd. Uw leveranciersaansluiting op ${functionPhrases[fn]} is hiermee gereed. Dank u wel voor de samenwerking.`,
      ),
      paragraph('Een leveranciersaansluiting heeft geen ingebruikname. Dit traject is dus klaar.'),
    ],
    ask: null,
    underWay: false,
  };
}
