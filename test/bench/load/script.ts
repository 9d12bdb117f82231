import { dateOf } from '../../../machines/domain/amsterdam.ts';
import { addDays } from '../../../machines/domain/dates.ts';
import { begin } from '../cost/planning-rules.ts';
import { act, contactpersonen, days, signature, type Script } from '../cost/scripts.ts';

const far = addDays(dateOf(begin), 800);
const dates = { teststart: far, ingebruikname: addDays(far, 200) };
const reason = { reden: 'Geen budget' };

const common = {
  organisationKind: 'gemeente',
  declaration: { functies: { berichtenbox: dates }, ondertekening: signature, contactpersonen },
} as const;

/**
 * A whole track that goes just as well when everything comes late: its slot is far away. The desk leaves it for nine days, so
 * that reminders fall due; the last timer closes it.
 */
export const loadScript: Script = {
  ...common,
  name: 'onder druk',
  steps: [
    days(9),
    act('Intentieverklaring goedkeuren'),
    act('Inroostering voorstellen'),
    act('Akkoord vastleggen'),
    days(1),
    act('Advies boeken', null, { minuten: 60 }),
    act('Documenten ontvangen'),
    days(1),
    act('Documenten goedkeuren'),
    act('Preproductie melden', null, { onderdelen: ['oin', 'pkioverheid-certificaat'] }),
    act('Contactmoment vastleggen', null, { tekst: 'Gaat niet door' }),
    act('Intrekken', null, reason),
    days(16),
  ],
};

/** The same, withdrawn before it is agreed upon: for so many at once that whole tracks would take a quarter of an hour. */
export const shortScript: Script = {
  ...common,
  name: 'onder druk, kort',
  steps: [
    days(9),
    act('Intentieverklaring goedkeuren'),
    act('Inroostering voorstellen'),
    act('Intrekken', null, reason),
    days(16),
  ],
};
