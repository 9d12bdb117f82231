import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { readMail } from '../../../../activities/mail/incoming/read-mail.ts';
import type { IncomingMail } from '../../../../machines/domain/correspondence/incoming-mail.ts';

/** A mail as a mail program makes it, and as it lies in a file. */
export async function written(mail: ConstructorParameters<typeof MailComposer>[0]): Promise<Buffer> {
  return await new MailComposer(mail).compile().build();
}

/** In pieces, as they come from a file. */
export async function read(source: Buffer | string): Promise<IncomingMail> {
  const bytes = typeof source === 'string' ? Buffer.from(source, 'latin1') : source;
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 65_536) pieces.push(bytes.subarray(at, at + 65_536));
  return await readMail(Readable.from(pieces));
}

/** What a mail server sends back (RFC 3464) about a mail of ours. */
export function bounceOf(original: string, recipient: string, status: string, action = 'failed'): string {
  const [header = ''] = original.split('\r\n\r\n', 1);
  return [
    'Return-Path: <>',
    'From: Mail Delivery System <mailer-daemon@mx.example.org>',
    'To: servicecentrum@logius.nl',
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <${recipient}.${status}.${action}@mx.example.org>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="grens"',
    '',
    '--grens',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I am sorry to have to inform you that your message could not be delivered.',
    '',
    '--grens',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.org',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; 550 ${status} No such user here`,
    '',
    '--grens',
    'Content-Type: text/rfc822-headers',
    '',
    header,
    '',
    '--grens--',
    '',
  ].join('\r\n');
}
