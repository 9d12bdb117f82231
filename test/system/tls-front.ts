import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import {
  connect,
  constants,
  createSecureServer,
  type ClientHttp2Session,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import { join } from 'node:path';

/** Files of an authority that exists for one test: its own certificate, one for 127.0.0.1, and one for a client. */
export interface Certificates {
  readonly ca: string;
  readonly server: { readonly cert: string; readonly key: string };
  readonly client: { readonly cert: string; readonly key: string };
}

export function makeCertificates(folder: string, authority: string): Certificates {
  const path = (name: string): string => join(folder, `${authority}-${name}.pem`);
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { stdio: 'pipe' });
  };
  const newKey = ['-newkey', 'rsa:2048', '-nodes'];
  const own = ['-subj', `/CN=${authority}`, '-keyout', path('ca-key'), '-out', path('ca')];
  openssl('req', '-x509', '-days', '1', ...newKey, ...own);
  const signed = (name: string) => {
    const files = { cert: path(name), key: path(`${name}-key`) };
    // Not an authority itself: TLS in the worker takes no certificate of one from a server.
    writeFileSync(path('uses'), 'basicConstraints=CA:FALSE\nsubjectAltName=IP:127.0.0.1\n');
    openssl('req', '-new', ...newKey, '-subj', `/CN=${name}`, '-keyout', files.key, '-out', path('wish'));
    const by = ['-CA', path('ca'), '-CAkey', path('ca-key'), '-CAcreateserial', '-extfile', path('uses')];
    openssl('x509', '-req', '-days', '1', '-in', path('wish'), ...by, '-out', files.cert);
    return files;
  };
  return { ca: path('ca'), server: signed('server'), client: signed('client') };
}

export interface TlsFront {
  readonly address: string;
  /** The headers of each call that came through. */
  readonly calls: readonly IncomingHttpHeaders[];
  close(): Promise<void>;
}

/** What stands before a cluster: asks for TLS and for a certificate that its authority has signed, and passes on. */
export async function tlsFront(to: string, { ca, server: own }: Certificates): Promise<TlsFront> {
  let behind: ClientHttp2Session | undefined;
  const calls: IncomingHttpHeaders[] = [];
  const front = createSecureServer({
    cert: readFileSync(own.cert),
    key: readFileSync(own.key),
    ca: readFileSync(ca),
    requestCert: true,
    rejectUnauthorized: true,
  });
  const sessions = new Set<{ destroy(): void }>();
  front.on('session', (session) => {
    sessions.add(session);
  });
  front.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    calls.push(headers);
    behind ??= connect(`http://${to}`);
    const passed = behind.request(headers);
    const giveUp = (): void => {
      passed.close();
      stream.close();
    };
    stream.on('error', giveUp).on('aborted', giveUp);
    passed.on('error', giveUp);
    // A call that fails at once has its status in its only header.
    passed.on('response', (answer, flags) => {
      const isAll = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
      stream.respond(answer, isAll ? { endStream: true } : { waitForTrailers: true });
    });
    let trailers: IncomingHttpHeaders = {};
    passed.on('trailers', (given) => {
      trailers = given;
    });
    stream.on('wantTrailers', () => {
      stream.sendTrailers(trailers);
    });
    stream.pipe(passed);
    passed.pipe(stream);
  });
  const address = await new Promise<string>((resolve) => {
    front.listen(0, '127.0.0.1', () => {
      const bound = front.address();
      resolve(`127.0.0.1:${bound !== null && typeof bound === 'object' ? bound.port : 0}`);
    });
  });
  return {
    address,
    calls,
    async close() {
      for (const session of sessions) session.destroy();
      behind?.destroy();
      await new Promise((resolve) => {
        front.close(resolve);
      });
    },
  };
}
