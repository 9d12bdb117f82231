import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MailUnreadable } from '../../activities/mail/incoming/mime-parts.ts';
import { readMail } from '../../activities/mail/incoming/read-mail.ts';
import { parseTempo } from '../../machines/domain/clock.ts';
import { classify } from '../../machines/domain/correspondence/classify.ts';
import {
  bounceMessage,
  bounceMessageSchema,
  replyMessage,
  replyMessageSchema,
} from '../../machines/domain/correspondence/messages.ts';
import { readDocument } from '../../worker/cli/read-document.ts';
import { mailServer } from '../../worker/mail-server.ts';
import { connectionFromEnvironment } from '../../worker/server/address.ts';
import { UserError } from '../../worker/user-error.ts';
import { hostileText, hostileValue } from './hostile.ts';
import { expectPlain, expectReadable } from './refusal.ts';

/** What comes in as text: files, mail, the environment. Whatever it is, it is taken or refused by an error of ours. */

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traject-fuzz-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** References to references: small to write, endless to read. */
const bombs = [
  `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, i) => `${name}: &${name} [${`*${'abcdefg'[i] ?? ''},`.repeat(9)}]`).join('\n')}`,
  '&a [*a]',
  'a: &a\n  b: *a',
  '<<: {a: 1}\n<<: {b: 2}',
  '['.repeat(100_000),
  '{a: '.repeat(50_000),
  '- '.repeat(50_000),
  '? '.repeat(20_000),
  '!!binary "AAAA"\n',
  '!!js/function "() => 1"',
  '%YAML 9.9\n---\n{}',
  '--- 1\n--- 2\n',
  '"\\uD800"',
  '\uFEFF{}',
  'a: !!set {x, y}\nb: !!omap [a: 1]',
  '__proto__: {polluted: true}',
];

describe('a file', () => {
  const contents = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...bombs) },
    { weight: 2, arbitrary: hostileText },
    { weight: 2, arbitrary: hostileValue.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  );

  it('is read, or refused by name', async () => {
    const path = join(folder, 'invoer.yaml');
    await fc.assert(
      fc.asyncProperty(contents, async (content) => {
        await writeFile(path, content);
        const read = await readDocument(path).catch((error: unknown) => error);
        if (read instanceof UserError) {
          expect(read.message).toContain('invoer.yaml');
          return expectReadable(read.message);
        }
        expect(read).not.toBeInstanceOf(Error);
        expect(Reflect.get({}, 'polluted')).toBeUndefined();
      }),
      { numRuns: 120 },
    );
  });
});

describe('a mail', () => {
  const header = fc
    .tuple(
      fc.constantFrom(
        'From',
        'To',
        'Subject',
        'Message-ID',
        'In-Reply-To',
        'References',
        'Content-Type',
        'Date',
        'X-Failed-Recipients',
        'Auto-Submitted',
      ),
      fc.oneof(
        hostileText,
        fc.constantFrom(
          'iemand@example.org',
          '"A, B" <a@example.org>, <b@example.org>',
          'multipart/mixed; boundary="x"',
          'multipart/report; report-type=delivery-status; boundary=x',
          'text/html; charset=utf-7',
          'message/rfc822',
          '<a@b>',
        ),
      ),
    )
    .map(([name, value]) => `${name}: ${value}`);
  const body = fc.oneof(
    hostileText,
    fc.constant(
      '--x\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; a@example.org\r\nStatus: 5.1.1\r\n--x--',
    ),
    fc.constant('--x\r\n'.repeat(2_000)),
  );
  const mails = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.array(header, { maxLength: 12 }), body)
        .map(([head, rest]) => Buffer.from(`${head.join('\r\n')}\r\n\r\n${rest}`)),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)) },
  );

  it('becomes a message that a track takes, or is said to be unreadable', async () => {
    await fc.assert(
      fc.asyncProperty(mails, async (bytes) => {
        const mail = await readMail(Readable.from([bytes])).catch((error: unknown) => {
          if (error instanceof MailUnreadable) return error.message;
          throw error;
        });
        if (typeof mail === 'string') {
          expectReadable(mail);
          return;
        }
        const meaning = classify(mail);
        if (meaning.kind === 'reply') expectPlain(replyMessageSchema.parse(replyMessage(mail)));
        if (meaning.kind === 'bounce')
          expectPlain(bounceMessageSchema.parse(bounceMessage(mail, meaning.reports)));
      }),
      { numRuns: 200 },
    );
  });
});

describe('the environment', () => {
  const small = hostileText.map((text) => text.slice(0, 2_000).replaceAll('\u0000', ''));
  const refusedInWords = (use: () => unknown): void => {
    try {
      use();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      expectReadable(error.message);
    }
  };

  it('gives a mail server, or is refused without showing what could be a password', () => {
    fc.assert(
      fc.property(
        small,
        fc.constantFrom('', 'smtp://', 'smtps://', 'smtp://geheim:', 'smtp://u:geheim@'),
        (text, start) => {
          refusedInWords(() => mailServer({ SMTP_URL: start + text }));
          try {
            mailServer({ SMTP_URL: `smtp://u:geheim@${text}` });
          } catch (error) {
            expect(String(error)).not.toContain('geheim');
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives a Temporal server, or is refused', () => {
    const names = [
      'TEMPORAL_ADDRESS',
      'TEMPORAL_NAMESPACE',
      'TEMPORAL_API_KEY',
      'TEMPORAL_TLS',
      'TEMPORAL_TLS_CLIENT_CERT_DATA',
      'TEMPORAL_CONFIG_FILE',
      'TEMPORAL_PROFILE',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), small, { minKeys: 1 }), (env) => {
        // A file without end is read without end: whoever sets this variable starts the program.
        if (env['TEMPORAL_CONFIG_FILE']?.startsWith('/dev/') === true) return;
        refusedInWords(() => connectionFromEnvironment(env));
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('gives a tempo, or is refused', () => {
    fc.assert(
      fc.property(small, (text) => {
        try {
          expect(parseTempo(text)).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          expectReadable(error instanceof RangeError ? error.message : '');
        }
      }),
      { numRuns: 300 },
    );
  });
});
