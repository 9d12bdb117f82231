import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { compose } from '../../../activities/mail/compose.ts';
import { exampleMails } from '../../../activities/mail/examples/index.ts';
import { laterSlot, order, slot } from '../../../activities/mail/examples/order.ts';
import { addDays, isoDate, type IsoDate } from '../../../machines/domain/dates.ts';
import { instantAt } from '../../../machines/domain/amsterdam.ts';
import type { MailContent, MailOrder } from '../../../machines/track/mail.ts';

/** What an independent parser makes of the invitation, taken from the mail as it is sent. */

const builder = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

async function parsed(sample: MailOrder) {
  const { message } = await builder.sendMail(compose(sample).options);
  if (!Buffer.isBuffer(message)) throw new TypeError('The message was not buffered');
  const mail = await simpleParser(message);
  const part = mail.attachments.find(({ contentType }) => contentType === 'text/calendar');
  const calendar = new ICAL.Component(ICAL.parse(part?.content.toString('utf8') ?? ''));
  // Its zone as it says it itself, not one that the parser knows.
  const zone = new ICAL.Timezone(calendar.getFirstSubcomponent('vtimezone') ?? undefined);
  const component = calendar.getFirstSubcomponent('vevent');
  if (component === null) throw new Error('No event');
  const event = new ICAL.Event(component);
  const instant = (time: ICAL.Time) => time.convertToZone(ICAL.Timezone.utcTimezone).toJSDate().getTime();
  event.startDate.zone = zone;
  event.endDate.zone = zone;
  return {
    method: calendar.getFirstPropertyValue('method'),
    zone: zone.tzid,
    uid: event.uid,
    sequence: event.sequence,
    status: component.getFirstPropertyValue('status'),
    begin: instant(event.startDate),
    end: instant(event.endDate),
    local: event.startDate.toString(),
    summary: event.summary,
    organizer: event.organizer,
    attendees: event.attendees.map((attendee) => String(attendee.getFirstValue())),
  };
}

type Content<Kind extends MailContent['kind']> = Extract<MailContent, { kind: Kind }>;

const agreed = (changes: Partial<Content<'slotAgreed'>> = {}) =>
  order({
    kind: 'slotAgreed',
    function: 'berichtenbox',
    slot,
    goLive: null,
    previous: null,
    cause: null,
    invitation: { uid: 'gemeente-utrecht.krgz1s00.berichtenbox.1', sequence: 0 },
    ...changes,
  });

describe('an invitation, read by an independent parser', () => {
  it('is one appointment from invitation over change to cancellation', async () => {
    const { invitation } = agreed().content as Content<'slotAgreed'>; // made just above
    const first = await parsed(agreed());
    const moved = await parsed(
      agreed({ slot: laterSlot, previous: slot, invitation: { ...invitation, sequence: 1 } }),
    );
    const gone = await parsed(
      order({
        kind: 'slotCancelled',
        function: 'berichtenbox',
        slot: laterSlot,
        newSlotFollows: false,
        cause: null,
        invitation: { ...invitation, sequence: 2 },
      }),
    );
    expect([first, moved, gone].map(({ method, status, sequence }) => [method, status, sequence])).toEqual([
      ['REQUEST', 'CONFIRMED', 0],
      ['REQUEST', 'CONFIRMED', 1],
      ['CANCEL', 'CANCELLED', 2],
    ]);
    expect(new Set([first, moved, gone].map(({ uid }) => uid)).size).toBe(1);
    expect(first).toMatchObject({ begin: slot.begin, end: slot.end });
    expect(moved).toMatchObject({ begin: laterSlot.begin, end: laterSlot.end });
    expect(first.summary).toBe('Ketentest Berichtenbox Gemeente Utrecht');
    expect(first.organizer).toBe('mailto:servicecentrum@logius.nl');
    expect(first.attendees).toEqual(['mailto:kim.jansen@utrecht.example', 'mailto:sam@leverancier.example']);
  });

  // 2026 to 2030: the days before and after each change of the clock, and one in each season.
  const changes = [
    '2026-03-29',
    '2026-10-25',
    '2027-03-28',
    '2027-10-31',
    '2028-03-26',
    '2028-10-29',
    '2029-03-25',
    '2029-10-28',
    '2030-03-31',
    '2030-10-27',
  ];
  const days: readonly IsoDate[] = [
    ...changes.flatMap((day) => [addDays(isoDate(day), -1), addDays(isoDate(day), 1)]),
    isoDate('2027-01-12'),
    isoDate('2027-07-06'),
  ];
  it.each(days)('on %s is at nine o’clock in Amsterdam, by the zone that it carries', async (day) => {
    const begin = instantAt(day, '09:00');
    const end = instantAt(day, '13:00');
    const read = await parsed(agreed({ slot: { ...slot, begin, end } }));
    expect(read.zone).toBe('Europe/Amsterdam');
    expect(read.local).toBe(`${day}T09:00:00`);
    expect([read.begin, read.end]).toEqual([begin, end]);
  });

  it.each(
    exampleMails.filter(
      ({ order: { content } }) => content.kind === 'slotAgreed' || content.kind === 'slotCancelled',
    ),
  )('$title: can be read', async ({ order: sample }) => {
    const read = await parsed(sample);
    expect(read.method).toBe(sample.content.kind === 'slotAgreed' ? 'REQUEST' : 'CANCEL');
    expect(read.attendees).toHaveLength(sample.to.length);
  });
});
