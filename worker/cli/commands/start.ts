import type { System } from '../../system.ts';
import type { Command } from '../command.ts';
import { defaultDataDir } from '../connection-options.ts';
import { keepRunning, systemOptions } from '../keep-running.ts';
import { requestedClock } from '../requested-clock.ts';
import { shortest, whereabouts } from '../whereabouts.ts';

export const start: Command = {
  name: 'start',
  usage: '',
  summary: 'Start het systeem en houdt het draaiend tot Ctrl-C. Opnieuw starten gaat verder waar het was.',
  example: 'npx traject start --gegevensmap .traject',
  options: systemOptions,
  positionals: [0, 0],
  run: async (invocation) => {
    const dataDir = invocation.text('gegevensmap') ?? defaultDataDir;
    return await keepRunning(invocation, {
      dataDir,
      ...requestedClock(invocation),
      prepare: async () => {},
      welcome,
      resume: dataDir === defaultDataDir ? 'npm start' : `npx traject start --gegevensmap ${dataDir}`,
    });
  },
};

function welcome(system: System): string {
  const { lines, option } = whereabouts(system);
  return [
    'Klaar: het systeem draait.',
    ...lines,
    'Hierna, in een ander venster:',
    `  npx traject planning publiceer <bestand>${option}   (een voorbeeld: examples/planning.yaml)`,
    `  npx traject aanmelden <bestand…>${option}`,
    `  npx traject status${option}`,
    `Stoppen: Ctrl-C. Alles blijft bewaard in ${shortest(system.dataDir)}.`,
  ].join('\n');
}
