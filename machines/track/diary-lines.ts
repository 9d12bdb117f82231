import type { IsoDate } from '../domain/dates.ts';
import { formatDate, formatDuration } from '../domain/dutch-dates.ts';
import {
  causeWords,
  channelWords,
  checklistWords,
  documentWords,
  goLiveItemWords,
  outcomeWords,
  rungWords,
  stageWords,
} from '../domain/words.ts';
import type { DiaryEntry } from './diary.ts';
import type { BusinessEvent } from './events.ts';
import type { ArmedRung } from './ladder.ts';
import type { Route } from './route.ts';

/** The line that an act of a person leaves in the diary: every accepted one, so that the diary is the audit trail. */
export function diaryEntryOf(event: BusinessEvent, now: number, via: Route): DiaryEntry {
  return {
    at: event.at,
    recorded: now,
    by: event.by,
    via,
    function: 'function' in event ? event.function : null,
    text: actLine(event),
  };
}

/** The line for a rung of the ladder: sent, or left to a higher one that was due as well. */
export function rungLine({ item, rung, to }: ArmedRung, fate: 'sent' | 'overtaken'): string {
  const about = item.subject === 'offer' ? 'keuze van een tijdslot' : stageWords[item.step];
  const what = `${rungWords[rung]}, ${about} (uiterlijk ${formatDate(item.due)})`;
  if (fate === 'overtaken') return `Overgeslagen, want er was al een hogere trede: ${what}.`;
  switch (to) {
    case 'consumer':
      return `Verstuurd aan de afnemer: ${what}.`;
    case 'desk':
      return `Gemeld aan het Servicecentrum: ${what}.`;
    case 'coordinator':
      return `Gemeld aan de coördinator: ${what}.`;
    case 'letter':
      return `Klaargezet als brief: ${what}.`;
  }
}

const list = (words: readonly string[]) => words.join(', ');
const until = (day: IsoDate | null) => (day === null ? '' : ` tot ${formatDate(day)}`);

function describeReply({
  by,
  subject,
  text,
  shortened,
  attachments,
}: Extract<BusinessEvent, { type: 'reply.received' }>): string {
  const { count, names } = attachments;
  const others = count > names.length ? ` en nog ${count - names.length}` : '';
  return [
    `Contact met ${by} (${channelWords.mail})${subject === '' ? '' : `, "${subject}"`}:`,
    text === '' ? '(geen tekst)' : text,
    ...(shortened ? ['(De rest staat in de mail zelf.)'] : []),
    ...(count === 0 ? [] : [`Bijlagen (niet geopend): ${list(names)}${others}.`]),
  ].join(' ');
}

export function actLine(event: BusinessEvent): string {
  switch (event.type) {
    case 'declaration.received':
      return 'Intentieverklaring ontvangen.';
    case 'declaration.completed':
      return 'Intentieverklaring aangevuld.';
    case 'declaration.approved':
      return 'Intentieverklaring goedgekeurd.';
    case 'declaration.foundIncomplete':
      return `Intentieverklaring onvolledig verklaard: ${event.remark}`;
    case 'assignment.proposed':
      return `Tijdslot ${event.slot} voorgesteld aan ${event.with} (${channelWords[event.channel]}).`;
    case 'assignment.agreed':
      return `Akkoord op tijdslot ${event.slot} van ${event.with} (${channelWords[event.channel]}).`;
    case 'impactAnalysis.reported':
      return event.readyFrom === null
        ? 'Impactanalyse gemeld.'
        : `Impactanalyse gemeld; klaar om te testen vanaf ${formatDate(event.readyFrom)}.`;
    case 'impactAnalysis.waived':
      return 'Impactanalyse overgeslagen.';
    case 'advice.booked':
      return `Advies geboekt: ${formatDuration(event.minutes)}${event.text === '' ? '' : ` (${event.text})`}.`;
    case 'documents.received':
      return `Ontvangen: ${list(event.documents.map((kind) => documentWords[kind]))}${event.version === null ? '' : `, versie ${event.version}`}.`;
    case 'documents.accepted':
      return `Goedgekeurd: ${list(event.documents.map((kind) => documentWords[kind]))}.`;
    case 'documents.rejected':
      return `Afgekeurd: ${list(event.documents.map((kind) => documentWords[kind]))}. Reden: ${event.reason}`;
    case 'preproduction.reported':
      return `Preproductie klaar: ${list(event.items.map((item) => checklistWords[item]))}.`;
    case 'chainTest.reported':
      return `Ketentest van ${formatDate(event.on)}: ${outcomeWords[event.outcome]}${event.cause === null ? '' : `, oorzaak ${causeWords[event.cause]}`}${event.findings === null ? '' : `. ${event.findings}`}.`;
    case 'goLive.reported':
      return `Ingebruikname voorbereid: ${list(event.items.map((item) => goLiveItemWords[item]))}.`;
    case 'goLive.confirmed':
      return `In gebruik op ${formatDate(event.on)}.`;
    case 'delay.reported':
      return `Vertraging gemeld (oorzaak ${causeWords[event.cause]}): ${event.reason}${event.ready === null ? '' : `; klaar op ${formatDate(event.ready)}`}.`;
    case 'delay.lifted':
      return `Vertraging opgeheven: ${event.reason}`;
    case 'alternatives.requested':
      return 'Alternatieven opgevraagd bij de planning.';
    case 'alternatives.offered':
      return 'Gevraagd om alternatieven naar de afnemer te sturen.';
    case 'reschedule.wished':
      return `Wens van de afnemer: tijdslot ${event.slot}.`;
    case 'reschedule.agreed':
      return `Nieuwe inroostering gevraagd: tijdslot ${event.slot}, akkoord van ${event.with}.`;
    case 'slot.released':
      return `Tijdslot vrijgegeven: ${event.reason}`;
    case 'move.declined':
      return `Verplaatsing afgewezen: ${event.reason}`;
    case 'contactMoment.noted':
      return `Contact met ${event.with} (${channelWords[event.channel]}): ${event.text}${event.callBackOn === null ? '' : ` Terugbellen op ${formatDate(event.callBackOn)}.`}`;
    case 'contact.changed':
      return 'Contactpersonen gewijzigd.';
    case 'dates.changed':
      return `Gewenste datums gewijzigd:${event.testStart === null ? '' : ` teststart ${formatDate(event.testStart)}`}${event.goLive === null ? '' : ` ingebruikname ${formatDate(event.goLive)}`}.`;
    case 'corrected':
      return `Gecorrigeerd naar ${stageWords[event.to]}: ${event.reason}${event.documents.length === 0 ? '' : ` Opnieuw te beoordelen: ${list(event.documents.map((kind) => documentWords[kind]))}.`}`;
    case 'reopened':
      return `Heropend: ${event.reason}`;
    case 'suspended':
      return `Opgeschort${until(event.until)}: ${event.reason}`;
    case 'resumed':
      return 'Hervat.';
    case 'withdrawn':
      return `Ingetrokken: ${event.reason}`;
    case 'succeeded':
      return `Opgegaan in ${event.successor}.`;
    case 'task.done':
      return `Taak afgerond: ${event.task}${event.text === '' ? '' : ` (${event.text})`}.`;
    case 'reply.received':
      return describeReply(event);
    case 'letter.sent':
      return 'Escalatiebrief verstuurd.';
  }
}
