import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { Instant } from '../../../machines/domain/amsterdam.ts';
import { canTake, drain, isDone, nextDue, start, step, type Step } from '../../../machines/engine/step.ts';
import type { TrackContext, TrackInput } from '../../../machines/track/context.ts';
import type { Effect } from '../../../machines/track/effects.ts';
import type { TrackEvent } from '../../../machines/track/events.ts';
import { trackMachine } from '../../../machines/track/machine.ts';
import { track } from '../../machines/track/office.ts';
import { at, Simulation, type Planning } from '../../machines/track/simulation.ts';
import {
  beginTrack,
  canTakeEvent,
  drainTrack,
  isDone as isClosed,
  nextDueOf,
  takeEvent,
  type Outcome,
  type TrackState,
} from './track.ts';

/** A simulation of a track that the baseline lives through as well: whatever happens, both must come to the same. */
export class Twin extends Simulation {
  own: TrackState;
  /** How often both were compared: for every event and every moment that fell due. */
  compared = 0;

  private constructor(planning: Planning, input: TrackInput, from: string) {
    super(planning, input, from);
    const begun = beginTrack(input, at(from));
    this.own = begun.state;
    this.compare(start(trackMachine, input, at(from)), begun);
  }

  static begun(planning?: Planning): Twin {
    const { context, planning: shared } = track(planning);
    const { organisation, begunAt, settings, contacts, liveBefore } = context;
    const input = {
      organisation,
      begunAt,
      settings,
      contacts,
      liveBefore,
      usedAdviceMinutes: 0,
      agreement: null,
    };
    return new Twin(shared, input, '2027-01-04');
  }

  override send(event: TrackEvent): void {
    this.sameTake(event);
    const mine = takeEvent(this.own, event, this.now);
    this.compare(step(trackMachine, this.state, event, this.now), mine);
    super.send(event);
  }

  override wakeAt(moment: Instant | string): void {
    this.now = typeof moment === 'string' ? at(moment) : moment;
    this.compare(drain(trackMachine, this.state, this.now), drainTrack(this.own, this.now));
    super.wakeAt(this.now);
  }

  override until(moment: Instant | string): void {
    const target = typeof moment === 'string' ? at(moment) : moment;
    for (let due = nextDue(this.state); due !== null && due <= target; due = nextDue(this.state))
      this.wakeAt(Math.max(this.now, due));
    this.now = Math.max(this.now, target);
  }

  sameTake(event: TrackEvent): void {
    const machine = canTake(trackMachine, this.state, event, this.now);
    same({ event, taken: canTakeEvent(this.own, event, this.now) }, { event, taken: machine });
  }

  private compare({ state, effects }: Step<Effect, TrackContext>, mine: Outcome): void {
    this.compared++;
    this.own = mine.state;
    same(mine.effects, effects);
    same(mine.state.context, state.snapshot.context);
    same(nextDueOf(mine.state), nextDue(state));
    same(isClosed(mine.state), isDone(state));
  }
}

/** Node compares many times faster, and vitest tells the difference. */
export function same(mine: unknown, machine: unknown): void {
  if (!isDeepStrictEqual(mine, machine)) expect(mine).toStrictEqual(machine);
}
