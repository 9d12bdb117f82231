import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { compose } from '../../../activities/mail/compose.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import type { MailOrder } from '../../../machines/track/mail.ts';
import { exampleMails } from '../../../activities/mail/examples/index.ts';
import { order } from '../../../activities/mail/examples/order.ts';

const builder = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

async function raw(sample: MailOrder): Promise<string> {
  const { message } = await builder.sendMail(compose(sample).options);
  if (!Buffer.isBuffer(message)) throw new TypeError('The message was not buffered');
  return message.toString();
}

async function parsed(sample: MailOrder) {
  return simpleParser(await raw(sample));
}

function example(title: string): MailOrder {
  const found = exampleMails.find((mail) => mail.title === title);
  if (found === undefined) throw new Error(`No example '${title}'`);
  return found.order;
}

describe('headers', () => {
  it('says that it was made by a machine, by whom, for whom, and where answers go', async () => {
    const mail = await parsed(order({ kind: 'resumed' }));
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.from?.value).toEqual([
      { name: 'Servicecentrum Logius', address: 'servicecentrum@logius.nl' },
    ]);
    expect(mail.replyTo?.value[0]?.address).toBe('servicecentrum+gemeente-utrecht@logius.nl');
    expect(addresses(mail.to)).toEqual(['kim.jansen@utrecht.example']);
    expect(addresses(mail.cc)).toEqual(['sam@leverancier.example']);
    expect(mail.text).toContain('Beste Kim Jansen,');
    expect(mail.html).toContain('<html lang="nl"');
  });

  it('carries the Message-ID of its effect: the same when it goes out again later, to others', async () => {
    const id = async (changes: Partial<MailOrder>) =>
      (await parsed(order({ kind: 'resumed' }, changes))).messageId;
    const first = await id({});
    expect(first).toMatch(/^<gemeente-utrecht\.krgz1s00\.[0-9a-f]{24}@logius\.nl>$/);
    expect(await id({ date: isoDate('2028-02-01') })).toBe(first);
    expect(await id({ to: [{ name: 'Noor Peters', email: 'noor@utrecht.example' }] })).toBe(first);
    const others = await Promise.all([
      id({ id: 'gemeente-utrecht.8' }),
      id({ id: 'a b' }),
      id({ id: 'a_b' }),
      id({ id: 'a>\r\nBcc: x@example.org' }),
      id({ track: 'a>\r\nBcc: x@example.org' }),
    ]);
    expect(new Set([first, ...others]).size).toBe(6);
  });

  it('threads the mail of one track, and not that of the next track of the organisation', async () => {
    const one = await parsed(order({ kind: 'resumed' }));
    const two = await parsed(order({ kind: 'live', function: 'berichtenbox', on: isoDate('2027-03-16') }));
    expect(one.inReplyTo).toBe('<aansluittraject.gemeente-utrecht.krgz1s00@logius.nl>');
    expect(two.inReplyTo).toBe(one.inReplyTo);
    expect(one.references).toBe(one.inReplyTo);
    expect(two.messageId).not.toBe(one.messageId);
    const next = await parsed(order({ kind: 'resumed' }, { track: 'gemeente-utrecht.l0000000' }));
    expect(next.references).not.toBe(one.references);
  });
});

/** What Outlook goes by: its own fields, of which the 16 bytes after the first six name the conversation. */
async function outlookThread(sample: MailOrder) {
  const { headers } = await parsed(sample);
  const value = headers.get('thread-index');
  const index = Buffer.from(typeof value === 'string' ? value : '', 'base64');
  expect(index).toHaveLength(22);
  expect(index[0]).toBe(1);
  return { topic: headers.get('thread-topic'), conversation: index.subarray(6).toString('hex') };
}

describe('one conversation in Outlook', () => {
  it('is that of the track, whatever the subject; the next track of the organisation has another', async () => {
    const one = await outlookThread(order({ kind: 'resumed' }));
    expect(one.topic).toBe('Aansluiting van Gemeente Utrecht op MijnOverheid');
    const live = order({ kind: 'live', function: 'berichtenbox', on: isoDate('2027-03-16') });
    expect(await outlookThread({ ...live, date: isoDate('2027-09-01') })).toEqual(one);
    const next = await outlookThread(order({ kind: 'resumed' }, { track: 'gemeente-utrecht.l0000000' }));
    expect(next.conversation).not.toBe(one.conversation);
  });
});

describe('injection', () => {
  const attack = 'Kim\r\nBcc: boef@example.org\r\n\r\n<b>';

  it('a line break in a name never starts a header', async () => {
    const sample = order(example('escalatiebrief: na escalatie 2').content, {
      organisation: { id: 'gemeente-utrecht', name: attack },
      to: [{ name: attack, email: 'kim@utrecht.example' }],
      desk: { naam: attack, email: 'servicecentrum@logius.nl', telefoon: attack },
    });
    const mail = await parsed(sample);
    expect(mail.bcc).toBeUndefined();
    expect(addresses(mail.to)).toEqual(['kim@utrecht.example']);
    expect(mail.headers.has('bcc')).toBe(false);
    expect(mail.subject).toContain('Bcc: boef@example.org'); // as text, on one line
    expect(mail.headers.get('thread-topic')).toContain('Bcc: boef@example.org');
    expect(mail.subject).not.toMatch(/[\r\n]/);
  });

  it('a name cannot smuggle in another address', async () => {
    const mail = await parsed(
      order(
        { kind: 'resumed' },
        { to: [{ name: 'Kim" <boef@example.org>, "x', email: 'kim@utrecht.example' }] },
      ),
    );
    expect(addresses(mail.to)).toEqual(['kim@utrecht.example']);
  });

  it('letters outside ASCII survive', async () => {
    const mail = await parsed(
      order(
        { kind: 'resumed' },
        {
          to: [{ name: 'Zoë Łukasz', email: 'z@example.org' }],
          organisation: { id: 'x', name: 'Gemeente Súdwest-Fryslân' },
        },
      ),
    );
    expect(mail.text).toContain('Beste Zoë Łukasz,');
    expect(mail.text).toContain('Súdwest-Fryslân');
  });
});

describe('invitation in the mail', () => {
  it('is a part with its method, that calendars open by themselves', async () => {
    const sample = example('uitnodiging ketentest: eerste uitnodiging');
    expect(await raw(sample)).toMatch(/Content-Type: text\/calendar;[^]*?method=REQUEST/);
    const cancelled = example('afzegging ketentest: de aansluiting gaat niet door');
    expect(await raw(cancelled)).toMatch(/Content-Type: text\/calendar;[^]*?method=CANCEL/);
    expect(await raw(order({ kind: 'resumed' }))).not.toContain('text/calendar');
  });
});

function addresses(field: Awaited<ReturnType<typeof parsed>>['to']): readonly (string | undefined)[] {
  const fields = field === undefined ? [] : [field].flat();
  return fields.flatMap(({ value }) => value.map(({ address }) => address));
}
