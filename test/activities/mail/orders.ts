import { instantAt } from '../../../machines/domain/amsterdam.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import type { Slot } from '../../../machines/domain/planning/requests.ts';
import type { LadderLine, MailContent, MailKind, MailOrder } from '../../../machines/track/mail.ts';

/** Mail orders to test with: one of every kind, and what varies within a kind. */

export const slot: Slot = {
  id: 'slot-1',
  tranche: '2027-1',
  begin: instantAt(isoDate('2027-03-02'), '09:00'),
  end: instantAt(isoDate('2027-03-02'), '13:00'),
};
export const laterSlot: Slot = {
  id: 'slot-2',
  tranche: '2027-2',
  begin: instantAt(isoDate('2027-04-06'), '13:00'),
  end: instantAt(isoDate('2027-04-06'), '17:00'),
};

export function order(content: MailContent, changes: Partial<MailOrder> = {}): MailOrder {
  return {
    id: 'gemeente-utrecht.7',
    organisation: { id: 'gemeente-utrecht', name: 'Gemeente Utrecht' },
    audience: 'consumer',
    to: [
      { name: 'Kim Jansen', email: 'kim.jansen@utrecht.example' },
      { name: 'Sam de Vries', email: 'sam@leverancier.example' },
    ],
    content,
    date: isoDate('2027-02-01'),
    desk: { naam: 'Servicecentrum Logius', email: 'servicecentrum@logius.nl', telefoon: '0900 555 4555' },
    ...changes,
  };
}

export const applicationLine: LadderLine = {
  function: 'berichtenbox',
  step: 'application',
  subject: 'step',
  waitsOn: 'consumer',
  due: isoDate('2027-02-15'),
  rung: 'reminder1',
  asked: ['verwerkersovereenkomst', 'aanvraagformulier Berichtenbox'],
};
export const testLine: LadderLine = {
  function: 'lopendeZaken',
  step: 'chainTest',
  subject: 'step',
  waitsOn: 'consumer',
  due: isoDate('2027-02-04'),
  rung: 'reminder2',
  asked: ['de ketentest'],
};

const goLive = isoDate('2027-03-16');
const answerBy = isoDate('2027-02-08');

export const samples: {
  readonly [K in MailKind]: Readonly<Record<string, Extract<MailContent, { kind: K }>>>;
} = {
  declarationReceived: {
    complete: {
      kind: 'declarationReceived',
      functions: [
        { function: 'berichtenbox', testStart: isoDate('2027-02-15'), goLive },
        { function: 'lopendeZaken', testStart: isoDate('2027-03-01'), goLive: isoDate('2027-06-01') },
      ],
      missing: [],
      completeBy: null,
    },
    incomplete: {
      kind: 'declarationReceived',
      functions: [{ function: 'berichtenbox', testStart: null, goLive: null }],
      missing: ['de handtekening', 'de gewenste teststart van Berichtenbox'],
      completeBy: answerBy,
    },
  },
  ladder: {
    one: { kind: 'ladder', lines: [applicationLine] },
    several: { kind: 'ladder', lines: [applicationLine, testLine] },
    dueToday: { kind: 'ladder', lines: [{ ...applicationLine, rung: 'due', due: isoDate('2027-02-01') }] },
    overdue: { kind: 'ladder', lines: [{ ...applicationLine, rung: 'overdue', due: isoDate('2027-01-29') }] },
    ours: { kind: 'ladder', lines: [{ ...testLine, waitsOn: 'desk', rung: 'due' }] },
    oursLate: {
      kind: 'ladder',
      lines: [{ ...testLine, waitsOn: 'desk', rung: 'escalation2', due: isoDate('2027-01-18') }],
    },
    escalation1: {
      kind: 'ladder',
      lines: [{ ...applicationLine, rung: 'escalation1', due: isoDate('2027-01-25') }],
    },
    escalation2: {
      kind: 'ladder',
      lines: [{ ...applicationLine, rung: 'escalation2', due: isoDate('2027-01-18') }],
    },
  },
  slotProposed: {
    any: { kind: 'slotProposed', function: 'berichtenbox', slot, goLive, answerBy },
    supplier: { kind: 'slotProposed', function: 'lopendeZaken', slot, goLive: null, answerBy },
  },
  slotAgreed: {
    first: {
      kind: 'slotAgreed',
      function: 'berichtenbox',
      slot,
      goLive,
      previous: null,
      cause: null,
      invitation: { uid: 'gemeente-utrecht.berichtenbox.5', sequence: 0 },
    },
    moved: {
      kind: 'slotAgreed',
      function: 'berichtenbox',
      slot: laterSlot,
      goLive: isoDate('2027-04-20'),
      previous: slot,
      cause: 'logius',
      invitation: { uid: 'gemeente-utrecht.berichtenbox.5', sequence: 1 },
    },
  },
  slotCancelled: {
    any: {
      kind: 'slotCancelled',
      function: 'berichtenbox',
      slot,
      invitation: { uid: 'gemeente-utrecht.berichtenbox.5', sequence: 2 },
    },
  },
  alternativesOffered: {
    some: {
      kind: 'alternativesOffered',
      function: 'berichtenbox',
      current: slot,
      alternatives: [
        { ...laterSlot, lateness: 35, changesTranche: true },
        { ...slot, id: 'slot-3', lateness: 0, changesTranche: false },
      ],
      cause: 'supplier',
      answerBy,
    },
    none: {
      kind: 'alternativesOffered',
      function: 'lopendeZaken',
      current: null,
      alternatives: [],
      cause: null,
      answerBy,
    },
  },
  documentsRejected: {
    one: {
      kind: 'documentsRejected',
      documents: ['agreement'],
      reason: 'De handtekening ontbreekt.\nZie pagina 4.',
    },
    two: { kind: 'documentsRejected', documents: ['agreement', 'form.lopendeZaken'], reason: 'Oude versie.' },
  },
  formalStart: { any: { kind: 'formalStart', functions: ['berichtenbox', 'lopendeZaken'] } },
  accessReady: { any: { kind: 'accessReady', function: 'berichtenbox' } },
  testResult: {
    passed: {
      kind: 'testResult',
      function: 'berichtenbox',
      outcome: 'passed',
      cause: null,
      findings: null,
      goLive,
    },
    findings: {
      kind: 'testResult',
      function: 'lopendeZaken',
      outcome: 'passedWithFindings',
      cause: null,
      findings: 'Een statusbericht kwam dubbel aan.',
      goLive,
    },
    failed: {
      kind: 'testResult',
      function: 'berichtenbox',
      outcome: 'failed',
      cause: 'supplier',
      findings: 'Time-out.',
      goLive,
    },
    aborted: {
      kind: 'testResult',
      function: 'berichtenbox',
      outcome: 'aborted',
      cause: 'logius',
      findings: null,
      goLive,
    },
    noShow: {
      kind: 'testResult',
      function: 'berichtenbox',
      outcome: 'noShow',
      cause: 'consumer',
      findings: null,
      goLive: null,
    },
    cancelled: {
      kind: 'testResult',
      function: 'berichtenbox',
      outcome: 'cancelled',
      cause: null,
      findings: null,
      goLive: null,
    },
    supplier: {
      kind: 'testResult',
      function: 'berichtenbox',
      outcome: 'passed',
      cause: null,
      findings: null,
      goLive: null,
    },
  },
  live: { any: { kind: 'live', function: 'berichtenbox', on: goLive } },
  supplierReady: { any: { kind: 'supplierReady', function: 'lopendeZaken' } },
  withdrawn: {
    any: { kind: 'withdrawn', functions: ['berichtenbox', 'lopendeZaken'], reason: 'Ander project eerst.' },
  },
  suspended: {
    until: { kind: 'suspended', until: isoDate('2027-05-10'), reason: 'Nieuwe leverancier.' },
    open: { kind: 'suspended', until: null, reason: 'Nieuwe leverancier.' },
  },
  resumed: { any: { kind: 'resumed' } },
  escalationLetter: {
    any: {
      kind: 'escalationLetter',
      lines: [{ ...applicationLine, rung: 'escalation2', due: isoDate('2027-01-18') }],
    },
  },
};

/** Every sample for every audience that gets it. */
export const cases: readonly { readonly name: string; readonly order: MailOrder }[] = Object.entries(
  samples,
).flatMap(([kind, variants]) =>
  Object.entries(variants).flatMap(([variant, content]) =>
    audiencesOf(content).map((audience) => ({
      name: `${kind} ${variant} ${audience}`,
      order: order(content, { audience }),
    })),
  ),
);

/** As machines/track/ladder.ts sends them. */
function audiencesOf(content: MailContent): readonly MailOrder['audience'][] {
  const line = content.kind === 'ladder' ? content.lines[0] : undefined;
  switch (line?.rung) {
    case undefined:
      return ['consumer'];
    case 'reminder1':
    case 'reminder2':
    case 'due':
      return [line.waitsOn];
    case 'overdue':
      return ['desk'];
    case 'escalation1':
      return ['coordinator'];
    case 'escalation2':
      return line.waitsOn === 'consumer' ? ['desk'] : ['coordinator'];
  }
}
