import { defineQuery, setHandler, workflowInfo } from '@temporalio/workflow';
import { z } from 'zod';
import { signerSchema } from '../machines/domain/written-fields.ts';
import type { PersistedState } from '../machines/engine/state.ts';
import { machineOf } from '../machines/engine/versions.ts';
import { trackMessages } from '../machines/protocol.ts';
import { adoptTrack, alreadyOn } from '../machines/track/adoption.ts';
import type { DiaryEntry } from '../machines/track/diary.ts';
import type { Effect } from '../machines/track/effects.ts';
import { trackVersions } from '../machines/track/versions.ts';
import type { AnsweredUpdates } from './answered-updates.ts';
import type { Carried } from './durable.ts';
import type { InternalMessages } from './internal-messages.ts';
import { parsed, refusal } from './refusal.ts';

const orderSchema = z.strictObject({ naar: z.string().min(1).max(20), door: signerSchema });

/** To go on under another version of the machine, or on another release of the program; travels to the next run. */
export type VersionOrder = z.infer<typeof orderSchema>;

/**
 * The machine's state that a run begins with. An order is carried out here, by the run that comes after the one that
 * took it: with Worker Versioning only that one is sure to have the new version's code.
 */
export function takenUp<Track extends Carried<Effect>>(
  carried: Track,
  order: VersionOrder | undefined,
  now: number,
): { readonly carried: Track; readonly entry: DiaryEntry | null } {
  if (order === undefined || order.naar === carried.machine.version) return { carried, entry: null };
  const entryOf = (text: string): DiaryEntry => ({
    at: now,
    recorded: now,
    by: order.door,
    function: null,
    text,
  });
  const adoption = adoptTrack(carried.machine, order.naar);
  if (adoption.kind === 'stays')
    return { carried, entry: entryOf(`Versie ${order.naar} niet overgenomen. ${adoption.reason}`) };
  return {
    carried: { ...carried, machine: adoption.state },
    entry: entryOf(`Versie ${order.naar} overgenomen (was ${carried.machine.version}).`),
  };
}

interface Versioned {
  /** As it is now; changes nothing. */
  readonly persisted: () => PersistedState;
  /** @throws a refusal when the track is about to close. */
  readonly requireOpen: () => void;
  /** As soon as nothing is under way that somebody waits for. */
  readonly renew: (order: VersionOrder) => void;
  readonly answered: AnsweredUpdates<string>;
}

/**
 * For `traject versies overnemen`: people do not choose versions. Whether a newer release waits is part of the history, so
 * that a replay judges the same.
 */
export function registerVersionUpdate(
  internal: InternalMessages,
  { persisted, requireOpen, renew, answered }: Versioned,
): void {
  internal.onUpdate(trackMessages.adopt, (raw) => {
    if (answered.earlier !== null) return answered.earlier;
    requireOpen();
    const order = parsed(orderSchema, raw);
    requirePossible(persisted(), order.naar);
    renew(order);
    return answered.remember(`Dit traject gaat verder op versie ${order.naar}, met alles wat loopt.`);
  });
  setHandler(defineQuery<PersistedState>(trackMessages.state), persisted, {
    description: 'De hele stand van dit traject, voor programma’s.',
  });
}

/** @throws a refusal, after which the track stays on its version. */
function requirePossible(state: PersistedState, wanted: string): void {
  // A newer release waits: it knows more than this one, and decides itself.
  const isBehind = workflowInfo().targetWorkerDeploymentVersionChanged;
  if (wanted === state.version) {
    if (!isBehind) throw refusal(alreadyOn(wanted));
  } else if (!isBehind || machineOf(trackVersions, wanted) !== undefined) {
    const adoption = adoptTrack(state, wanted);
    if (adoption.kind === 'stays') throw refusal(adoption.reason);
  }
}
