import { formatDate } from '../../../machines/domain/dutch-dates.ts';
import type { MailOrder } from '../../../machines/track/mail.ts';
import { functionWords } from '../../../machines/domain/words.ts';
import { fact, facts, heading, paragraph, type Block } from '../letter.ts';
import { deadline, type ContentOf, type Draft } from './draft.ts';
import { enumerate, functionPhrases } from './phrases.ts';

export function declarationReceived(content: ContentOf<'declarationReceived'>, order: MailOrder): Draft {
  const complete = content.missing.length === 0;
  const goal = enumerate(content.functions.map((entry) => functionPhrases[entry.function]));
  return {
    subject: complete
      ? 'Wij hebben uw intentieverklaring ontvangen'
      : 'Uw intentieverklaring is nog niet compleet',
    fileTitle: complete ? 'ontvangstbevestiging' : 'intentieverklaring niet compleet',
    message: [
      paragraph(
        `Wij hebben de intentieverklaring van ${order.organisation.name} ontvangen. Uw organisatie wil aansluiten op ${goal}. Dank u wel.`,
      ),
      ...content.functions.flatMap(requestedDates),
      ...(complete
        ? next
        : [
            paragraph(
              'De verklaring is nog niet compleet. Daarom kunnen we uw organisatie nog niet inroosteren.',
            ),
          ]),
    ],
    ask: complete
      ? null
      : {
          verb: 'Vul aan',
          what: content.missing,
          when: content.completeBy === null ? 'zo snel mogelijk' : deadline(content.completeBy, order.date),
          otherwise:
            'Is de verklaring dan nog niet compleet, dan neemt het Servicecentrum contact met u op. Tot die tijd plannen we geen ketentest.',
        },
    underWay: true,
  };
}

const next: readonly Block[] = [
  heading('Wat gebeurt er nu?'),
  paragraph(
    'Het Servicecentrum bekijkt uw verklaring en neemt contact met u op. Dan spreken we een tranche en een tijdslot voor de ketentest met u af. Een tranche is een groep organisaties die wij tegelijk begeleiden.',
  ),
];

function requestedDates(entry: ContentOf<'declarationReceived'>['functions'][number]): readonly Block[] {
  const { testStart, goLive } = entry;
  return [
    facts(
      fact('Functie', functionWords[entry.function]),
      ...(testStart === null
        ? []
        : [fact('Gewenste start van testen en technisch aansluiten', formatDate(testStart))]),
      ...(goLive === null ? [] : [fact('Gewenste ingebruikname', formatDate(goLive))]),
    ),
  ];
}
