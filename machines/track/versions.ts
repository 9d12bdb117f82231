import { trackMachine } from './machine.ts';

/**
 * Every version of the track machine that a running track can be on. A track stays on the version that it was
 * started with; the newest is for new tracks.
 */
export const trackMachines: Readonly<Record<string, typeof trackMachine>> = {
  [trackMachine.version]: trackMachine,
};

export const currentVersion = trackMachine.version;
