import { searchAttributes } from '../../machines/track/attributes.ts';
import { cacheDir } from '../../worker/project.ts';
import { findBinary } from '../../worker/server/binary.ts';
import { startEmbedded, type EmbeddedServer } from '../../worker/server/embedded.ts';
import { defaultRetention } from '../../worker/server/retention.ts';

/** The Temporal server with its database in a folder; killed, it starts again on what it had written. */
export class TemporalServer {
  readonly #dataDir: string;
  readonly #port: number;
  #server: EmbeddedServer | null = null;

  constructor(dataDir: string, port: number) {
    this.#dataDir = dataDir;
    this.#port = port;
  }

  async start(): Promise<void> {
    this.#server = await startEmbedded({
      binary: await findBinary({ env: process.env, cacheDir, report: () => {} }),
      dataDir: this.#dataDir,
      port: this.#port,
      uiPort: null,
      retention: defaultRetention,
      searchAttributes,
      report: () => {},
    });
  }

  /** With all its processes, at once. */
  async kill(): Promise<boolean> {
    if (this.#server === null) return false;
    process.kill(-this.#server.pid, 'SIGKILL');
    await this.#server.exited;
    return true;
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
  }
}
