import { describe, expect, it } from 'vitest';
import { classify } from '../../../../machines/domain/correspondence/classify.ts';
import { incoming } from './mails.ts';

const fields = (given: Readonly<Record<string, string>>) => ({
  fields: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, [value]])),
});
const kindOf = (change: Parameters<typeof incoming>[0]) => classify(incoming(change)).kind;

describe('a mail', () => {
  it('that a person wrote is a reply', () => {
    expect(kindOf({})).toBe('reply');
    expect(kindOf(fields({ 'auto-submitted': 'no' }))).toBe('reply');
    expect(kindOf(fields({ 'auto-submitted': 'No (a person wrote this)' }))).toBe('reply');
    expect(kindOf(fields({ precedence: 'first-class' }))).toBe('reply');
    expect(kindOf(fields({ 'return-path': '<joke.bakker@example.org>' }))).toBe('reply');
    expect(kindOf({ subject: 'Re: Automatisch antwoord: Herinnering' })).toBe('reply');
    expect(kindOf({ text: 'Auto-Submitted: auto-replied' })).toBe('reply');
  });

  it.each([
    { 'auto-submitted': 'auto-replied' },
    { 'auto-submitted': 'auto-generated; owner-email="x@example.org"' },
    { 'auto-submitted': ' Auto-Notified' },
    { 'x-autoreply': 'yes' },
    { 'x-autorespond': 'Afwezig' },
    { precedence: 'bulk' },
    { precedence: 'Auto_Reply' },
    { precedence: 'junk' },
    { 'list-id': '<lijst.example.org>' },
    { 'list-unsubscribe': '<https://example.org>' },
    { 'return-path': '<>' },
    { 'content-type': 'multipart/report; report-type=disposition-notification; boundary=x' },
  ])('with %j is automatic', (given) => {
    expect(kindOf(fields(given))).toBe('automatic');
  });

  it.each([
    'Automatisch antwoord: Herinnering',
    'Automatic reply: Herinnering',
    'Out of office: vakantie',
    'Afwezig: Re: Herinnering',
  ])('with the subject %j is automatic', (subject) => {
    expect(kindOf({ subject })).toBe('automatic');
  });

  it('by which a calendar accepts our invitation is automatic, unless somebody wrote something with it', () => {
    const answer = (status: string, method = 'REPLY') =>
      `BEGIN:VCALENDAR\r\nMETHOD:${method}\r\nBEGIN:VEVENT\r\nATTENDEE;CN=Joke;PARTST\r\n AT=${status}:mailto:j@example.org\r\nEND:VEVENT\r\n`;
    const accepted = {
      calendarReply: answer('ACCEPTED'),
      text: '\n',
      attachments: { count: 1, names: ['text/calendar'] },
    };
    expect(kindOf(accepted)).toBe('automatic');
    expect(kindOf({ ...accepted, calendarReply: answer('accepted').replaceAll('\r\n', '\n') })).toBe(
      'automatic',
    );
    expect(kindOf({ ...accepted, text: 'Wij zijn er een uur later.' })).toBe('reply');
    expect(kindOf({ ...accepted, isWhole: false })).toBe('reply');
    expect(kindOf({ ...accepted, attachments: { count: 2, names: ['text/calendar', 'brief.pdf'] } })).toBe(
      'reply',
    );
    // A no, or a perhaps, is for the desk.
    for (const calendarReply of [
      answer('DECLINED'),
      answer('TENTATIVE'),
      answer('ACCEPTED', 'REQUEST'),
      'ACCEPTED',
    ]) {
      expect(kindOf({ ...accepted, calendarReply })).toBe('reply');
    }
    const two = `${answer('ACCEPTED')}ATTENDEE;PARTSTAT=DECLINED:mailto:k@example.org\r\n`;
    expect(kindOf({ ...accepted, calendarReply: two })).toBe('reply');
  });

  it('of our own that comes back is automatic', () => {
    expect(
      classify(incoming({ messageId: '<gemeente-utrecht.k3x8q1.0123456789abcdef01234567@logius.nl>' })),
    ).toMatchObject({
      kind: 'automatic',
      reason: 'dit is onze eigen mail',
    });
  });

  it('with a delivery report is a bounce, whatever else it says', () => {
    const failed = 'Final-Recipient: rfc822; joke@example.org\nAction: failed\nStatus: 5.1.1';
    const automatic = fields({ 'auto-submitted': 'auto-replied', 'return-path': '<>' });
    expect(
      classify(incoming({ ...automatic, deliveryReport: `Reporting-MTA: dns; x\n\n${failed}` })),
    ).toEqual({
      kind: 'bounce',
      reports: [{ address: 'joke@example.org', outcome: 'permanent', reason: '5.1.1' }],
    });
    expect(kindOf({ deliveryReport: `x\n\n${failed.replace('failed', 'delayed')}` })).toBe('automatic');
  });

  it('of a mail server without a report that can be read is for a person', () => {
    const from = { name: 'Mail Delivery System', email: 'MAILER-DAEMON@mx.logius.nl' };
    expect(kindOf({ from })).toBe('unclear');
    expect(kindOf({ from, ...fields({ 'return-path': '<>' }) })).toBe('unclear');
    expect(kindOf({ deliveryReport: 'onzin' })).toBe('unclear');
  });
});
