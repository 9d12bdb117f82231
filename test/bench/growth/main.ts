import { Turns } from '../../../activities/turns.ts';
import { commandLine } from '../command-line.ts';
import { computerText } from '../computer.ts';
import { declare, declaringAtOnce } from '../declaring.ts';
import { openOffice, type Office } from '../office.ts';
import { usedBy } from '../process-usage.ts';
import type { Figures } from './figures.ts';
import { measure } from './measure.ts';
import { organisations, type Named } from './names.ts';
import { growthText } from './report.ts';
import { takeOver } from './takeover.ts';

/**
 * `npm run bench:growth -- [--sizes 100,500,1500] [--json]`: one system that is filled with open tracks, and what
 * everything takes at each number of them; at the last a worker is killed, and another one takes over.
 */
const { sizes, json } = commandLine({
  sizes: { kind: 'counts', default: [100, 500, 1_500] },
  json: { kind: 'flag' },
});
const names = await organisations(sizes.at(-1) ?? 0);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const office = await openOffice({ tracks: names.length });
const columns: { tracks: number; figures: Figures }[] = [];
const ids: string[] = [];
try {
  for (const size of sizes) {
    say(`${size} trajecten: aanmelden …`);
    const declaring = await declareAll(office, names.slice(ids.length, size));
    say(`${size} trajecten: meten …`);
    const [known] = names;
    if (known === undefined) break;
    const figures = await measure(office, ids, known);
    columns.push({ tracks: size, figures: { ...declaring, ...figures } });
    say(growthText(columns));
  }
  say('De worker valt weg …');
  const last = columns.at(-1);
  if (last !== undefined) last.figures = { ...last.figures, ...(await takeOver(office, ids, say)) };
} finally {
  await office.close();
}
const machine = computerText();
process.stdout.write(
  `${json ? JSON.stringify({ machine, columns }) : `${machine}\n\n${growthText(columns)}`}\n`,
);
process.exit(0);

/** As many at a time as the desk takes; each is answered when its track has its places. */
async function declareAll(
  { client, serverPid, workerPid }: Office,
  named: readonly Named[],
): Promise<Figures> {
  const turns = new Turns(declaringAtOnce, Infinity);
  let declared = 0;
  const declareNext = async ({ name, kind }: Named): Promise<string> => {
    const id = await declare(client, name, kind);
    if (++declared % 100 === 0) say(`  ${declared} van ${named.length} aangemeld`);
    return id;
  };
  const [server, worker] = await Promise.all([serverPid, workerPid()].map(usedBy));
  const began = performance.now();
  ids.push(...(await Promise.all(named.map((one) => turns.take(() => declareNext(one))))));
  const seconds = (performance.now() - began) / 1_000;
  const [serverAfter, workerAfter] = await Promise.all([serverPid, workerPid()].map(usedBy));
  const each = (of: typeof server, before: typeof server) =>
    ((of?.cpuMs ?? 0) - (before?.cpuMs ?? 0)) / named.length;
  return {
    'aanmelden, per seconde': named.length / seconds,
    'server per aanmelding, ms CPU': each(serverAfter, server),
    'worker per aanmelding, ms CPU': each(workerAfter, worker),
  };
}
