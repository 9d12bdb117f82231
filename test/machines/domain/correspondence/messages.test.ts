import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bounceMessage,
  bounceMessageSchema,
  replyMessage,
  replyMessageSchema,
} from '../../../../machines/domain/correspondence/messages.ts';
import { incoming } from './mails.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\u0000',
    '\u202egnp.exe',
    'x'.repeat(300_000),
    '\r\nBcc: x@example.org',
    '<script>',
    '\ud800',
  ),
);

describe('what a track is told of a mail', () => {
  it('is what it takes, whatever the mail was', () => {
    fc.assert(
      fc.property(
        text,
        text,
        text,
        text,
        fc.array(text, { maxLength: 10 }),
        (name, address, subject, body, names) => {
          const from = { name, email: `${address}@x` };
          const mail = incoming({ from, subject, text: body, attachments: { count: names.length, names } });
          const message = replyMessage(mail);
          expect(replyMessageSchema.parse(message)).toEqual(message);
        },
      ),
    );
  });

  it('is the new text, and says when there was more', () => {
    expect(replyMessage(incoming())).toMatchObject({
      text: 'Het certificaat komt een week later.',
      shortened: false,
    });
    expect(replyMessage(incoming({ text: 'Ja.\n\n> Kan het?' }))).toMatchObject({
      text: 'Ja.',
      shortened: true,
    });
    const long = replyMessage(incoming({ text: 'ja '.repeat(1000) }));
    expect(long.text).toMatch(/^ja .* j…$/);
    expect(long).toMatchObject({ shortened: true });
    expect(replyMessage(incoming({ text: '', isWhole: false }))).toMatchObject({ text: '', shortened: true });
  });

  it('of a bounce is who failed, and to whom alone our mail had gone', () => {
    const reports = [{ address: 'j@hosting.example', outcome: 'permanent', reason: '550' }] as const;
    const returned = (...recipients: readonly string[]) => ({ recipients, references: [] });
    const one = bounceMessage(incoming({ returned: returned('joke@example.org') }), reports);
    expect(bounceMessageSchema.parse(one)).toEqual({
      id: 'a'.repeat(64),
      failures: [{ address: 'j@hosting.example', permanent: true, reason: '550' }],
      sentTo: 'joke@example.org',
    });
    expect(bounceMessage(incoming({ returned: returned('a@b.nl', 'c@d.nl') }), reports).sentTo).toBeNull();
    expect(bounceMessage(incoming(), reports).sentTo).toBeNull();
  });
});
