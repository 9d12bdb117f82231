import { connect, createServer } from 'node:net';

import { UserError } from '../user-error.ts';

/** The address that an embedded server listens on: it has no login, so it never leaves this computer. */
export const LOOPBACK = '127.0.0.1';

/** The command-line option that chooses another port. */
export type PortOption = '--poort' | '--ui-poort' | '--meetpoort' | '--codec-poort';

/**
 * Checks that the port can be listened on, on the loopback address.
 * @throws UserError that names the port and the option to choose another one.
 */
export async function requireFreePort(port: number, option: PortOption): Promise<void> {
  try {
    await listenBriefly(port);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const reason =
      code === 'EADDRINUSE'
        ? 'is al in gebruik door een ander programma'
        : code === 'EACCES'
          ? 'mag dit programma niet gebruiken'
          : `is niet bruikbaar (${cause instanceof Error ? cause.message : String(cause)})`;
    throw new UserError(`Poort ${port} ${reason}: kies een andere poort met ${option}.`, { cause });
  }
}

/**
 * A free port, chosen by the operating system, that it gives to nobody else who asks for one in the next minute: whoever
 * listens on it later has it for itself. Linux chooses among some 7,000, so that it would soon give one twice.
 */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    // A connection that the listening side ends first keeps its port from being chosen until all its packets have died.
    const listener = createServer((accepted) => accepted.end());
    listener.once('error', reject);
    listener.listen({ port: 0, host: LOOPBACK, exclusive: true }, () => {
      const bound = listener.address();
      const port = bound !== null && typeof bound === 'object' ? bound.port : 0; // a TCP listener has one
      const connection = connect({ port, host: LOOPBACK });
      connection.once('error', reject);
      connection.once('close', () => listener.close(() => resolve(port)));
      connection.resume();
    });
  });
}

async function listenBriefly(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const listener = createServer();
    listener.once('error', reject);
    listener.listen({ port, host: LOOPBACK, exclusive: true }, () => listener.close(() => resolve()));
  });
}
