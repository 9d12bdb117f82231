interface Held {
  /** The planning goes first: an Update waits for it. */
  readonly isPlanning: boolean;
  readonly pass: () => void;
}

interface Activity {
  readonly workflowId: string;
  readonly activityId: string;
}

/** Holds activities until each is let through: so that no two of a track end together, and its history is always the same. */
export class Gate {
  /** By workflow and activity: another attempt takes the place of the one before. */
  readonly #held = new Map<string, Map<string, Held>>();
  readonly #free = new Set<string>();
  #isOpen = false;

  /** Holds nothing of this workflow. */
  leaveAlone(workflowId: string): void {
    this.#free.add(workflowId);
  }

  /** Holds nothing any more. */
  open(): void {
    this.#isOpen = true;
    for (const held of this.#held.values()) for (const { pass } of held.values()) pass();
  }

  async wait({ workflowId, activityId }: Activity, isPlanning: boolean): Promise<void> {
    if (this.#isOpen || this.#free.has(workflowId)) return;
    await new Promise<void>((pass) => {
      const held = this.#held.get(workflowId) ?? new Map<string, Held>();
      this.#held.set(workflowId, held.set(activityId, { isPlanning, pass }));
    });
  }

  count(workflowId: string): number {
    return this.#held.get(workflowId)?.size ?? 0;
  }

  letOneThrough(workflowId: string): void {
    const held = [...(this.#held.get(workflowId) ?? [])];
    const [activityId, one] = held.find(([, { isPlanning }]) => isPlanning) ?? held[0] ?? [];
    if (activityId === undefined) return;
    this.#held.get(workflowId)?.delete(activityId);
    one?.pass();
  }
}
