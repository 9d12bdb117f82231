import { formatMoment, formatShortDate } from '../domain/dutch-dates.ts';
import type { DocumentRecord, Place, ProposedMove, TaskKind } from './context.ts';
import type { MailKind } from './mail.ts';

/** Dutch words for the codes that belong to the track alone; those of the domain stand in `domain/words.ts`. */

/** The name of a task, as the desk types it to finish it. */
export const taskWords: Readonly<Record<TaskKind, string>> = {
  contactDetails: 'contactgegevens',
  callBack: 'terugbellen',
  waitingList: 'wachtlijst',
  noOutcome: 'uitslag-ontbreekt',
  inDanger: 'in-gevaar',
  displaced: 'geen-tijdslot',
  slotRefused: 'tijdslot-geweigerd',
  moveProposed: 'verplaatsing',
  moveEnded: 'verplaatsing-vervallen',
  undeliverable: 'mail-onbestelbaar',
  reply: 'antwoord',
  cancelRequested: 'annulering-gevraagd',
  letterPrepared: 'brief-klaar',
  resume: 'hervatten',
};

export const documentStatusWords: Readonly<Record<DocumentRecord['status'], string>> = {
  expected: 'verwacht',
  received: 'ontvangen',
  accepted: 'goedgekeurd',
  rejected: 'afgekeurd',
};

export const mailWords: Readonly<Record<MailKind, string>> = {
  declarationReceived: 'ontvangstbevestiging',
  ladder: 'herinnering',
  slotProposed: 'voorstel tijdslot',
  slotAgreed: 'uitnodiging ketentest',
  slotCancelled: 'afzegging ketentest',
  alternativesOffered: 'mogelijke tijdsloten',
  documentsRejected: 'document afgekeurd',
  formalStart: 'formele start',
  accessReady: 'toegangsgegevens',
  testResult: 'uitslag ketentest',
  live: 'in gebruik',
  supplierReady: 'leveranciersaansluiting gereed',
  withdrawn: 'intrekking',
  suspended: 'opschorting',
  resumed: 'hervatting',
  escalationLetter: 'escalatiebrief',
};

export function placeWords(place: Place): string {
  switch (place.status) {
    case 'none':
      return 'geen tijdslot';
    case 'requested':
      return 'plaats aangevraagd';
    case 'waiting':
      // The planning tells a track its place when it asks, not each time that others come and go.
      return `wachtlijst, plaats ${place.position} (laatste stand; zie de planning)`;
    case 'held':
      return `voorlopig: ${formatMoment(place.slot.begin)}`;
    case 'agreed':
      return `afgesproken: ${formatMoment(place.slot.begin)}`;
  }
}

/** What is talked about, or waits for others; null when nothing is. */
export function moveWords(move: ProposedMove | null): string | null {
  switch (move?.status) {
    case 'proposed':
      return `voorgesteld: ${formatMoment(move.slot.begin)} (${move.slot.id}), antwoord tot en met ${formatShortDate(move.answerBy)}`;
    case 'awaiting':
      return `akkoord: ${formatMoment(move.slot.begin)} (${move.slot.id}), wacht op anderen tot en met ${formatShortDate(move.until)}`;
    case 'ended':
    case undefined:
      return null;
  }
}
