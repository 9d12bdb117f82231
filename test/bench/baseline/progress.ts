import type { ConnectionFunction } from '../../../machines/domain/vocabulary.ts';
import type { TrackContext } from '../../../machines/track/context.ts';
import * as declaration from '../../../machines/track/decisions/declaration.ts';
import type { TrackEvent } from '../../../machines/track/events.ts';
import { functionGuards } from '../../../machines/track/guards.ts';
import type { Turn } from '../../../machines/track/turn.ts';

/** A step in the making: each decision finds the context that the one before it left behind. */
export interface Progress {
  readonly context: TrackContext;
  decide(decision: (turn: Turn) => void): void;
}

export type Reaction = (progress: Progress) => void;

export type EventOf<Type extends TrackEvent['type']> = Extract<TrackEvent, { readonly type: Type }>;
export type FunctionEvent = Extract<TrackEvent, { readonly function: ConnectionFunction }>;
export type WholeEvent = Exclude<TrackEvent, FunctionEvent>;

/** One decision, when its condition holds. */
export function when(condition: boolean, decision: (turn: Turn) => void): Reaction | null {
  return condition ? (progress) => progress.decide(decision) : null;
}

/** A paper that came in, or that changed, is read: it is complete or not. */
export function read(progress: Progress, fn: ConnectionFunction, event: TrackEvent): void {
  const isComplete = functionGuards.isComplete(progress.context, event, { fn });
  progress.decide((turn) =>
    isComplete ? declaration.openComplete(turn, fn, event) : declaration.openIncomplete(turn, fn),
  );
}
