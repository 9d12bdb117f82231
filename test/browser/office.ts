import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  deskId,
  deskMessages,
  planningId,
  planningMessages,
  trackId,
  trackMessages,
} from '../../machines/protocol.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { freePort } from '../../worker/server/ports.ts';
import { startSystem, type System } from '../../worker/system.ts';

/** The real system with its web interface, on a clock that is set for a rehearsal. */
export class Office {
  readonly #system: System;
  readonly #folder: string;
  /** The page of the namespace in the web interface. */
  readonly ui: string;

  private constructor(system: System, folder: string) {
    this.#system = system;
    this.#folder = folder;
    // The start page is one of its workflows.
    this.ui = (system.startPage ?? '').replace(/\/workflows\/.*$/, '');
  }

  static async open({ from, tempo }: { from: string; tempo: string }): Promise<Office> {
    const folder = await mkdtemp(join(tmpdir(), 'traject-browser-'));
    const { PATH, HOME } = process.env;
    const system = await startSystem({
      dataDir: folder,
      port: await freePort(),
      uiPort: await freePort(),
      from,
      tempo,
      env: { PATH, HOME },
      report: () => {},
    });
    return new Office(system, folder);
  }

  async publish(plan: object): Promise<void> {
    await this.#update(planningId, planningMessages.publish, plan);
  }

  /** @returns the organisation's id. */
  async declare(declaration: object): Promise<string> {
    const answer = await this.#update(deskId, deskMessages.register, { door: 'proef', ...declaration });
    return (answer as { id: string }).id; // the desk's answer
  }

  async act(id: string, action: string, input: object = {}): Promise<void> {
    await this.#update(trackId(id), action, { door: 'proef', ...input });
  }

  /** What the track itself says, as of now: not what lists know of it. */
  async view(id: string): Promise<TrackView> {
    const handle = this.#system.client.workflow.getHandle(trackId(id));
    return await handle.query<TrackView, [number]>(trackMessages.view, Date.now());
  }

  /** The run that stands under an id now. */
  async run(workflowId: string): Promise<string> {
    return (await this.#system.client.workflow.getHandle(workflowId).describe()).runId;
  }

  async close(): Promise<void> {
    await this.#system.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #update(workflowId: string, name: string, input: object): Promise<unknown> {
    const handle = this.#system.client.workflow.getHandle(workflowId);
    return await handle.executeUpdate<unknown, [object]>(name, { args: [input] });
  }
}
