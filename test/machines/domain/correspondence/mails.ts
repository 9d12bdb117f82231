import type { IncomingMail } from '../../../../machines/domain/correspondence/incoming-mail.ts';

/** A mail that somebody at the consumer wrote; `change` says what is different. */
export function incoming(change: Partial<IncomingMail> = {}): IncomingMail {
  return {
    id: 'a'.repeat(64),
    messageId: '<1@utrecht.example>',
    from: { name: 'Joke Bakker', email: 'joke.bakker@example.org' },
    recipients: ['servicecentrum+gemeente-utrecht@logius.nl'],
    references: [],
    subject: 'Re: Herinnering',
    text: 'Het certificaat komt een week later.',
    isWhole: true,
    attachments: { count: 0, names: [] },
    fields: {},
    calendarReply: null,
    deliveryReport: null,
    returned: null,
    ...change,
  };
}
