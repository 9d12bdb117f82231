import { preproductionChecklist } from '../../../machines/domain/checklist.ts';
import type { ConnectionFunction } from '../../../machines/domain/vocabulary.ts';
import { checklistWords, documentWords, functionWords } from '../../../machines/domain/words.ts';
import type { MailOrder } from '../../../machines/track/mail.ts';
import { heading, list, paragraph, quote, type Block } from '../letter.ts';
import { deadline, type ContentOf, type Draft } from './draft.ts';
import { enumerate, functionPhrases } from './phrases.ts';

const testAtRisk =
  'Bent u te laat klaar, dan kan de ketentest misschien niet doorgaan op de afgesproken dag.';

export function documentsRejected(content: ContentOf<'documentsRejected'>, order: MailOrder): Draft {
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
      verb: 'Verbeter, en stuur ons opnieuw',
      what: names,
      when: content.by === null ? 'zo snel mogelijk' : deadline(content.by, order.date),
      otherwise:
        'Zonder goedgekeurde documenten kunt u niet beginnen in preproductie. De ketentest kan daardoor later worden.',
    },
    underWay: true,
  };
}

export function formalStart({ functions }: ContentOf<'formalStart'>, order: MailOrder): Draft {
  const goal = enumerate(functions.map((entry) => functionPhrases[entry.function]));
  const [first, ...more] = functions;
  return {
    subject: `De aanvraag is goedgekeurd: u kunt beginnen in preproductie`,
    fileTitle: 'formele start',
    message: [
      paragraph(
        `Wij hebben de verwerkersovereenkomst en het aanvraagformulier goedgekeurd. Hiermee is uw aansluittraject voor ${goal} formeel gestart.`,
      ),
      paragraph('De volgende stap is preproductie. Daar sluit u aan op de testomgeving van Logius.'),
      ...functions.flatMap((entry) => preparation(entry.function)),
    ],
    ask: {
      what: ['vraag nu toegang tot preproductie aan', 'regel ook de andere punten, en meld ze bij ons'],
      when:
        first !== undefined && more.length === 0
          ? deadline(first.readyBy, order.date)
          : functions.map(
              (entry) => `${functionWords[entry.function]}: ${deadline(entry.readyBy, order.date)}`,
            ),
      otherwise: testAtRisk,
    },
    underWay: true,
  };
}

function preparation(fn: ConnectionFunction): readonly Block[] {
  const items = preproductionChecklist.items(fn);
  const theirs = items.filter((item) => preproductionChecklist.party(item) === 'consumer');
  return [
    heading(`Wat u regelt voor ${functionPhrases[fn]}`),
    list(theirs.map((item) => checklistWords[item])),
  ];
}

export function accessReady(content: ContentOf<'accessReady'>, order: MailOrder): Draft {
  const fn = content.function;
  const open = content.asked.length > 0;
  return {
    subject: `Uw toegang tot preproductie is klaar (${functionWords[fn]})`,
    fileTitle: `toegang preproductie ${functionWords[fn]}`,
    message: [
      paragraph(
        `De toegangsgegevens voor de preproductie van ${functionPhrases[fn]} zijn klaar. U kunt nu technisch aansluiten en testen.`,
      ),
      ...(open ? [paragraph('Hieronder staat wat u nog moet regelen voor de ketentest.')] : []),
    ],
    ask: open
      ? {
          verb: 'Regel, en meld bij ons',
          what: content.asked,
          when: deadline(content.readyBy, order.date),
          otherwise: testAtRisk,
        }
      : null,
    underWay: true,
  };
}
