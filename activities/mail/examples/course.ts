import { isoDate } from '../../../machines/domain/dates.ts';
import type { MailKind } from '../../../machines/track/mail.ts';
import type { ExampleOf } from './example.ts';
import { ladderExamples, letterExamples } from './ladder.ts';
import { slotExamples } from './slots.ts';
import { resultExamples } from './test-results.ts';

const goLive = isoDate('2027-03-16');
const answerBy = isoDate('2027-02-08');

/** By kind; the compiler asks for every one. */
export const courseExamples: { readonly [Kind in MailKind]: readonly ExampleOf<Kind>[] } = {
  declarationReceived: [
    {
      variant: 'compleet',
      content: {
        kind: 'declarationReceived',
        functions: [
          { function: 'berichtenbox', testStart: isoDate('2027-02-15'), goLive },
          { function: 'lopendeZaken', testStart: isoDate('2027-03-01'), goLive: isoDate('2027-06-01') },
        ],
        missing: [],
        completeBy: null,
      },
    },
    {
      variant: 'niet compleet',
      content: {
        kind: 'declarationReceived',
        functions: [{ function: 'berichtenbox', testStart: null, goLive: null }],
        missing: ['de handtekening', 'de gewenste teststart van Berichtenbox'],
        completeBy: answerBy,
      },
    },
    {
      variant: 'leveranciersaansluiting',
      ofSupplier: true,
      content: {
        kind: 'declarationReceived',
        functions: [{ function: 'lopendeZaken', testStart: isoDate('2027-03-01'), goLive: null }],
        missing: [],
        completeBy: null,
      },
    },
  ],
  ...slotExamples,
  ladder: ladderExamples,
  documentsRejected: [
    {
      variant: 'één document',
      content: {
        kind: 'documentsRejected',
        documents: ['agreement'],
        reason: 'De handtekening ontbreekt.\nZie pagina 4.',
        by: answerBy,
      },
    },
    {
      variant: 'twee documenten, datum voorbij',
      content: {
        kind: 'documentsRejected',
        documents: ['agreement', 'form.lopendeZaken'],
        reason: 'Oude versie.',
        by: isoDate('2027-01-29'),
      },
    },
  ],
  formalStart: [
    {
      variant: 'één functie',
      content: {
        kind: 'formalStart',
        functions: [{ function: 'berichtenbox', readyBy: isoDate('2027-02-23') }],
      },
    },
    {
      variant: 'beide functies',
      content: {
        kind: 'formalStart',
        functions: [
          { function: 'berichtenbox', readyBy: isoDate('2027-02-23') },
          { function: 'lopendeZaken', readyBy: isoDate('2027-04-29') },
        ],
      },
    },
  ],
  accessReady: [
    {
      variant: 'nog te regelen',
      content: {
        kind: 'accessReady',
        function: 'berichtenbox',
        asked: ['netwerkpad', 'berichtenstromen', 'interne acceptatietest', 'CPA'],
        readyBy: isoDate('2027-02-23'),
      },
    },
  ],
  ...resultExamples,
  live: [{ variant: 'Berichtenbox', content: { kind: 'live', function: 'berichtenbox', on: goLive } }],
  supplierReady: [
    {
      variant: 'Lopende Zaken',
      ofSupplier: true,
      content: { kind: 'supplierReady', function: 'lopendeZaken' },
    },
  ],
  withdrawn: [
    {
      variant: 'beide functies',
      content: {
        kind: 'withdrawn',
        functions: ['berichtenbox', 'lopendeZaken'],
        reason: 'Ander project eerst.',
      },
    },
  ],
  suspended: [
    {
      variant: 'tot een datum',
      content: { kind: 'suspended', until: isoDate('2027-05-10'), reason: 'Nieuwe leverancier.' },
    },
    {
      variant: 'zonder einddatum',
      content: { kind: 'suspended', until: null, reason: 'Nieuwe leverancier.' },
    },
  ],
  resumed: [{ variant: 'hervat', content: { kind: 'resumed' } }],
  escalationLetter: letterExamples,
};
