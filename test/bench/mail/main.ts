import { commandLine } from '../command-line.ts';
import { measureCrashes, type CrashResult } from './crashes.ts';

/** `npm run bench:mail`: how often a mail arrives twice when the worker is killed between sending and recording. */
const { afnemers, stops, zaad, json } = commandLine({
  afnemers: { kind: 'count', default: 12 },
  stops: { kind: 'count', default: 4 },
  zaad: { kind: 'count', default: 20_270_104 },
  json: { kind: 'flag' },
});
const result = await measureCrashes({ organisations: afnemers, kills: stops, seed: zaad });
process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : readable(result));
process.exit(result.arrived === result.mails && result.unexpected === 0 ? 0 : 1);

function readable({
  mails,
  arrived,
  arrivedAgain,
  unexpected,
  kills,
  seed,
  organisations,
  seconds,
}: CrashResult): string {
  const percent = ((100 * arrivedAgain) / mails).toLocaleString('nl-NL', { maximumFractionDigits: 1 });
  const perKill = (arrivedAgain / kills).toLocaleString('nl-NL', { maximumFractionDigits: 1 });
  return [
    `Mail van ${organisations} trajecten, door een echte Temporal-server en een echte mailserver (zaad ${seed}).`,
    `Worker hard gestopt tussen versturen en vastleggen: ${kills} keer`,
    `Mails gevraagd:      ${mails}`,
    `Aangekomen:          ${arrived}`,
    `Twee keer of vaker:  ${arrivedAgain} (${percent} %; ${perKill} per stop), met dezelfde Message-ID`,
    `Zonder opdracht:     ${unexpected}`,
    `Duur:                ${seconds} seconden`,
    '',
  ].join('\n');
}
