import { instantAt, toIso, type Instant } from '../../machines/domain/amsterdam.ts';
import { functionWords } from '../../machines/domain/words.ts';
import type { MailOrder } from '../../machines/track/mail.ts';
import { calendarUid } from './message-identity.ts';
import { slotPhrase } from './templates/phrases.ts';

export interface CalendarInvitation {
  readonly method: 'REQUEST' | 'CANCEL';
  /** iCalendar (RFC 5545), lines ending in CRLF. */
  readonly content: string;
}

/**
 * The calendar part of a mail about an agreed or cancelled chain test; null for any other mail. A function of
 * the order alone, so that a retry sends the same. Why it is written here: docs/decisions/mail-invitations.md.
 */
export function calendarInvitation(order: MailOrder): CalendarInvitation | null {
  switch (order.content.kind) {
    case 'slotAgreed':
      return invitation(order, order.content, 'REQUEST');
    case 'slotCancelled':
      return invitation(order, order.content, 'CANCEL');
    default:
      return null;
  }
}

type Appointment = Extract<MailOrder['content'], { kind: 'slotAgreed' | 'slotCancelled' }>;

function invitation(
  order: MailOrder,
  content: Appointment,
  method: CalendarInvitation['method'],
): CalendarInvitation {
  const { slot, invitation: ties } = content;
  const { desk, organisation } = order;
  const summary = `Ketentest ${functionWords[content.function]} ${organisation.name}`;
  const description =
    method === 'REQUEST'
      ? `${summary}: ${slotPhrase(slot)}. Kunt u niet? Bel ${desk.naam}, ${desk.telefoon}.`
      : `${summary} gaat niet door: ${slotPhrase(slot)}. Vragen? Bel ${desk.naam}, ${desk.telefoon}.`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Logius//Aansluittrajecten//NL',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    ...timeZone,
    'BEGIN:VEVENT',
    `UID:${calendarUid(order, ties.uid)}`,
    `SEQUENCE:${ties.sequence}`,
    // RFC 5545 asks for UTC; the day of the decision, so that a retry is the same. SEQUENCE tells versions apart.
    `DTSTAMP:${utc(instantAt(order.date, '09:00'))}`,
    `DTSTART;TZID=${zone}:${local(slot.begin)}`,
    `DTEND;TZID=${zone}:${local(slot.end)}`,
    `SUMMARY;LANGUAGE=nl:${text(summary)}`,
    `DESCRIPTION;LANGUAGE=nl:${text(description)}`,
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    `ORGANIZER;CN=${parameter(desk.naam)}:mailto:${desk.email}`,
    ...order.to.map(
      ({ name, email }) =>
        `ATTENDEE;CN=${parameter(name)};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:${email}`,
    ),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return { method, content: lines.map((line) => `${folded(line)}\r\n`).join('') };
}

const zone = 'Europe/Amsterdam';

/** The rule of directive 2000/84/EC, as in machines/domain/amsterdam.ts. */
const timeZone = [
  'BEGIN:VTIMEZONE',
  `TZID:${zone}`,
  'BEGIN:DAYLIGHT',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'END:STANDARD',
  'END:VTIMEZONE',
];

function local(instant: Instant): string {
  return toIso(instant).slice(0, 19).replace(/[-:]/g, '');
}

function utc(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** A TEXT value: RFC 5545 §3.3.11. */
function text(value: string): string {
  return withoutControls(value.replace(/\\/g, '\\\\').replace(/\r\n|\r|\n/g, '\\n')).replace(
    /[,;]/g,
    (character) => `\\${character}`,
  );
}

/** A quoted parameter value cannot hold a double quote: RFC 5545 §3.2. */
function parameter(value: string): string {
  return `"${withoutControls(value).replace(/"/g, "'")}"`;
}

function withoutControls(value: string): string {
  return value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** No line is longer than 75 octets, and no character is cut: RFC 5545 §3.1. */
function folded(line: string): string {
  let result = '';
  let length = 0;
  for (const character of line) {
    const octets = Buffer.byteLength(character);
    if (length + octets > 75) {
      result += '\r\n ';
      length = 1;
    }
    result += character;
    length += octets;
  }
  return result;
}
