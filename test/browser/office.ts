import type { Client } from '@temporalio/client';
import { dateOf } from '../../machines/domain/amsterdam.ts';
import { businessTime, type Clock } from '../../machines/domain/clock.ts';
import type { BounceMessage } from '../../machines/domain/correspondence/messages.ts';
import type { IsoDate } from '../../machines/domain/dates.ts';
import {
  deskId,
  deskMessages,
  planningId,
  planningMessages,
  trackId,
  trackMessages,
  workflowTypes,
} from '../../machines/protocol.ts';
import type { TrackView } from '../../machines/track/view.ts';

/** What is done to a system from outside, by the same Updates as the desk sends. */
export class Office {
  readonly #client: Client;
  readonly #clock: Clock;
  /** The page of the namespace in the web interface. */
  readonly ui: string;

  constructor(client: Client, ui: string, clock: Clock) {
    this.#client = client;
    this.ui = ui;
    this.#clock = clock;
  }

  get today(): IsoDate {
    return dateOf(businessTime(this.#clock, Date.now()));
  }

  async publish(plan: object): Promise<void> {
    await this.#update(planningId, planningMessages.publish, plan);
  }

  /** @returns the organisation's id. */
  async declare(declaration: object): Promise<string> {
    const answer = await this.#update(deskId, deskMessages.register, { door: 'A. de Vries', ...declaration });
    return (answer as { id: string }).id; // the desk's answer
  }

  async act(id: string, action: string, input: object = {}): Promise<void> {
    await this.#update(trackId(id), action, { door: 'A. de Vries', ...input });
  }

  /** A mail that came back: as `traject mail inlezen` hands it over. */
  async bounce(id: string, message: BounceMessage): Promise<void> {
    await this.#update(trackId(id), trackMessages.bounce, message);
  }

  async requestCancellation(id: string): Promise<void> {
    await this.#client.workflow.getHandle(trackId(id)).cancel();
  }

  /** By the UI's Pause; what it returns is its Unpause. */
  async pause(workflowId: string): Promise<() => Promise<void>> {
    const { workflowService } = this.#client;
    const { runId } = await this.#client.workflow.getHandle(workflowId).describe();
    const run = { namespace: 'default', workflowId, runId, reason: 'proef' };
    await workflowService.pauseWorkflowExecution({ ...run, requestId: 'pauze' });
    return async () => {
      await workflowService.unpauseWorkflowExecution({ ...run, requestId: 'verder' });
    };
  }

  /** What the track itself says, as of now: not what lists know of it. */
  async view(id: string): Promise<TrackView> {
    const handle = this.#client.workflow.getHandle(trackId(id));
    return await handle.query<TrackView, [number]>(trackMessages.view, Date.now());
  }

  /** What each track there is says. */
  async tracks(): Promise<readonly TrackView[]> {
    const views: Promise<TrackView>[] = [];
    for await (const { workflowId } of this.#client.workflow.list({
      query: `WorkflowType = '${workflowTypes.track}'`,
    }))
      views.push(this.view(workflowId.slice(trackId('').length)));
    return await Promise.all(views);
  }

  /** The page of a workflow's newest run, without its tab. */
  async pageOf(workflowId: string): Promise<string> {
    const { runId } = await this.#client.workflow.getHandle(workflowId).describe();
    return `${this.ui}/workflows/${encodeURIComponent(workflowId)}/${runId}`;
  }

  async #update(workflowId: string, name: string, input: object): Promise<unknown> {
    const handle = this.#client.workflow.getHandle(workflowId);
    return await handle.executeUpdate<unknown, [object]>(name, { args: [input] });
  }
}
