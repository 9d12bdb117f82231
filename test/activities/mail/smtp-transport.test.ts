import { readFile } from 'node:fs/promises';
import { simpleParser } from 'mailparser';
import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { order } from '../../../activities/mail/examples/order.ts';
import { messageIdOf } from '../../../activities/mail/message-identity.ts';
import { failureOf, mailing } from './mailing.ts';

const sample = order({ kind: 'resumed' }, { to: [{ name: 'Kim Jansen', email: 'kim@utrecht.example' }] });
const file = (name: string) => readFile(new URL(`./tls/${name}`, import.meta.url), 'utf8');
/** Self-signed: trusted by those alone who name it. */
const [key, certificate] = await Promise.all([file('key.pem'), file('certificate.pem')]);

const account: SMTPServerOptions = {
  authOptional: false,
  onAuth: ({ username, password }, _session, callback) =>
    username === 'traject' && password === 'g#heim'
      ? callback(null, { user: username })
      : callback(new Error('nee')),
};
const trusting = `?tls.ca=${encodeURIComponent(certificate)}`;
const withAccount = (url: string) => url.replace('//', '//traject:g%23heim@');

/** A promise to be opened from outside. */
function gate() {
  let open: () => void = () => {};
  const opened = new Promise<null>((resolve) => {
    open = () => resolve(null);
  });
  return { opened, open };
}

describe('TLS and credentials', () => {
  it('smtps: TLS at once, with a certificate authority of our own', async () => {
    const options = { ...account, secure: true, key, cert: certificate };
    const { server, attempt } = await mailing({ options }, (url) => `${withAccount(url)}${trusting}`);
    expect(await attempt(sample)).toEqual({ kind: 'sent' });
    expect(server.received).toMatchObject([{ secure: true, user: 'traject' }]);
  });

  it('smtp: STARTTLS where the server has it', async () => {
    const options = { ...account, key, cert: certificate, disabledCommands: [] };
    const { server, attempt } = await mailing({ options }, (url) => `${withAccount(url)}${trusting}`);
    expect(await attempt(sample)).toEqual({ kind: 'sent' });
    expect(server.received).toMatchObject([{ secure: true, user: 'traject' }]);
  });

  it.each([
    ['TLS at once', { secure: true }],
    ['STARTTLS', { disabledCommands: [] }],
  ])(
    'a certificate that nobody vouches for is not trusted (%s), and is for the administrator to mend',
    async (_, tls) => {
      const options = { ...account, ...tls, key, cert: certificate };
      const { server, attempt } = await mailing({ options }, withAccount);
      const failure = await failureOf(attempt(sample));
      expect(failure.nonRetryable).toBe(false);
      expect(failure.message).toBe(
        'Het certificaat van de mailserver wordt niet vertrouwd (DEPTH_ZERO_SELF_SIGNED_CERT).',
      );
      expect(server.received).toEqual([]);
    },
  );

  it('a password is not sent over a network in the clear, when somebody took STARTTLS away', async () => {
    const tried: string[] = [];
    const options: SMTPServerOptions = {
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, callback) => {
        tried.push(password ?? '');
        callback(null, { user: 'traject' });
      },
    };
    // Not a loopback address by name, though it leads there.
    const { attempt } = await mailing({ options }, (url) => withAccount(url).replace('127.0.0.1', '0.0.0.0'));
    const failure = await failureOf(attempt(sample));
    expect(failure.nonRetryable).toBe(false);
    expect(failure.message).toBe('De beveiligde verbinding (TLS) met de mailserver lukt niet.');
    expect(tried).toEqual([]);
  });

  it('smtps: to a server without TLS says that it is TLS that fails', async () => {
    const { attempt } = await mailing({}, (url) => url.replace('smtp:', 'smtps:'));
    expect((await failureOf(attempt(sample))).message).toBe(
      'De beveiligde verbinding (TLS) met de mailserver lukt niet.',
    );
  });

  it('a certificate of another server is not trusted', async () => {
    const options = { ...account, secure: true, key, cert: certificate };
    const { server, attempt } = await mailing(
      { options },
      (url) => `${withAccount(url)}${trusting}&tls.servername=mail.example.org`,
    );
    expect((await failureOf(attempt(sample))).message).toBe(
      'Het certificaat van de mailserver wordt niet vertrouwd (ERR_TLS_CERT_ALTNAME_INVALID).',
    );
    expect(server.received).toEqual([]);
  });
});

describe('a slow mail server', () => {
  it('is waited for, with a sign of life to Temporal every few seconds', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const asked = gate();
    const slow = gate();
    const { server, begin } = await mailing({
      message: () => {
        asked.open();
        return slow.opened;
      },
    });
    const { result, heartbeats } = begin(sample);
    await asked.opened;
    vi.advanceTimersByTime(60_000);
    expect(heartbeats.length).toBeGreaterThanOrEqual(12); // the limit is 20 seconds
    slow.open();
    expect(await result).toEqual({ kind: 'sent' });
    expect(server.received).toHaveLength(1);
    const told = heartbeats.length;
    vi.advanceTimersByTime(60_000);
    expect(heartbeats).toHaveLength(told);
  });

  it.each(['greetingTimeout', 'socketTimeout'])(
    'that hangs is left after %s, to be tried again',
    async (limit) => {
      const { attempt } = await mailing(
        limit === 'greetingTimeout'
          ? { options: { onConnect: () => {} } }
          : { message: () => new Promise<null>(() => {}) },
        (url) => `${url}?${limit}=50`,
      );
      const failure = await failureOf(attempt(sample));
      expect(failure.nonRetryable).toBe(false);
      expect(failure.message).toBe('De mailserver antwoordt niet op tijd.');
    },
  );

  it('is left when another attempt has taken over, so that they do not both send', async () => {
    const asked = gate();
    const { begin } = await mailing({
      message: () => {
        asked.open();
        return new Promise<null>(() => {});
      },
    });
    const { result, cancel } = begin(sample);
    await asked.opened;
    cancel();
    expect((await failureOf(result)).nonRetryable).toBe(false);
  });
});

describe('a thousand mails at once', () => {
  it('arrive each once, over the few connections of the pool', async () => {
    const { server, attempt } = await mailing({}, (url) => `${url}?rateLimit=0`);
    const orders = Array.from({ length: 1000 }, (_, at) => ({ ...sample, id: `${sample.id}/${at}` }));
    const results = await Promise.all(orders.map(attempt));
    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['sent']));
    const ids = server.received.map(({ raw }) => /^Message-ID:\s*(<[^>]+>)/m.exec(raw)?.[1]);
    expect(new Set(ids)).toEqual(new Set(orders.map(messageIdOf)));
    expect(ids).toHaveLength(1000);
    expect(server.connections.most).toBe(2);
    expect(server.connections.all).toBeLessThanOrEqual(12); // a hundred mails each
    const mail = await simpleParser(server.received.at(-1)?.raw ?? '');
    expect(mail.html).toContain('<html lang="nl"');
  });
});
