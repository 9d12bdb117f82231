import { formatDate } from '../../../machines/domain/dutch-dates.ts';
import { facts, fact, paragraph, quote } from '../letter.ts';
import type { ContentOf, Draft } from './draft.ts';
import { enumerate, functionPhrases } from './phrases.ts';

export function withdrawn({ functions, reason }: ContentOf<'withdrawn'>): Draft {
  const goal = enumerate(functions.map((fn) => functionPhrases[fn]));
  return {
    subject: `Uw aansluiting op ${goal} is ingetrokken`,
    fileTitle: 'ingetrokken',
    message: [
      paragraph(
        `De aansluiting op ${goal} is ingetrokken. Een tijdslot dat we vasthielden, is nu vrij voor anderen.`,
      ),
      paragraph('De reden:'),
      quote(reason),
      paragraph('Wilt u later toch aansluiten? Stuur dan een nieuwe intentieverklaring.'),
    ],
    ask: null,
    underWay: false,
  };
}

export function suspended({ until, reason }: ContentOf<'suspended'>): Draft {
  return {
    subject:
      until === null
        ? 'Uw aansluittraject is opgeschort'
        : `Uw aansluittraject is opgeschort tot ${formatDate(until)}`,
    fileTitle: 'opgeschort',
    message: [
      paragraph('Uw aansluittraject ligt stil. U krijgt in deze tijd geen herinneringen.'),
      ...(until === null ? [] : [facts(fact('We gaan verder op', formatDate(until)))]),
      paragraph('De reden:'),
      quote(reason),
      paragraph(
        'Een tijdslot dat is afgesproken, blijft staan tot u met het Servicecentrum iets anders afspreekt.',
      ),
    ],
    ask: null,
    underWay: false,
  };
}

export function resumed(): Draft {
  return {
    subject: 'Uw aansluittraject gaat weer verder',
    fileTitle: 'hervat',
    message: [
      paragraph('Uw aansluittraject gaat vanaf vandaag weer verder.'),
      paragraph(
        'Een afgesproken ketentest blijft op dezelfde dag. Wat u daarvoor moet doen, heeft dus ook dezelfde uiterste datum. Andere datums zijn later geworden, omdat het traject stillag. We sturen u weer herinneringen.',
      ),
    ],
    ask: null,
    underWay: true,
  };
}
