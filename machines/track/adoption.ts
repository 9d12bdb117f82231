import type { PersistedState } from '../engine/state.ts';
import { adopt, machineOf, type Versions } from '../engine/versions.ts';
import { trackVersions, type TrackMachine } from './versions.ts';

export type TrackAdoption =
  | { readonly kind: 'adopted'; readonly state: PersistedState }
  /** Why it stays on the version that it is on: a sentence (Dutch). */
  | { readonly kind: 'stays'; readonly reason: string };

/** A track's state under another version, or why not. Changes nothing: for who asks beforehand too. */
export function adoptTrack(
  state: PersistedState,
  to: string,
  versions: Versions<TrackMachine> = trackVersions,
): TrackAdoption {
  const adoption = adopt(versions, state, to);
  switch (adoption.kind) {
    case 'adopted':
      return adoption;
    case 'refused':
      return { kind: 'stays', reason: adoption.reason };
    case 'noWay':
      return { kind: 'stays', reason: noWay(versions, state.version, to) };
    case 'broken':
      return {
        kind: 'stays',
        reason: `De overgang klopt niet (${adoption.problem}). Meld dit aan de beheerder.`,
      };
  }
}

/** What a track answers that has nothing to take over. */
export function alreadyOn(version: string): string {
  return `Dit traject is al op versie ${version}.`;
}

function noWay(versions: Versions<TrackMachine>, from: string, to: string): string {
  if (machineOf(versions, to) !== undefined)
    return `Van versie ${from} naar versie ${to} is geen overgang gemaakt.`;
  const known = versions.machines.map(({ version }) => version).join(', ');
  return `Versie: verwacht een versie die deze release kent (${known}), gevonden: ${to}.`;
}
