import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A real mail server on loopback. Each hook answers one stage; what was accepted is in `received`. */
export interface MailServer {
  readonly url: string;
  readonly received: ReceivedMail[];
  /** Most connections that were open at one moment, and all there were. */
  readonly connections: { most: number; all: number };
  close(): Promise<void>;
}

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly raw: string;
  /** Over TLS. */
  readonly secure: boolean;
  /** As whom the client logged in. */
  readonly user: string | null;
}

export interface MailServerHooks {
  /** A reply code and text to refuse a recipient with; null to accept. Counts the times it was asked for. */
  readonly recipient?: (address: string, time: number) => SmtpReply | null;
  /** After the message: a reply to refuse it with, `cut` to accept it and drop the connection without a reply, null to accept. */
  readonly message?: (time: number, raw: string) => SmtpReply | 'cut' | null | Promise<null>;
  readonly options?: SMTPServerOptions;
}

export interface SmtpReply {
  readonly code: number;
  readonly text: string;
}

export async function startMailServer({
  recipient,
  message,
  options,
}: MailServerHooks = {}): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const connections = { most: 0, all: 0 };
  const sockets = new Set<Socket>();
  const times = new Map<string, number>();
  const count = (key: string) => {
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    return time;
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo(address, _session, callback) {
      const reply = recipient?.(address.address, count(address.address)) ?? null;
      callback(reply === null ? null : refusal(reply));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => void answer());
      const answer = async (): Promise<void> => {
        const raw = Buffer.concat(chunks).toString();
        const reply = (await message?.(count('message'), raw)) ?? null;
        if (reply !== null && reply !== 'cut') return callback(refusal(reply));
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw,
          secure: session.secure,
          user: session.user === undefined ? null : String(session.user),
        });
        if (reply === null) callback();
        else for (const socket of sockets) socket.destroy();
      };
    },
    ...options,
  });
  server.on('error', () => {}); // a connection that was cut
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    connections.all++;
    connections.most = Math.max(connections.most, sockets.size);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    url: `${options?.secure === true ? 'smtps' : 'smtp'}://127.0.0.1:${address.port}`,
    received,
    connections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusal({ code, text }: SmtpReply): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
