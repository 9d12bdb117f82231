import { preproductionChecklist } from '../../../machines/domain/checklist.ts';
import type { ConnectionFunction } from '../../../machines/domain/vocabulary.ts';
import { checklistWords, documentWords, functionWords } from '../../../machines/domain/words.ts';
import { heading, list, paragraph, quote, type Block } from '../letter.ts';
import type { ContentOf, Draft } from './draft.ts';
import { enumerate, functionPhrases } from './phrases.ts';

const reminderFollows = 'U kunt nu beginnen. We sturen op tijd een herinnering met de uiterste datum.';
const testAtRisk =
  'Bent u te laat klaar, dan kan de ketentest misschien niet doorgaan op de afgesproken dag.';

export function documentsRejected(content: ContentOf<'documentsRejected'>): Draft {
  const one = content.documents.length === 1;
  const names = content.documents.map((kind) => documentWords[kind]);
  return {
    subject: `Stuur opnieuw: ${enumerate(names)}`,
    fileTitle: one ? 'document afgekeurd' : 'documenten afgekeurd',
    message: [
      paragraph(
        one
          ? 'Wij hebben een document van u bekeken. Helaas kunnen we het nog niet goedkeuren.'
          : 'Wij hebben uw documenten bekeken. Helaas kunnen we deze nog niet goedkeuren.',
      ),
      paragraph('De reden:'),
      quote(content.reason),
    ],
    ask: {
      what: names.map((name) => `${name} (verbeterde versie)`),
      when: 'zo snel mogelijk',
      otherwise:
        'Zonder goedgekeurde documenten kunt u niet beginnen in preproductie. De ketentest kan daardoor later worden.',
    },
    underWay: true,
  };
}

export function formalStart(content: ContentOf<'formalStart'>): Draft {
  const goal = enumerate(content.functions.map((fn) => functionPhrases[fn]));
  return {
    subject: 'Uw aansluittraject is formeel gestart',
    fileTitle: 'formele start',
    message: [
      paragraph(
        `Wij hebben de verwerkersovereenkomst en het aanvraagformulier goedgekeurd. Hiermee is uw aansluittraject voor ${goal} formeel gestart.`,
      ),
      paragraph('De volgende stap is preproductie. Daar sluit u aan op de testomgeving van Logius.'),
      ...content.functions.flatMap(preparation),
    ],
    ask: { what: ['vraag toegang tot preproductie aan'], when: reminderFollows, otherwise: testAtRisk },
    underWay: true,
  };
}

function preparation(fn: ConnectionFunction): readonly Block[] {
  return [
    heading(`Wat u regelt voor ${functionPhrases[fn]}`),
    list(consumerItems(fn, { accessRequested: true })),
  ];
}

export function accessReady(content: ContentOf<'accessReady'>): Draft {
  const fn = content.function;
  return {
    subject: `Uw toegang tot preproductie is klaar (${functionWords[fn]})`,
    fileTitle: `toegang preproductie ${functionWords[fn]}`,
    message: [
      paragraph(
        `De toegangsgegevens voor de preproductie van ${functionPhrases[fn]} zijn klaar. U kunt nu technisch aansluiten en testen.`,
      ),
      paragraph(
        'De punten van de controlelijst zijn hieronder genoemd. Wat u al hebt gemeld, hoeft u niet opnieuw te doen.',
      ),
    ],
    ask: {
      what: consumerItems(fn, { accessRequested: true, accessData: true }),
      when: reminderFollows,
      otherwise: testAtRisk,
    },
    underWay: true,
  };
}

function consumerItems(
  fn: ConnectionFunction,
  done: Parameters<typeof preproductionChecklist.open>[1],
): readonly string[] {
  return preproductionChecklist
    .open(fn, done)
    .filter((item) => preproductionChecklist.party(item) === 'consumer')
    .map((item) => checklistWords[item]);
}
