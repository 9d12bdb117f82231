import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Payload } from '@temporalio/common';
import { LOOPBACK, requireFreePort } from '../server/ports.ts';
import { answerCodecRequest, type Operation } from './codec-request.ts';
import type { KeyRing } from './key-ring.ts';
import { payloadCodec, type Unreadable } from './payload-codec.ts';

export interface CodecServerOptions {
  readonly keys: KeyRing;
  readonly port: number;
  /** Where the Temporal UI is served from: pages from anywhere else get nothing. */
  readonly origins: ReadonlySet<string>;
}

export interface CodecServer {
  /** For the Temporal UI: "http://127.0.0.1:8234". */
  readonly url: string;
  stop(): Promise<void>;
}

/** Of one page of history in base64, with room to spare: a payload has 2 MB at most. */
const mostBytes = 16 * 1024 * 1024;
const operations: ReadonlyMap<string, Operation> = new Map([
  ['/encode', 'encode'],
  ['/decode', 'decode'],
]);

/**
 * Encrypts and decrypts for the Temporal UI in a browser on this computer.
 * @throws UserError when the port is taken.
 */
export async function startCodecServer({ keys, port, origins }: CodecServerOptions): Promise<CodecServer> {
  await requireFreePort(port, '--codec-poort');
  const codec = payloadCodec(keys, inItsPlace);
  const host = `${LOOPBACK}:${port}`;

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { origin } = request.headers;
    // The name too: a page elsewhere can have its own name point to this computer.
    if (origin === undefined || !origins.has(origin) || request.headers.host !== host)
      return end(response, 403);
    response.setHeader('Access-Control-Allow-Origin', origin).setHeader('Vary', 'Origin');
    const operation = operations.get((request.url ?? '').split('?', 1)[0] ?? '');
    if (operation === undefined) return end(response, 404);
    if (request.method === 'OPTIONS') {
      response
        .setHeader('Access-Control-Allow-Methods', 'POST')
        .setHeader('Access-Control-Allow-Headers', 'content-type,x-namespace')
        .setHeader('Access-Control-Max-Age', '600');
      return end(response, 204);
    }
    if (request.method !== 'POST') return end(response, 405);
    if (Number(request.headers['content-length']) > mostBytes) return end(response, 413);
    const text = await bodyOf(request);
    if (text === null) return end(response, 413);
    const answer = await answerCodecRequest(codec, operation, text);
    if (answer === null) return end(response, 400);
    response.setHeader('Content-Type', 'application/json').setHeader('Cache-Control', 'no-store');
    return end(response, 200, answer);
  };

  const server = createServer((request, response) => {
    // A browser that went away, or a fault of ours: nothing of what was asked is repeated anywhere.
    respond(request, response).catch(() => end(response, 500));
  });
  server.listen({ port, host: LOOPBACK, exclusive: true });
  await once(server, 'listening');
  return {
    url: `http://${host}`,
    async stop() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function end(response: ServerResponse, status: number, body = ''): void {
  if (response.headersSent) return;
  // What is still to come of a refused request is not waited for.
  if (status >= 400) response.setHeader('Connection', 'close');
  response.writeHead(status).end(body);
}

/** Null when it turns out longer than any request can be. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > mostBytes) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}

/** One payload that can't be read must not hide the others: the page shows why. */
const inItsPlace: Unreadable = (sentence): Payload => ({
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from(JSON.stringify(sentence)),
});
