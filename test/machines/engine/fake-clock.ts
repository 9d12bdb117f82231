/** A clock for a real XState actor: timers fire when told, by moment and then by order of setting. */
export class FakeClock {
  now: number;
  #timers: { readonly at: number; readonly fire: () => void }[] = [];

  constructor(now: number) {
    this.now = now;
  }

  setTimeout(fire: () => void, delay: number): object {
    const timer = { at: this.now + delay, fire };
    this.#timers.push(timer);
    return timer;
  }

  clearTimeout(timer: object): void {
    this.#timers = this.#timers.filter((other) => other !== timer);
  }

  /** Fires all up to this moment, each at its own. */
  advanceTo(moment: number): void {
    for (;;) {
      const due = this.#timers.toSorted((one, other) => one.at - other.at)[0];
      if (due === undefined || due.at > moment) break;
      this.clearTimeout(due);
      this.now = due.at;
      due.fire();
    }
    this.now = moment;
  }
}
