import { getExternalWorkflowHandle, log } from '@temporalio/workflow';
import type { PlanningAnswer } from '../machines/domain/planning/requests.ts';
import { trackId, trackMessages } from '../machines/protocol.ts';

/** Signals under way at once: a new plan can have news for hundreds of tracks. */
const atOnce = 100;

/** Half a kilobyte each: as many as may travel to the next run, beside the planning itself. */
const mostCarried = 200;

/**
 * What the planning has to tell tracks of its own accord, in order; for one track, one after the other. A track
 * that is not there any more, or not yet again, needs no notice: it asks for its place itself.
 */
export class Notices {
  #waiting: readonly PlanningAnswer[];

  constructor(carried: readonly PlanningAnswer[]) {
    this.#waiting = carried;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** More than these are delivered first, though the run grows longer by it: what is carried must stay small. */
  get areFew(): boolean {
    return this.#waiting.length <= mostCarried;
  }

  add(notices: readonly PlanningAnswer[]): void {
    this.#waiting = [...this.#waiting, ...notices];
  }

  /** The first one of each organisation. Kept until all have arrived: at worst a track hears something twice. */
  async deliverRound(): Promise<void> {
    const firsts = new Map<string, PlanningAnswer>();
    for (const notice of this.#waiting) {
      if (!firsts.has(notice.organisation) && firsts.size < atOnce) firsts.set(notice.organisation, notice);
    }
    const round = new Set(firsts.values());
    await Promise.all([...round].map(deliver));
    this.#waiting = this.#waiting.filter((notice) => !round.has(notice));
  }

  carried(): readonly PlanningAnswer[] {
    return this.#waiting;
  }
}

async function deliver(notice: PlanningAnswer): Promise<void> {
  try {
    await getExternalWorkflowHandle(trackId(notice.organisation)).signal(trackMessages.planning, notice);
  } catch (error) {
    log.warn('A notice of the planning could not be delivered', {
      organisation: notice.organisation,
      kind: notice.kind,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}
