import { addDays, type IsoDate } from '../../../machines/domain/dates.ts';
import { dateOf } from '../../../machines/domain/amsterdam.ts';
import type { ConnectionFunction } from '../../../machines/domain/vocabulary.ts';
import type { TrackContext } from '../../../machines/track/context.ts';
import { slotOf } from '../../../machines/track/terms.ts';
import { begin } from './planning-rules.ts';

/** One step of what a desk does: an action at half past ten of the day, after what the morning brings, or going on to a later day. */
export type Step =
  | {
      readonly kind: 'act';
      readonly action: string;
      readonly input: (context: TrackContext) => Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'until'; readonly day: (context: TrackContext) => IsoDate };

/** A whole track, from its declaration until it closes. */
export interface Script {
  readonly name: string;
  readonly organisationKind: 'gemeente' | 'leverancier';
  readonly declaration: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
}

const today = dateOf(begin);
export const signature = {
  persoonsnaam: 'J. Bakker',
  naam: 'J. Bakker',
  functie: 'directeur',
  plaats: 'Hier',
  datum: '2026-12-15',
  handtekening: true,
};
export const contactpersonen = [{ rol: 'projectleider', naam: 'P. Smit', email: 'p.smit@example.org' }];
const [bb, lz] = ['berichtenbox', 'lopendeZaken'] as const;

export function act(action: string, functie: ConnectionFunction | null = null, input: object = {}): Step {
  return { kind: 'act', action, input: () => (functie === null ? { ...input } : { functie, ...input }) };
}

export function days(count: number): Step {
  return { kind: 'until', day: ({ now }) => addDays(dateOf(now), count) };
}

function untilTest(fn: ConnectionFunction): Step {
  return {
    kind: 'until',
    day: ({ connections }) => {
      const slot = connections[fn] === undefined ? null : slotOf(connections[fn]);
      if (slot === null) throw new Error(`The script waits for a test of ${fn}, which has no slot`);
      return dateOf(slot.begin);
    },
  };
}

function agreed(fn: ConnectionFunction): readonly Step[] {
  return [
    act('Intentieverklaring goedkeuren', fn),
    days(1),
    act('Inroostering voorstellen', fn),
    days(1),
    act('Akkoord vastleggen', fn),
  ];
}

/** What is asked item by item is told as it comes in: several at a time. */
const preproduction = (fn: ConnectionFunction): readonly Step[] => [
  act('Preproductie melden', fn, {
    onderdelen: ['toegang-tot-preproductie-aanvragen', 'oin', 'pkioverheid-certificaat'],
  }),
  days(2),
  act('Preproductie melden', fn),
];

const goLive = (fn: ConnectionFunction): readonly Step[] => [
  act('Ingebruikname voorbereiden', fn),
  days(1),
  act('Ingebruikname bevestigen', fn),
];

const documents: readonly Step[] = [act('Documenten ontvangen'), days(2), act('Documenten goedkeuren')];

/** Long enough for every track to close after its last function has ended. */
const closing = days(30);

const dates = { teststart: addDays(today, 7), ingebruikname: addDays(today, 90) };

export const scripts: readonly Script[] = [
  {
    name: 'twee functies, ineens door, met herinneringen',
    organisationKind: 'gemeente',
    declaration: { functies: { [bb]: dates, [lz]: dates }, ondertekening: signature, contactpersonen },
    steps: [
      days(9), // the desk is reminded of its first contact
      ...agreed(bb),
      ...agreed(lz),
      act('Contactmoment vastleggen', null, {
        tekst: 'Planning besproken',
        terugbellenOp: addDays(today, 14),
      }),
      days(6),
      act('Taak afronden'),
      act('Advies boeken', null, { minuten: 60 }),
      ...documents,
      ...preproduction(bb),
      ...preproduction(lz),
      untilTest(bb),
      act('Ketentest vastleggen', bb),
      ...goLive(bb),
      untilTest(lz),
      act('Ketentest vastleggen', lz),
      ...goLive(lz),
      closing,
    ],
  },
  {
    name: 'onvolledig, vertraagd, gezakt, hertest, in gebruik',
    organisationKind: 'gemeente',
    declaration: {
      functies: { [bb]: dates },
      ondertekening: { ...signature, plaats: null, handtekening: false },
      contactpersonen,
    },
    steps: [
      days(16), // the consumer is chased
      act('Intentieverklaring aanvullen', null, { plaats: 'Hier', handtekening: true }),
      ...agreed(bb),
      act('Documenten ontvangen'),
      act('Documenten afkeuren', null, { documenten: ['verwerkersovereenkomst'], reden: 'Niet getekend' }),
      days(1),
      act('Documenten ontvangen'),
      act('Documenten goedkeuren'),
      {
        kind: 'act',
        action: 'Vertraging melden',
        input: ({ now }) => ({
          functie: bb,
          reden: 'Certificaat te laat',
          oorzaak: 'leverancier',
          klaarOp: addDays(dateOf(now), 30),
        }),
      },
      act('Alternatieven sturen', bb),
      days(1),
      act('Wens vastleggen', bb),
      act('Nieuwe inroostering vastleggen', bb),
      ...preproduction(bb),
      untilTest(bb),
      act('Ketentest vastleggen', bb, { uitslag: 'niet-geslaagd', oorzaak: 'leverancier' }),
      days(1),
      act('Nieuwe inroostering vastleggen', bb),
      untilTest(bb),
      act('Ketentest vastleggen', bb),
      ...goLive(bb),
      closing,
    ],
  },
  {
    name: 'leverancier, tot en met de ketentest',
    organisationKind: 'leverancier',
    declaration: {
      leveranciersaansluiting: true,
      functies: { [bb]: { teststart: dates.teststart } },
      ondertekening: signature,
      contactpersonen,
    },
    steps: [
      days(1),
      ...agreed(bb),
      ...documents,
      ...preproduction(bb),
      untilTest(bb),
      act('Ketentest vastleggen', bb),
      closing,
    ],
  },
  {
    name: 'afgesproken, opgeschort, ingetrokken',
    organisationKind: 'gemeente',
    declaration: { functies: { [bb]: dates }, ondertekening: signature, contactpersonen },
    steps: [
      days(1),
      ...agreed(bb),
      act('Opschorten', null, { reden: 'Verkiezingen', tot: addDays(today, 20) }),
      days(20), // the return date is a task for the desk
      act('Hervatten'),
      days(1),
      act('Gegevens wijzigen', bb, { ingebruikname: addDays(today, 120) }),
      act('Intrekken', bb, { reden: 'Geen budget' }),
      closing,
    ],
  },
  {
    name: 'antwoordt niet: de hele ladder, dan ingetrokken',
    organisationKind: 'gemeente',
    declaration: {
      functies: {
        [bb]: { teststart: addDays(today, 40), ingebruikname: addDays(today, 200) },
        [lz]: { teststart: addDays(today, 40), ingebruikname: addDays(today, 200) },
      },
      ondertekening: { ...signature, handtekening: false },
      contactpersonen,
    },
    steps: [
      days(45),
      act('Intrekken', bb, { reden: 'Geen antwoord' }),
      act('Intrekken', lz, { reden: 'Geen antwoord' }),
      closing,
    ],
  },
];
