import { connect as connectTls, type ConnectionOptions as TlsOptions } from 'node:tls';

import type { ServerConnectionOptions } from './address.ts';

const PATIENCE_MS = 2_000;

/**
 * What is wrong with TLS between us and the server, as the second half of a Dutch sentence; null when nothing is, or
 * it was not asked for. gRPC only says that it did not get a connection in time.
 */
export async function tlsFault({ address, tls }: ServerConnectionOptions): Promise<string | null> {
  if (tls === undefined || tls === null || tls === false) return null;
  const { hostname, port } = new URL(`tcp://${address}`);
  const given = tls === true ? {} : tls;
  const name = given.serverNameOverride ?? hostname;
  const isName = /[a-z]/i.test(name) && !name.includes(':');
  return await conversation({
    host: hostname,
    port: Number(port),
    ALPNProtocols: ['h2'],
    ...(isName ? { servername: name } : {}),
    ...(given.serverRootCACertificate === undefined
      ? {}
      : { ca: Buffer.from(given.serverRootCACertificate) }),
    ...(given.clientCertPair === undefined
      ? {}
      : { cert: Buffer.from(given.clientCertPair.crt), key: Buffer.from(given.clientCertPair.key) }),
  });
}

/** With TLS 1.3 the server refuses our certificate only after our side of the handshake: so until it speaks first. */
async function conversation(options: TlsOptions): Promise<string | null> {
  return await new Promise((resolve) => {
    const socket = connectTls(options);
    const end = (fault: string | null): void => {
      socket.destroy();
      resolve(fault);
    };
    socket.setTimeout(PATIENCE_MS, () => {
      end(null);
    });
    socket.once('data', () => {
      end(null);
    });
    // Some say why with an alert, others just hang up on a client that they don't know.
    socket.once('close', () => {
      end(socket.authorized ? certificateRefused('verbinding verbroken') : null);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      end(faultOf(error));
    });
  });
}

function faultOf({ code = '', message }: NodeJS.ErrnoException): string | null {
  if (/CERT_ALTNAME_INVALID/.test(code))
    return 'het certificaat van de server is voor een andere naam (TEMPORAL_TLS_SERVER_NAME zegt welke naam u verwacht)';
  if (/HAS_EXPIRED|NOT_YET_VALID/.test(code))
    return `het certificaat van de server is niet geldig op dit moment (${code})`;
  if (/SELF_SIGNED|UNABLE_TO|UNTRUSTED|CERT_SIGNATURE/.test(code))
    return `het certificaat van de server is niet getekend door een instantie die u vertrouwt (TEMPORAL_TLS_SERVER_CA_CERT_PATH; ${code})`;
  if (/CERTIFICATE_REQUIRED|ALERT_(BAD|UNKNOWN|HANDSHAKE|UNSUPPORTED|CERTIFICATE)|UNKNOWN_CA/.test(code))
    return certificateRefused(code);
  if (/ERR_SSL/.test(code)) return `de server spreekt geen TLS dat wij kennen (${message})`;
  return null; // no TLS was spoken at all: the address, or the server
}

function certificateRefused(how: string): string {
  return `de server weigert ons certificaat, of krijgt er geen (TEMPORAL_TLS_CLIENT_CERT_PATH en TEMPORAL_TLS_CLIENT_KEY_PATH; ${how})`;
}
