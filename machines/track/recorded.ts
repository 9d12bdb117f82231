import type { IsoDate } from '../domain/dates.ts';
import { dateOf } from '../domain/amsterdam.ts';
import { formatDate, formatDuration } from '../domain/dutch-dates.ts';
import {
  causeWords,
  channelWords,
  documentWords,
  outcomeWords,
  roleWords,
  stageWords,
} from '../domain/words.ts';
import type { TrackContext } from './context.ts';
import { adviceLeft } from './decisions/preparation.ts';
import { actLine } from './diary-lines.ts';
import type { BusinessEvent } from './events.ts';

/**
 * What an act recorded, in a short Dutch sentence, so that whoever typed it sees that it was understood: without the
 * texts of their own. Empty when how the track stands now says it all.
 */
export function recorded(event: BusinessEvent, after: TrackContext): string {
  const what = sentence(event, after);
  const day = dateOf(event.at);
  if (what === '' || day === dateOf(after.now)) return what;
  return `${what} Dat was op ${formatDate(day)}.`;
}

function sentence(event: BusinessEvent, after: TrackContext): string {
  switch (event.type) {
    case 'declaration.received':
    case 'reply.received':
    case 'alternatives.offered': // whether they were sent is for the planning to say
      return '';
    case 'declaration.foundIncomplete':
      return 'Intentieverklaring onvolledig verklaard.';
    case 'advice.booked':
      return `Advies geboekt: ${formatDuration(event.minutes)}; nog ${formatDuration(adviceLeft(after))} over.`;
    case 'documents.rejected':
      return `Afgekeurd: ${event.documents.map((kind) => documentWords[kind]).join(', ')}.`;
    case 'chainTest.reported':
      return `Ketentest van ${formatDate(event.on)}: ${outcomeWords[event.outcome]}${event.cause === null ? '' : `, oorzaak ${causeWords[event.cause]}`}.`;
    case 'delay.reported':
      return `Vertraging gemeld, oorzaak ${causeWords[event.cause]}; klaar op ${dayOr(event.ready, 'een dag die nog niet bekend is')}.`;
    case 'delay.lifted':
      return 'Vertraging opgeheven.';
    case 'slot.released':
      return 'Tijdslot vrijgegeven.';
    case 'move.declined':
      return 'Verplaatsing afgewezen.';
    case 'contactMoment.noted':
      return `Contact met ${event.with} (${channelWords[event.channel]}).${event.callBackOn === null ? '' : ` Terugbellen op ${formatDate(event.callBackOn)}.`}`;
    case 'contact.changed':
      return contactSentence(event);
    case 'corrected':
      return `Teruggezet naar ${stageWords[event.to]}.`;
    case 'reopened':
      return 'Heropend.';
    case 'suspended':
      return `Opgeschort${event.until === null ? ', zonder einddatum' : ` tot ${formatDate(event.until)}`}.`;
    case 'withdrawn':
      return 'Ingetrokken.';
    case 'task.done':
      return `Taak afgerond: ${event.task}.`;
    case 'declaration.completed':
    case 'declaration.approved':
    case 'assignment.proposed':
    case 'assignment.agreed':
    case 'impactAnalysis.reported':
    case 'impactAnalysis.waived':
    case 'documents.received':
    case 'documents.accepted':
    case 'preproduction.reported':
    case 'goLive.reported':
    case 'goLive.confirmed':
    case 'alternatives.requested':
    case 'reschedule.wished':
    case 'reschedule.agreed':
    case 'dates.changed':
    case 'resumed':
    case 'succeeded':
    case 'letter.sent':
      return actLine(event);
  }
}

function dayOr(day: IsoDate | null, otherwise: string): string {
  return day === null ? otherwise : formatDate(day);
}

function contactSentence({ change }: Extract<BusinessEvent, { type: 'contact.changed' }>): string {
  const { role, name } = change.kind === 'removed' ? change.was : change.contact;
  const who = `${name} (${roleWords[role]})`;
  switch (change.kind) {
    case 'added':
      return `Contactpersoon toegevoegd: ${who}.`;
    case 'changed':
      return `Contactpersoon gewijzigd: ${who}.`;
    case 'removed':
      return `Contactpersoon verwijderd: ${who}.`;
  }
}
