import { createServer, Socket, type Server } from 'node:net';

/** What is done to a connection that is open. `mute`: questions still arrive, answers are lost until it is cut. */
export type Disturbance = 'cut' | 'mute' | 'stall';

/** A network between two programs, on loopback, that can be disturbed. */
export class Proxy {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [client: Socket, target: Socket]>();
  readonly port: number;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async open(targetPort: number): Promise<Proxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    const proxy = new Proxy(server, address.port);
    server.on('connection', (client) => proxy.#connect(client, targetPort));
    return proxy;
  }

  /** To every connection of this moment, for so many milliseconds; lost answers end in a cut, as on a broken line. */
  disturb(how: Disturbance, ms: number): void {
    for (const [client, target] of this.#pairs) {
      if (how === 'cut') end(client, target);
      else {
        target.unpipe(client);
        if (how === 'mute') target.resume();
        else client.unpipe(target);
        setTimeout(() => {
          if (how === 'mute') return end(client, target);
          client.pipe(target);
          target.pipe(client);
        }, ms);
      }
    }
  }

  async close(): Promise<void> {
    for (const [client, target] of this.#pairs) end(client, target);
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #connect(client: Socket, targetPort: number): void {
    const target = new Socket();
    const pair = [client, target] as const;
    this.#pairs.add(pair);
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', () => {}); // it closes after it
      socket.once('close', () => {
        end(client, target);
        this.#pairs.delete(pair);
      });
    }
    target.connect(targetPort, '127.0.0.1');
    client.pipe(target);
    target.pipe(client);
  }
}

function end(client: Socket, target: Socket): void {
  client.destroy();
  target.destroy();
}
