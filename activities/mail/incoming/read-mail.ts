import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { parseAddressHeader } from 'mailparser';
import { tellingFields } from '../../../machines/domain/correspondence/classify.ts';
import type { IncomingMail, ReturnedMail } from '../../../machines/domain/correspondence/incoming-mail.ts';
import { HeaderFields } from './header-fields.ts';
import { MailUnreadable, mimeParts } from './mime-parts.ts';

const mostRecipients = 50;
const mostReferences = 50;

/**
 * Reads a mail (RFC 5322, MIME) as it was written: as bytes, from a file or a mail server.
 * @throws MailUnreadable
 */
export async function readMail(source: Readable): Promise<IncomingMail> {
  const whole = createHash('sha256');
  const parts = await mimeParts(source, (chunk) => whole.update(chunk));
  const fields = new HeaderFields(parts.headerLines);
  const [from] = addresses(fields.all('from'));
  if (from === undefined) {
    throw new MailUnreadable('Dit is geen mail: verwacht een afzender (From), gevonden: geen.');
  }
  const messageId = messageIds(fields.all('message-id'))[0] ?? null;
  return {
    id: messageId === null ? whole.digest('hex') : createHash('sha256').update(messageId).digest('hex'),
    messageId,
    from,
    recipients: recipientsIn(fields),
    references: referencesIn(fields),
    subject: parts.subject,
    text: parts.text,
    isWhole: parts.isWhole,
    attachments: { count: parts.count, names: parts.names },
    fields: Object.fromEntries(tellingFields.map((name) => [name, fields.all(name)])),
    calendarReply: parts.calendar,
    deliveryReport: parts.report,
    returned: parts.report === null || parts.returned === null ? null : returnedMail(parts.returned),
  };
}

/** The header of the mail that a bounce returns; what follows it is not read. */
function returnedMail(text: string): ReturnedMail {
  const fields = HeaderFields.of(text);
  return {
    recipients: [
      ...new Set(addresses([...fields.all('to'), ...fields.all('cc')]).map(({ email }) => email)),
    ].slice(0, mostRecipients),
    references: [...messageIds(fields.all('message-id')), ...referencesIn(fields)].slice(0, mostReferences),
  };
}

function recipientsIn(fields: HeaderFields): readonly string[] {
  const names = ['delivered-to', 'x-original-to', 'envelope-to', 'to', 'cc'];
  return addresses(names.flatMap((name) => fields.all(name)))
    .map(({ email }) => email)
    .slice(0, mostRecipients);
}

function addresses(values: readonly string[]): readonly { readonly name: string; readonly email: string }[] {
  return parseAddressHeader([...values], { flatten: true, decodePunycode: false }).value.flatMap(
    ({ name, address }) =>
      address === undefined || !address.includes('@') ? [] : [{ name, email: address }],
  );
}

/** In-Reply-To, then References from the last, which is the nearest. */
function referencesIn(fields: HeaderFields): readonly string[] {
  return [
    ...messageIds(fields.all('in-reply-to')),
    ...messageIds(fields.all('references')).toReversed(),
  ].slice(0, mostReferences);
}

function messageIds(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => value.match(/<[^<>\s]{1,990}>/g) ?? []);
}
