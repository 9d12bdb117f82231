import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose } from '../../../../activities/mail/compose.ts';
import { limits, MailUnreadable } from '../../../../activities/mail/incoming/mime-parts.ts';
import { readMail } from '../../../../activities/mail/incoming/read-mail.ts';
import { candidateGroups } from '../../../../machines/domain/correspondence/addressed-track.ts';
import { classify } from '../../../../machines/domain/correspondence/classify.ts';
import { replyMessage, replyMessageSchema } from '../../../../machines/domain/correspondence/messages.ts';
import { order } from '../../../../activities/mail/examples/order.ts';
import { bounceOf, read, written } from './mail-source.ts';

const ours = compose(order({ kind: 'supplierReady', function: 'berichtenbox' }));
const from = { name: 'Joke Bakker', address: 'joke.bakker@example.org' };

describe('a mail', () => {
  it('is read as its writer meant it', async () => {
    const mail = await read(
      await written({
        from,
        to: 'Servicecentrum <servicecentrum+gemeente-utrecht@logius.nl>',
        cc: ['Truus <truus@example.org>'],
        subject: 'Re: café – klaar?',
        messageId: '<1@example.org>',
        inReplyTo: '<a@logius.nl>',
        references: ['<b@logius.nl>', '<a@logius.nl>'],
        text: 'Beste collega,\n\nHet is één week later klaar: 5 €.',
        html: '<p>anders</p>',
        attachments: [{ filename: 'formulier.pdf', content: Buffer.alloc(1000) }],
      }),
    );
    expect(mail).toMatchObject({
      messageId: '<1@example.org>',
      from: { name: 'Joke Bakker', email: 'joke.bakker@example.org' },
      recipients: ['servicecentrum+gemeente-utrecht@logius.nl', 'truus@example.org'],
      references: ['<a@logius.nl>', '<a@logius.nl>', '<b@logius.nl>'],
      subject: 'Re: café – klaar?',
      isWhole: true,
      attachments: { count: 1, names: ['formulier.pdf'] },
      deliveryReport: null,
      returned: null,
    });
    expect(mail.text.trim()).toBe('Beste collega,\n\nHet is één week later klaar: 5 €.');
    expect(classify(mail)).toEqual({ kind: 'reply' });
  });

  it('has the same id when it is delivered by another way; without a Message-ID only when it is the same', async () => {
    const mail = 'From: a@example.org\r\nMessage-ID: <1@example.org>\r\n\r\nx';
    const one = await read(mail);
    expect((await read(`Received: by mx\r\n${mail}`)).id).toBe(one.id);
    const without = mail.replace(/Message-ID.*\r\n/, '');
    expect((await read(without)).id).toBe((await read(without)).id);
    expect((await read(without)).id).not.toBe((await read(`${without}y`)).id);
    expect(one.id).not.toBe((await read(without)).id);
  });

  it('finds where it was delivered in what servers noted', async () => {
    for (const name of ['Delivered-To', 'X-Original-To', 'Envelope-To', 'Cc']) {
      const mail = await read(`From: a@example.org\r\n${name}: x+gemeente-utrecht@logius.nl\r\n\r\nx`);
      expect(candidateGroups(mail), name).toEqual([['gemeente-utrecht']]);
    }
  });

  it('by which a calendar answers our invitation is told from what a person writes', async () => {
    const content = [
      'BEGIN:VCALENDAR',
      'METHOD:REPLY',
      'BEGIN:VEVENT',
      'ATTENDEE;PARTSTAT=ACCEPTED:mailto:joke.bakker@example.org',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n');
    const answer = (text: string) =>
      written({ from, subject: 'Geaccepteerd: Uitnodiging', text, icalEvent: { method: 'REPLY', content } });
    expect(classify(await read(await answer('')))).toMatchObject({ kind: 'automatic' });
    expect(classify(await read(await answer('Wij zijn er een uur later.')))).toEqual({ kind: 'reply' });
  });

  it('of HTML alone is its text', async () => {
    const html = '<p>Hallo <script>alert(1)</script><b>daar</b></p><img src="https://x.example/p.gif">';
    const mail = await read(await written({ from, html }));
    expect(mail.text.trim()).toBe('Hallo daar\n\n[https://x.example/p.gif]');
  });

  it.each([
    ['latin-1', 'text/plain; charset=iso-8859-1', 'caf\xe9', 'café'],
    ['windows-1252', 'text/plain; charset=windows-1252', '\x935 \x80\x94', '“5 €”'],
    ['a charset that is not there', 'text/plain; charset=bestaat-niet', 'hoi', 'hoi'],
    ['UTF-7, which is not decoded', 'text/plain; charset=utf-7', '+ADw-b+AD4-', '+ADw-b+AD4-'],
  ])('in %s', async (_what, type, body, text) => {
    expect((await read(`From: a@example.org\r\nContent-Type: ${type}\r\n\r\n${body}`)).text).toBe(text);
  });
});

describe('an answer to our own mail', () => {
  it.each([
    ['its address', { to: ours.options.replyTo }],
    ['the mail that it answers', { inReplyTo: ours.id }],
    ['the thread', { references: [String(ours.options.inReplyTo), '<x@example.org>'] }],
  ])('is about its track, by %s', async (_what, mark) => {
    const mail = await read(await written({ from, to: 'servicecentrum@logius.nl', text: 'Goed.', ...mark }));
    expect(candidateGroups(mail)).toEqual([['gemeente-utrecht']]);
  });

  it('is not our own mail', async () => {
    const mail = await read(await written({ ...ours.options, icalEvent: undefined }));
    expect(classify(mail)).toMatchObject({ kind: 'automatic', reason: 'dit is onze eigen mail' });
  });
});

describe('a bounce', () => {
  it('has its report, and what it returns', async () => {
    const original = (await written({ ...ours.options, icalEvent: undefined })).toString('latin1');
    const mail = await read(bounceOf(original, 'kim.jansen@utrecht.example', '5.1.1'));
    expect(classify(mail)).toEqual({
      kind: 'bounce',
      reports: [
        {
          address: 'kim.jansen@utrecht.example',
          outcome: 'permanent',
          reason: '550 5.1.1 No such user here',
        },
      ],
    });
    expect(mail.returned).toMatchObject({
      recipients: ['kim.jansen@utrecht.example', 'sam@leverancier.example'],
    });
    expect(candidateGroups(mail)).toEqual([['gemeente-utrecht']]);
  });

  it('is not what encloses a mail of ours: that one says nothing of its track', async () => {
    const enclosed = { contentType: 'message/rfc822', content: `Message-ID: ${ours.id}\r\n\r\nx` };
    const mail = await read(await written({ from, text: 'Zie de bijlage.', attachments: [enclosed] }));
    expect(mail).toMatchObject({ returned: null, attachments: { count: 1 } });
    expect(candidateGroups(mail)).toEqual([]);
  });
});

describe('a hostile mail', () => {
  const nested = (depth: number) =>
    `From: a@example.org\r\n${Array.from({ length: depth }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join('')}\r\nhoi`;

  const flat = (parts: number) =>
    `From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: application/zip\r\n\r\nx\r\n'.repeat(parts)}--b--`;

  it.each([
    ['nothing', '', /geen mail: verwacht een afzender/],
    ['no mail', 'zomaar een tekst\r\n', /geen mail/],
    ['no sender', 'From: niemand\r\nTo: x@example.org\r\n\r\nx', /geen mail/],
    [
      'a header cut short by its own line ends',
      'From: "x\r\n\r\nTo: y" <a@example.org>\r\n\r\nx',
      /geen mail/,
    ],
    ['too many parts', nested(300), /opbouw \(MIME\)/],
    ['too many attachments', flat(300), /opbouw \(MIME\)/],
    [
      'a header without end',
      `From: a@example.org\r\nX: ${'x'.repeat(limits.headerBytes)}\r\n\r\nx`,
      /opbouw/,
    ],
    ['more than fits', Buffer.alloc(limits.bytes + 1, 'From: a@example.org\r\n\r\n'), /ten hoogste 50 MB/],
  ])('of %s is refused', async (_what, source, reason) => {
    const error: unknown = await read(source).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(MailUnreadable);
    expect(String(error)).toMatch(reason);
  });

  it.each([
    ['deep', nested(100), 'hoi'],
    ['large', `From: a@example.org\r\n\r\n${'een regel\r\n'.repeat(1_000_000)}`, 'een regel'],
    ['of one long line', `From: a@example.org\r\n\r\n${'x'.repeat(10_000_000)}`, 'xxx'],
    [
      'with broken base64',
      'From: a@example.org\r\nContent-Transfer-Encoding: base64\r\n\r\n@@@=aGFsbG8=',
      '',
    ],
    [
      'of HTML too deep to read',
      `From: a@example.org\r\nContent-Type: text/html\r\n\r\n${'<b>'.repeat(100_000)}x`,
      '',
    ],
    ['without a text', 'From: a@example.org\r\nSubject: x', ''],
  ])('that is %s is read as far as it goes', async (_what, source, beginning) => {
    const mail = await read(source);
    expect(mail.text.trim().slice(0, 10)).toContain(beginning.slice(0, 10));
    expect(replyMessageSchema.parse(replyMessage(mail)).text.length).toBeLessThanOrEqual(2000);
  });

  it('its attachments are counted, not opened, and their names are only text', async () => {
    const bomb = Buffer.alloc(5_000_000).toString('base64');
    const part = (name: string) =>
      `--b\r\nContent-Type: application/zip; name="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bomb}\r\n`;
    const mail = await read(
      `From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${part('../../etc/passwd')}${part('x')}--b--`,
    );
    expect(mail.attachments).toEqual({ count: 2, names: ['../../etc/passwd', 'x'] });
    expect(mail.text).toBe('');
  });

  it('of whatever bytes is read or refused, and gives a track nothing that it would not take', async () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom(
        'From: "a\u202e" <a@example.org>',
        'From: =?utf-8?q?a=0D=0ABcc:_x?= <a@example.org>',
        'To: s+gemeente-utrecht@logius.nl',
        'Subject: =?utf-8?b?AAECAw==?=',
        'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
        'Content-Type: message/rfc822',
        'Content-Type: message/delivery-status',
        'Content-Type: text/html; charset=utf-16',
        'Content-Transfer-Encoding: quoted-printable',
        'Final-Recipient: rfc822; a@example.org',
        '--b',
        '--b--',
        '',
        '',
      ),
    );
    const source = fc
      .array(line, { maxLength: 30 })
      .map((lines) => `From: x@example.org\r\n${lines.join('\r\n')}`);
    await fc.assert(
      fc.asyncProperty(source, async (text) => {
        const known = await read(Buffer.from(text)).catch((error: unknown) => {
          if (error instanceof MailUnreadable) return null;
          throw error;
        });
        if (known === null) return;
        const message = replyMessage(known);
        expect(replyMessageSchema.parse(message)).toEqual(message);
        expect(() => classify(known)).not.toThrow();
        expect(() => candidateGroups(known)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['its header', 'From: a@example.org\r\n'],
    ['an attachment', `${flat(1).slice(0, -8)}${'x'.repeat(100_000)}`],
  ])('that stops halfway %s is not a mail', async (_where, beginning) => {
    const source = Readable.from(
      (async function* () {
        yield Buffer.from(beginning);
        for (let turn = 0; turn < 50; turn++) await setImmediate(); // the parser has begun on it
        throw new Error('the disk is gone');
      })(),
    );
    await expect(readMail(source)).rejects.toThrow('the disk is gone');
  });
});
