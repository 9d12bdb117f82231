import { access } from 'node:fs/promises';
import { formatTempo } from '../../../machines/domain/clock.ts';
import { join } from 'node:path';
import type { System } from '../../system.ts';
import type { Command, Invocation } from '../command.ts';
import { demoDataDir } from '../connection-options.ts';
import { loadExamples } from '../examples.ts';
import { keepRunning, systemOptions } from '../keep-running.ts';
import { requestedClock } from '../requested-clock.ts';
import { whereabouts } from '../whereabouts.ts';

/** Pinned, so that the examples never go stale; a working day early in the year of the example planning. */
const demoClock = { from: '2027-01-04', tempo: '1m' };

export const demo: Command = {
  name: 'demo',
  usage: '',
  summary:
    'Start het systeem met de voorbeelden. Het begint op 4 januari 2027, en elke dag duurt een minuut. Met --gegevensmap gaat een eerdere demo verder.',
  example: 'npx traject demo --tempo 10s',
  options: systemOptions,
  positionals: [0, 0],
  run: async (invocation) => {
    const dataDir = invocation.text('gegevensmap') ?? newFolder(new Date());
    const asked = requestedClock(invocation);
    return await keepRunning(invocation, {
      dataDir,
      ...((await hasStarted(dataDir)) ? asked : { ...demoClock, ...asked }),
      prepare: (system) => loadExamples(system, invocation.out),
      welcome,
      resume: ['npx traject demo --gegevensmap', dataDir, ...portsOf(invocation)].join(' '),
    });
  },
};

/** Named by the moment, so that the newest is the last by name. */
function newFolder(now: Date): string {
  return join(demoDataDir, now.toISOString().slice(0, 19).replaceAll(':', ''));
}

/** Its clock is fixed from then on. */
async function hasStarted(dataDir: string): Promise<boolean> {
  return await access(join(dataDir, 'klok.json')).then(
    () => true,
    () => false,
  );
}

/** The tempo stays with the folder; ports have to be said again. */
function portsOf(invocation: Invocation): readonly string[] {
  return ['poort', 'ui-poort', 'codec-poort'].flatMap((name) => {
    const port = invocation.text(name);
    return port === undefined ? [] : [`--${name} ${port}`];
  });
}

function welcome(system: System): string {
  const { lines, option } = whereabouts(system);
  return [
    `Klaar: de voorbeelden zijn aangemeld. Een dag duurt hier ${formatTempo(system.clock.dayLengthMs)}.`,
    ...lines,
    'Hierna, in een ander venster:',
    `  npx traject status${option}`,
    `  npx traject doe gemeente-utrecht${option}`,
    `  npx traject dossier gemeente-utrecht${option}`,
    'Stoppen: Ctrl-C',
  ].join('\n');
}
