import { cpus } from 'node:os';
import { commandLine } from '../command-line.ts';
import { compare, type Compared, type Times } from './measure.ts';
import { everyWay, straightOn } from './scripts.ts';

/** What the engine costs by itself, beside XState's own ways and the same track by hand: `npm run bench:engine`. */
const rounds = 40;
const { json } = commandLine({ json: { kind: 'flag' } });
process.stderr.write('Twee levens op vier manieren: een tot twee minuten …\n');

const compared = [
  compare('one track, straight on', straightOn(), rounds),
  compare('one track, every way', everyWay(), rounds),
];

console.log(
  `Microseconds, median of ${rounds} rounds in which all have their turn; Node ${process.version}, ${cpus()[0]?.model ?? 'unknown'}.`,
);
for (const one of compared) print(one);
if (json) console.log(JSON.stringify({ engine: compared }));

function print({ script, happenings, times, offers }: Compared): void {
  console.log(`\n${script} (${happenings} happenings)`);
  const columns: readonly (keyof Times)[] = ['step', 'start', 'can', 'save', 'load'];
  console.log(['', ...columns].map((text) => text.padStart(14)).join(''));
  for (const [name, time] of Object.entries(times)) {
    const cells = columns.map((column) => time[column].toFixed(1));
    console.log([name, ...cells].map((text) => text.padStart(14)).join(''));
  }
  console.log(
    `what can be done now: ${offers.named.toFixed(0)}; with what each input takes: ${offers.whole.toFixed(0)}`,
  );
}
