import { machineOf, type Versions } from '../engine/versions.ts';
import { trackMachine } from './machine.ts';

export type TrackMachine = typeof trackMachine;

/**
 * Every version of the track machine that a running track can be on, and the migrations between them. A released
 * version stays as it is: docs/releases.md says how a new one comes beside it.
 */
export const trackVersions: Versions<TrackMachine> = { machines: [trackMachine], migrations: [] };

/** For new tracks. */
export const currentVersion = trackMachine.version;

/** @throws when this release has no such version: one is dropped only when no track is on it any more. */
export function trackMachineOf(version: string): TrackMachine {
  const machine = machineOf(trackVersions, version);
  if (machine === undefined) throw new Error(`This worker has no version '${version}' of the track machine`);
  return machine;
}
