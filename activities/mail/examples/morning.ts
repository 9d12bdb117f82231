import { addDays } from '../../../machines/domain/dates.ts';
import { defaultPolicy } from '../../../machines/domain/policy.ts';
import { mailsOf, newDesk } from '../../../machines/desk/morning.ts';
import { receive, type Notice } from '../../../machines/desk/notices.ts';
import { overviewOf, type TrackRow } from '../../../machines/desk/overview.ts';
import type { DeskMailOrder } from '../../../machines/desk/mail.ts';
import type { LadderLine } from '../../../machines/track/mail.ts';
import { applicationLine, ladderLine, testLine, today } from './order.ts';

/** The mails of a morning, as the desk's workflow makes them of what tracks told and of what lists show. */

export interface ExampleMorningMail {
  /** Dutch, and unlike that of any other. */
  readonly title: string;
  readonly order: DeskMailOrder;
}

const utrecht = { id: 'gemeente-utrecht', name: 'Utrecht' };
const almere = { id: 'gemeente-almere', name: 'Almere' };
const rivierenland = { id: 'waterschap-rivierenland', name: 'Rivierenland' };

function lineNotice(organisation: Notice['organisation'], to: Notice['to'], line: LadderLine): Notice {
  return { id: `${organisation.id}/${line.id}`, organisation, to, on: today, what: { kind: 'ladder', line } };
}

const late = (days: number, rung: LadderLine['rung'], line: LadderLine = applicationLine) =>
  ladderLine({ ...line, rung, due: addDays(today, -days), remindedBefore: true });

const told: readonly Notice[] = [
  lineNotice(utrecht, 'desk', late(3, 'overdue')),
  lineNotice(rivierenland, 'desk', late(14, 'escalation2')),
  lineNotice(almere, 'coordinator', late(7, 'escalation1')),
  lineNotice(
    almere,
    'desk',
    ladderLine({
      ...testLine,
      waitsOn: 'desk',
      rung: 'due',
      due: today,
      asked: ['de uitslag van de ketentest vastleggen'],
    }),
  ),
  {
    id: `${utrecht.id}/wachtlijst`,
    organisation: utrecht,
    to: 'desk',
    on: today,
    what: {
      kind: 'task',
      function: 'lopendeZaken',
      text: 'Lopende Zaken staat op plaats 3 van de wachtlijst.',
    },
  },
];

const rows: readonly TrackRow[] = [
  {
    organisation: utrecht,
    run: '6f1c7b1e',
    status: 'lopend',
    functions: [
      {
        functie: 'berichtenbox',
        stap: 'Aanvraag',
        wachtOp: 'afnemer',
        termijn: addDays(today, -3),
        tranche: '2027-1',
        tijdslot: null,
      },
      {
        functie: 'lopendeZaken',
        stap: 'Inroostering',
        wachtOp: 'Servicecentrum',
        termijn: addDays(today, 21),
        tranche: null,
        tijdslot: null,
      },
    ],
    tests: { berichtenbox: null, lopendeZaken: null },
    escalation: 0,
    inDanger: true,
    taskOpen: true,
  },
  {
    organisation: rivierenland,
    run: '0b9d24aa',
    status: 'lopend',
    functions: [
      {
        functie: 'berichtenbox',
        stap: 'Ketentest',
        wachtOp: 'afnemer en Servicecentrum',
        termijn: addDays(today, 3),
        tranche: '2027-1',
        tijdslot: { begin: '2027-02-04T09:00:00+01:00', einde: '2027-02-04T13:00:00+01:00' },
      },
    ],
    tests: { berichtenbox: Date.parse('2027-02-04T09:00:00+01:00'), lopendeZaken: null },
    escalation: 2,
    inDanger: false,
    taskOpen: false,
  },
];

function mailsOn(notices: readonly Notice[]): readonly DeskMailOrder[] {
  const state = { ...newDesk, inbox: receive(newDesk.inbox, { told: notices, settled: [] }) };
  const { sections } = overviewOf(rows, today);
  const lists = { ui: 'https://temporal.example.org/namespaces/default', sections, fingerprint: '' };
  return mailsOf(state, lists, { policy: defaultPolicy, closures: [] }, today).map(({ order }) => order);
}

const [overview, escalations] = mailsOn(told);
const [silent] = mailsOn([]);

export const exampleMorningMails: readonly ExampleMorningMail[] = Object.entries({
  'ochtendoverzicht aan het Servicecentrum: met nieuws': overview,
  'ochtendoverzicht aan het Servicecentrum: alleen de lijsten': silent,
  'escalaties aan de coördinator': escalations,
}).flatMap(([title, order]) => (order === undefined ? [] : [{ title, order }]));
