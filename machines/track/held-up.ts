import { dateOf } from '../domain/amsterdam.ts';
import type { IsoDate } from '../domain/dates.ts';
import type { Slot } from '../domain/planning/requests.ts';
import type { Stage } from '../domain/vocabulary.ts';
import type { Connection } from './context.ts';
import { slotOf } from './terms.ts';

/** What a delay, or a slot that is gone, says of a function: whether it needs another slot, and who can't go on. */

/** With an assignment that was agreed, and before a chain test that was passed: another slot can be spoken of. */
export function isScheduled(stage: Stage): boolean {
  switch (stage) {
    case 'impactAnalysis':
    case 'application':
    case 'preproduction':
    case 'chainTest':
      return true;
    case 'declaration':
    case 'trancheAssignment':
    case 'goLive':
    case 'live':
    case 'withdrawn':
    case 'supplierReady':
    case 'succeeded':
      return false;
  }
}

/** The last test on the slot that is held was not passed: a hertest needs a new invitation, in another slot or (after a cancellation) the same. */
export function needsNewSlot(connection: Connection): boolean {
  const last = connection.tests.at(-1);
  return connection.invitation === null && last !== undefined && last.slot.id === slotOf(connection)?.id;
}

/** A delay was reported with which this slot can't be used. */
export function cannotMeet({ delay }: Connection, slot: Slot): boolean {
  return delay !== null && (delay.ready === null || delay.ready > dateOf(slot.begin));
}

/** Since when this function has needed another slot; null when it can go on with what was agreed. */
export function newSlotNeededSince(connection: Connection): IsoDate | null {
  const { delay, openedOn, slotLostOn, stage, tests } = connection;
  if (!isScheduled(stage)) return null;
  const slot = slotOf(connection);
  if (slot === null) return slotLostOn ?? openedOn;
  if (stage === 'chainTest' && needsNewSlot(connection)) return tests.at(-1)?.on ?? openedOn;
  return delay !== null && cannotMeet(connection, slot) ? delay.reportedOn : null;
}

/** What is left to do of a step waits on Logius: it caused the delay. */
export function isHeldUpByLogius({ delay, stage }: Connection): boolean {
  return delay?.cause === 'logius' && (isScheduled(stage) || stage === 'goLive');
}

/** The dates of its step are known to slip: nobody is reminded of those, but of what is to be done about it. */
export function isHeldUp(connection: Connection): boolean {
  const slot = slotOf(connection);
  return (
    isHeldUpByLogius(connection) ||
    (isScheduled(connection.stage) && slot !== null && cannotMeet(connection, slot))
  );
}
