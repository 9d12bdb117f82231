import { isoDate } from '../../../machines/domain/dates.ts';
import type { Cause } from '../../../machines/domain/vocabulary.ts';
import type { ExampleOf } from './example.ts';
import { laterSlot, slot } from './order.ts';

const goLive = isoDate('2027-03-16');
const answerBy = isoDate('2027-02-08');
const uid = 'gemeente-utrecht.krgz1s00.berichtenbox.1';

const moved = (cause: Cause | null): ExampleOf<'slotAgreed'>['content'] => ({
  kind: 'slotAgreed',
  function: 'berichtenbox',
  slot: laterSlot,
  goLive: isoDate('2027-04-20'),
  previous: slot,
  cause,
  invitation: { uid, sequence: 1 },
});

interface SlotExamples {
  readonly slotProposed: readonly ExampleOf<'slotProposed'>[];
  readonly slotAgreed: readonly ExampleOf<'slotAgreed'>[];
  readonly alternativesOffered: readonly ExampleOf<'alternativesOffered'>[];
  readonly slotCancelled: readonly ExampleOf<'slotCancelled'>[];
}

export const slotExamples: SlotExamples = {
  slotProposed: [
    {
      variant: 'met ingebruikname',
      content: { kind: 'slotProposed', function: 'berichtenbox', slot, goLive, answerBy },
    },
    {
      variant: 'leveranciersaansluiting, zonder ingebruikname',
      ofSupplier: true,
      content: { kind: 'slotProposed', function: 'lopendeZaken', slot, goLive: null, answerBy },
    },
  ],
  slotAgreed: [
    {
      variant: 'eerste uitnodiging',
      content: {
        kind: 'slotAgreed',
        function: 'berichtenbox',
        slot,
        goLive,
        previous: null,
        cause: null,
        invitation: { uid, sequence: 0 },
      },
    },
    {
      variant: 'leveranciersaansluiting, zonder ingebruikname',
      ofSupplier: true,
      content: {
        kind: 'slotAgreed',
        function: 'lopendeZaken',
        slot,
        goLive: null,
        previous: null,
        cause: null,
        invitation: { uid: 'leverancier-zaaksoftware.krgz1s00.lopendeZaken.1', sequence: 0 },
      },
    },
    { variant: 'gewijzigde planning door de afnemer', content: moved('consumer') },
    { variant: 'gewijzigde planning door de leverancier', content: moved('supplier') },
    { variant: 'gewijzigde planning door Logius', content: moved('logius') },
    {
      variant: 'andere tijd in hetzelfde tijdslot',
      content: { ...moved(null), slot, previous: null, goLive },
    },
  ],
  alternativesOffered: [
    {
      variant: 'vertraging bij de leverancier',
      content: {
        kind: 'alternativesOffered',
        function: 'berichtenbox',
        current: slot,
        alternatives: [
          { ...laterSlot, lateness: 35, changesTranche: true },
          {
            id: 'slot-3',
            tranche: '2027-1',
            begin: slot.begin + 2 * 86_400_000,
            end: slot.end + 2 * 86_400_000,
            lateness: 0,
            changesTranche: false,
          },
        ],
        cause: 'supplier',
        answerBy,
      },
    },
    {
      variant: 'vertraging bij Logius',
      content: {
        kind: 'alternativesOffered',
        function: 'berichtenbox',
        current: slot,
        alternatives: [{ ...laterSlot, lateness: 35, changesTranche: true }],
        cause: 'logius',
        answerBy,
      },
    },
    {
      variant: 'geen tijdslot vrij',
      content: {
        kind: 'alternativesOffered',
        function: 'lopendeZaken',
        current: null,
        alternatives: [],
        cause: null,
        answerBy,
      },
    },
  ],
  slotCancelled: [
    {
      variant: 'een nieuw tijdslot volgt, door Logius',
      content: {
        kind: 'slotCancelled',
        function: 'berichtenbox',
        slot,
        newSlotFollows: true,
        cause: 'logius',
        invitation: { uid, sequence: 2 },
      },
    },
    {
      variant: 'de aansluiting gaat niet door',
      content: {
        kind: 'slotCancelled',
        function: 'berichtenbox',
        slot,
        newSlotFollows: false,
        cause: null,
        invitation: { uid, sequence: 2 },
      },
    },
  ],
};
