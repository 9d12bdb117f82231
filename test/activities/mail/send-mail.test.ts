import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { messageIdOf } from '../../../activities/mail/message-identity.ts';
import { failureOf, mailing } from './mailing.ts';
import { order } from '../../../activities/mail/examples/order.ts';

const one = order({ kind: 'resumed' }, { to: [{ name: 'Kim Jansen', email: 'kim@utrecht.example' }] });
const two = order({ kind: 'resumed' });

describe('a mail server that accepts', () => {
  it('gets the mail as it was composed', async () => {
    const { server, attempt } = await mailing();
    expect(await attempt(two)).toEqual({ kind: 'sent' });
    const [mail] = server.received;
    expect(mail?.to).toEqual(['kim.jansen@utrecht.example', 'sam@leverancier.example']);
    const parsed = await simpleParser(mail?.raw ?? '');
    expect(parsed.messageId).toBe(messageIdOf(two));
    expect(parsed.subject).toBe('Uw aansluittraject gaat weer verder');
    expect(parsed.text).toContain('Beste Kim Jansen,');
    expect(parsed.html).toContain('<html lang="nl"');
  });
});

describe('refused for now', () => {
  it('is thrown, to be tried again, and then arrives with the same Message-ID', async () => {
    const { server, attempt } = await mailing({
      recipient: (_, time) =>
        time === 1 ? { code: 451, text: '4.7.1 Greylisted kim@utrecht.example' } : null,
    });
    const failure = await failureOf(attempt(one));
    expect(failure.nonRetryable).toBe(false);
    expect(JSON.stringify([failure.message, failure.cause, failure.details])).not.toContain('@');
    expect(server.received).toHaveLength(0);
    expect(await attempt(one)).toEqual({ kind: 'sent' });
    expect((await simpleParser(server.received[0]?.raw ?? '')).messageId).toBe(messageIdOf(one));
  });

  it('after the message is the same', async () => {
    const { attempt } = await mailing({
      message: (time) => (time === 1 ? { code: 452, text: '4.3.1 Full' } : null),
    });
    expect((await failureOf(attempt(one))).message).toBe(
      'De mailserver neemt de mail nu niet aan (452 4.3.1).',
    );
    expect(await attempt(one)).toEqual({ kind: 'sent' });
  });

  it('for one of two: the other is not mailed again', async () => {
    const { server, attempt } = await mailing({
      recipient: (address, time) =>
        address.startsWith('sam') && time === 1 ? { code: 450, text: '4.2.1 Later' } : null,
    });
    expect((await failureOf(attempt(two))).nonRetryable).toBe(false);
    expect(await attempt(two)).toEqual({ kind: 'sent' });
    expect(server.received.map(({ to }) => to)).toEqual([
      ['kim.jansen@utrecht.example'],
      ['sam@leverancier.example'],
    ]);
  });

  it('a connection that is cut after the message is tried again by Temporal alone', async () => {
    let messages = 0;
    const { server, attempt } = await mailing({ message: () => (++messages === 1 ? 'cut' : null) });
    const failure = await failureOf(attempt(one));
    expect(failure.nonRetryable).toBe(false);
    expect(failure.message).toBe('De verbinding met de mailserver lukt niet of is verbroken.');
    expect(messages).toBe(1);
    expect(await attempt(one)).toEqual({ kind: 'sent' });
    // The server had it already, and its answer was lost: the reader's mail program knows the second by its Message-ID.
    const mails = await Promise.all(server.received.map(({ raw }) => simpleParser(raw)));
    expect(mails.map(({ messageId }) => messageId)).toEqual([messageIdOf(one), messageIdOf(one)]);
  });

  it('a server that is down is tried again', async () => {
    const { server, attempt } = await mailing();
    await server.close();
    expect((await failureOf(attempt(one))).nonRetryable).toBe(false);
  });

  it('a sender that the server does not take is for the administrator: no recipient is to blame', async () => {
    let times = 0;
    const { server, attempt } = await mailing({
      options: {
        onMailFrom: (_address, _session, callback) =>
          callback(++times === 1 ? Object.assign(new Error('5.7.1 Not yours'), { responseCode: 550 }) : null),
      },
    });
    const failure = await failureOf(attempt(one));
    expect(failure.nonRetryable).toBe(false);
    expect(failure.message).toBe('De mailserver neemt het adres van de afzender niet aan (550 5.7.1).');
    expect(await attempt(one)).toEqual({ kind: 'sent' });
    expect(server.received).toHaveLength(1);
  });

  it('credentials that can not be checked for now are not called wrong', async () => {
    const busy = Object.assign(new Error('4.7.0 Try again later'), { responseCode: 454 });
    const { attempt } = await mailing(
      {
        options: {
          authOptional: false,
          allowInsecureAuth: true,
          onAuth: (_auth, _session, callback) => callback(busy),
        },
      },
      (url) => url.replace('//', '//gebruiker:geheim@'),
    );
    expect((await failureOf(attempt(one))).message).toBe(
      'De mailserver neemt de mail nu niet aan (454 4.7.0).',
    );
  });

  it('wrong credentials are for the administrator: tried again, and never shown', async () => {
    const { attempt } = await mailing(
      {
        options: {
          authOptional: false,
          allowInsecureAuth: true,
          onAuth: (_auth, _session, callback) => callback(new Error('nee')),
        },
      },
      (url) => url.replace('//', '//gebruiker:geheim@'),
    );
    const failure = await failureOf(attempt(one));
    expect(failure.nonRetryable).toBe(false);
    expect(failure.message).toBe('De mailserver wijst de inloggegevens uit SMTP_URL af.');
    expect(JSON.stringify([failure.message, failure.stack, failure.details])).not.toContain('geheim');
  });
});

describe('refused for good', () => {
  it('is undeliverable, with the reason in Dutch', async () => {
    const { attempt } = await mailing({ recipient: () => ({ code: 550, text: '5.1.1 No such user' }) });
    expect(await attempt(one)).toEqual({
      kind: 'undeliverable',
      to: 'kim@utrecht.example',
      reason: 'Dit e-mailadres bestaat niet (550 5.1.1).',
    });
  });

  it('after the message is the same', async () => {
    const { attempt } = await mailing({ message: () => ({ code: 554, text: '5.7.1 Spam' }) });
    expect(await attempt(one)).toEqual({
      kind: 'undeliverable',
      to: 'kim@utrecht.example',
      reason: 'De mailserver weigert de mail om redenen van beveiliging (554 5.7.1).',
    });
  });

  it('for one of two: the other gets the mail', async () => {
    const { server, attempt } = await mailing({
      recipient: (address) => (address.startsWith('sam') ? { code: 552, text: '5.2.2 Full' } : null),
    });
    expect(await attempt(two)).toEqual({
      kind: 'undeliverable',
      to: 'sam@leverancier.example',
      reason: 'Deze mailbox is vol (552 5.2.2).',
    });
    expect(server.received.map(({ to }) => to)).toEqual([['kim.jansen@utrecht.example']]);
  });

  it('an address that is none never reaches a server', async () => {
    const { server, attempt } = await mailing();
    const bad = order(
      { kind: 'resumed' },
      { to: [{ name: 'x', email: 'kim@utrecht.example\r\nRCPT TO:<boef@example.org>' }] },
    );
    expect(await attempt(bad)).toMatchObject({
      kind: 'undeliverable',
      reason: 'Dit is geen geldig e-mailadres.',
    });
    expect(server.received).toHaveLength(0);
  });
});

describe('at the edge', () => {
  it('an order of another shape is refused for good, and says where', async () => {
    const { attempt } = await mailing();
    const broken = { ...one, content: { kind: 'live', function: 'berichtenbox', on: '2027-02-30' } };
    // @ts-expect-error -- what a history of another version could hold
    const failure = await failureOf(attempt(broken));
    expect(failure.nonRetryable).toBe(true);
    expect(failure.message).toBe('De mailopdracht klopt niet. Kijk naar: content.on.');
  });
});
