import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { defaultPayloadConverter } from '@temporalio/common';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCodecServer, type CodecServer } from '../../../worker/encryption/codec-server.ts';
import { payloadCodec } from '../../../worker/encryption/payload-codec.ts';
import { freePort } from '../../../worker/server/ports.ts';
import { ringOf } from './keys.ts';

const origin = 'http://127.0.0.1:8233';
const secret = 'Jacomina Zonderland';
let server: CodecServer;
let port: number;

beforeAll(async () => {
  port = await freePort();
  server = await startCodecServer({ keys: ringOf('nieuw', 'oud'), port, origins: new Set([origin]) });
});
afterAll(async () => {
  await server.stop();
});

interface Asked {
  readonly method?: string;
  readonly path?: string;
  /** An empty one is left out. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Not with `fetch`, which does not let a test choose Host and Origin. */
async function ask({ method = 'POST', path = '/decode', headers = {}, body = '' }: Asked) {
  const sent = Object.fromEntries(
    Object.entries({ Origin: origin, ...headers }).filter(([, value]) => value !== ''),
  );
  const asked = request({ host: '127.0.0.1', port, method, path, headers: sent });
  asked.end(body);
  const [response] = await once(asked, 'response');
  return { status: response.statusCode, headers: response.headers, text: await textOf(response) };
}

/** A value as the UI finds it in history. */
async function encrypted(value: unknown, keyId = 'nieuw') {
  const codec = payloadCodec(ringOf(keyId), () => {
    throw new Error('Nothing is decrypted here');
  });
  const [payload] = await codec.encode([defaultPayloadConverter.toPayload(value)]);
  return {
    metadata: Object.fromEntries(
      Object.entries(payload?.metadata ?? {}).map(([name, bytes]) => [name, base64(bytes)]),
    ),
    data: base64(payload?.data ?? new Uint8Array()),
  };
}

function base64(bytes: Uint8Array | string): string {
  return Buffer.from(bytes).toString('base64');
}

function dataIn(text: string): readonly string[] {
  return JSON.parse(text).payloads.map(({ data }: { data: string }) =>
    Buffer.from(data, 'base64').toString(),
  );
}

describe('the codec server', () => {
  it('decrypts for the page of the UI, as that asks it, and encrypts what is typed there', async () => {
    const body = JSON.stringify({
      payloads: [await encrypted({ naam: secret }), await encrypted('b', 'oud')],
    });
    const answer = await ask({
      path: '/decode?preserveStorageRefs=true',
      headers: { 'X-Namespace': 'default' },
      body,
    });
    expect(answer).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': origin } });
    expect(dataIn(answer.text)).toEqual([JSON.stringify({ naam: secret }), '"b"']);

    const plain = { metadata: { encoding: base64('json/plain') }, data: base64(`"${secret}"`) };
    const back = await ask({ path: '/encode', body: JSON.stringify({ payloads: [plain] }) });
    expect(dataIn(back.text).join()).not.toContain(secret);
    expect(dataIn((await ask({ body: back.text })).text)).toEqual([`"${secret}"`]);
  });

  it('lets the browser ask from that page', async () => {
    const headers = {
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type,x-namespace',
    };
    expect(await ask({ method: 'OPTIONS', headers })).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type,x-namespace',
      },
    });
  });

  it.each([
    ['another page', { Origin: 'https://evil.example' }],
    ['a page of another port', { Origin: 'http://127.0.0.1:8234' }],
    ['the same address under another name', { Origin: 'http://localhost:8233' }],
    ['a page whose name goes on where ours ends', { Origin: `${origin}.evil.example` }],
    ['a file or a sandboxed frame', { Origin: 'null' }],
    ['nobody', { Origin: '' }],
    ['a name that points here (DNS rebinding)', { Host: 'evil.example' }],
    ['that name with our port', { Host: 'evil.example:1' }],
  ])('gives nothing to %s', async (_who, headers) => {
    const body = JSON.stringify({ payloads: [await encrypted(secret)] });
    for (const method of ['POST', 'OPTIONS']) {
      const answer = await ask({ method, headers, body });
      expect(answer).toMatchObject({ status: 403, text: '' });
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  it('says of a payload that it can not read why, and reads the others', async () => {
    const [known, unknown] = [await encrypted('a'), await encrypted(secret, '2026')];
    const body = JSON.stringify({ payloads: [known, unknown, { ...known, data: base64('te kort') }] });
    const { status, text } = await ask({ body });
    expect(status).toBe(200);
    expect(dataIn(text)).toEqual([
      '"a"',
      expect.stringContaining(
        "versleuteld met de sleutel '2026', en TRAJECT_SLEUTELS heeft alleen: nieuw, oud",
      ),
      expect.stringContaining("niet te lezen met de sleutel 'nieuw'"),
    ]);
  });

  it.each([
    ['no JSON', { body: `{"payloads": "${secret}` }, 400],
    ['nothing', { body: '' }, 400],
    ['another form', { body: JSON.stringify({ payloads: [secret] }) }, 400],
    [
      'numbers for bytes',
      { body: JSON.stringify({ payloads: [{ metadata: { encoding: 1 }, data: secret }] }) },
      400,
    ],
    ['deep nesting', { body: '['.repeat(1_000_000) }, 400],
    ['more than any request is', { headers: { 'Content-Length': String(20 * 1024 * 1024) } }, 413],
    ['another path', { path: '/decode/x', body: secret }, 404],
    ['a path with dots', { path: '/x/../decode', body: secret }, 404],
    ['another method', { method: 'PUT', body: secret }, 405],
    ['GET', { method: 'GET' }, 405],
  ])('refuses %s without a word of it', async (_what, asked: Asked, status) => {
    expect(await ask(asked)).toMatchObject({ status, text: '' });
  });

  it('stops reading what turns out longer than any request', async () => {
    const asked = request({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/decode',
      headers: { Origin: origin },
    });
    const endless = Readable.from(Array.from({ length: 40 }, () => Buffer.alloc(1024 * 1024, ' ')));
    await expect(pipeline(endless, asked)).rejects.toThrow(/EPIPE|ECONNRESET|premature close/i);
  });

  it('answers whatever JSON it gets, and goes on', async () => {
    const hostile = fc.record({
      payloads: fc.oneof(
        fc.jsonValue(),
        fc.array(fc.record({ metadata: fc.jsonValue(), data: fc.jsonValue() }, { requiredKeys: [] })),
        fc.array(
          fc.record({
            metadata: fc.dictionary(
              fc.constantFrom('encoding', 'encryption-key-id', '__proto__', 'constructor'),
              fc.oneof(
                fc.constantFrom(base64('binary/encrypted'), base64('nieuw')),
                fc.base64String(),
                fc.string(),
              ),
            ),
            data: fc.oneof(fc.base64String(), fc.string()),
          }),
        ),
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(hostile, fc.jsonValue()),
        fc.constantFrom('/encode', '/decode'),
        async (json, path) => {
          const { status, text } = await ask({ path, body: JSON.stringify(json) });
          expect([200, 400]).toContain(status);
          if (status === 200) expect(JSON.parse(text).payloads).toBeInstanceOf(Array);
        },
      ),
    );
    expect((await ask({ body: JSON.stringify({ payloads: [await encrypted('a')] }) })).status).toBe(200);
  });

  it('survives what is no HTTP', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const socket = connect({ host: '127.0.0.1', port });
        socket.on('error', () => {}); // reset by the server: as it should
        socket.resume().end(Buffer.concat([bytes, Buffer.from('\r\n\r\n')]));
        await once(socket, 'close');
      }),
      { numRuns: 50 },
    );
    expect((await ask({ body: '{"payloads":[]}' })).status).toBe(200);
  });
});
