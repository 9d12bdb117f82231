import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarInvitation } from '../../../activities/mail/calendar-invitation.ts';
import { instantAt } from '../../../machines/domain/amsterdam.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import type { MailOrder } from '../../../machines/track/mail.ts';
import { order, slot } from '../../../activities/mail/examples/order.ts';

const ties = { uid: 'gemeente-utrecht.berichtenbox.5', sequence: 0 };

function agreed(changes: Partial<MailOrder> = {}, sequence = 0): MailOrder {
  const invitation = { ...ties, sequence };
  return order(
    {
      kind: 'slotAgreed',
      function: 'berichtenbox',
      slot,
      goLive: null,
      previous: null,
      cause: null,
      invitation,
    },
    changes,
  );
}

function cancelled(sequence: number): MailOrder {
  return order({
    kind: 'slotCancelled',
    function: 'berichtenbox',
    slot,
    newSlotFollows: true,
    cause: null,
    invitation: { ...ties, sequence },
  });
}

/** Its lines, unfolded. */
function linesOf(sample: MailOrder): readonly string[] {
  return (calendarInvitation(sample)?.content ?? '').replaceAll('\r\n ', '').split('\r\n');
}

function valueOf(sample: MailOrder, property: string): string | undefined {
  const line = linesOf(sample)
    .slice(linesOf(sample).indexOf('BEGIN:VEVENT'))
    .find((candidate) => new RegExp(`^${property}[;:]`).test(candidate));
  return line?.slice(property.length);
}

describe('a calendar invitation', () => {
  it('is only there for a chain test that was agreed or cancelled', () => {
    expect(calendarInvitation(order({ kind: 'resumed' }))).toBeNull();
    expect(calendarInvitation(agreed())?.method).toBe('REQUEST');
    expect(calendarInvitation(cancelled(1))?.method).toBe('CANCEL');
  });

  it('keeps one UID, and counts on: new, moved, cancelled', () => {
    const versions = [agreed(), agreed({ id: 'gemeente-utrecht.8' }, 1), cancelled(2)];
    expect(versions.map((sample) => valueOf(sample, 'SEQUENCE'))).toEqual([':0', ':1', ':2']);
    expect(versions.map((sample) => valueOf(sample, 'STATUS'))).toEqual([
      ':CONFIRMED',
      ':CONFIRMED',
      ':CANCELLED',
    ]);
    expect(new Set(versions.map((sample) => valueOf(sample, 'UID')))).toEqual(
      new Set([':gemeente-utrecht.berichtenbox.5@logius.nl']),
    );
  });

  it('gives local time with its zone, in winter and in summer', () => {
    expect(valueOf(agreed(), 'DTSTART')).toBe(';TZID=Europe/Amsterdam:20270302T090000');
    expect(valueOf(agreed(), 'DTEND')).toBe(';TZID=Europe/Amsterdam:20270302T130000');
    const summer = order({
      kind: 'slotCancelled',
      function: 'lopendeZaken',
      slot: { ...slot, begin: instantAt(isoDate('2027-07-06'), '09:00') },
      newSlotFollows: true,
      cause: null,
      invitation: ties,
    });
    expect(valueOf(summer, 'DTSTART')).toBe(';TZID=Europe/Amsterdam:20270706T090000');
    expect(linesOf(agreed())).toContain('TZID:Europe/Amsterdam');
    expect(valueOf(agreed(), 'DTSTAMP')).toBe(':20270201T080000Z');
  });

  it('invites every recipient, by the desk', () => {
    const lines = linesOf(agreed());
    expect(lines.filter((line) => line.startsWith('ATTENDEE'))).toHaveLength(2);
    expect(lines).toContain('ORGANIZER;CN="Servicecentrum Logius":mailto:servicecentrum@logius.nl');
  });

  it('escapes text, and is the same at a retry', () => {
    const name = 'A, B; C\\D\r\nSTATUS:CANCELLED';
    const sample = agreed({
      organisation: { id: 'x', name },
      to: [{ name: 'Kim "K" Jansen', email: 'k@example.org' }],
    });
    expect(valueOf(sample, 'SUMMARY')).toBe(
      String.raw`;LANGUAGE=nl:Ketentest Berichtenbox A\, B\; C\\D\nSTATUS:CANCELLED`,
    );
    expect(linesOf(sample).filter((line) => line.startsWith('STATUS:'))).toEqual(['STATUS:CONFIRMED']);
    expect(valueOf(sample, 'ATTENDEE')).toMatch(/^;CN="Kim 'K' Jansen";/);
    expect(calendarInvitation(sample)).toEqual(calendarInvitation(sample));
  });

  it('has only whole lines of at most 75 octets, whatever people are called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (name) => {
        const content =
          calendarInvitation(
            agreed({ organisation: { id: 'x', name }, to: [{ name, email: 'a@example.org' }] }),
          )?.content ?? '';
        expect(content.endsWith('END:VCALENDAR\r\n')).toBe(true);
        for (const line of content.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          // oxlint-disable-next-line no-control-regex -- what must not be there
          expect(line).not.toMatch(/[\u0000-\u001F]/);
          expect(line).not.toMatch(/\p{Cs}/u); // half a character
        }
        const begun = content.match(/^BEGIN:/gm)?.length;
        expect(content.match(/^END:/gm)).toHaveLength(begun ?? 0);
      }),
    );
  });
});
