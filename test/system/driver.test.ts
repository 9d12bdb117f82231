import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../../worker/project.ts';
import { freePort } from '../../worker/server/ports.ts';
import { runningProcesses } from '../../worker/server/processes.ts';
import { drive } from './driver.ts';
import { trajectIn } from './in-process.ts';
import { filedMails } from './mail-folder.ts';
import { tempoFor } from './pace.ts';
import { Workplace } from './running-traject.ts';

const examples = 12;
/** The last chain test of the examples is in autumn: three hundred days. Who misses a slot agrees on a later one. */
const idleDayMs = 300;
const patienceDays = 900;

const fileSchema = z.object({
  functies: z.array(z.object({ functie: z.string(), stap: z.string(), ketentesten: z.number() })),
});

it('is driven to its end by a program that knows only status and doe', async () => {
  const workplace = await Workplace.open();
  onTestFinished(() => workplace.close());
  const folder = join(workplace.folder, 'demo');
  const ports = ['--poort', String(await freePort()), '--ui-poort', String(await freePort())];
  const { tempo, dayMs } = tempoFor(idleDayMs);
  const demo = await workplace.start('demo', '--gegevensmap', folder, '--tempo', tempo, ...ports);
  const traject = trajectIn(folder);
  expect(await traject('planning', 'publiceer', await roomy(workplace.folder))).toMatchObject({
    code: 0,
    err: '',
  });

  const until = Date.now() + patienceDays * dayMs;
  const driven = await drive(
    traject,
    () => wait(100),
    () => Date.now() > until,
  );
  expect(driven.filter(({ done }) => !done)).toEqual([]);
  expect(driven).toHaveLength(examples);

  for (const { id } of driven) {
    const { functies } = fileSchema.parse(JSON.parse((await traject('dossier', id, '--json')).out));
    expect(
      functies
        .map(({ stap }) => stap)
        .every((stap) => /^(In gebruik|Leveranciersaansluiting gereed)/.test(stap)),
    ).toBe(true);
    // A slot that passed before its function was ready gives one more.
    const invited = (await filedMails(folder, id)).flatMap(({ invitation }) =>
      invitation?.method === 'REQUEST' ? [invitation.uid] : [],
    );
    for (const { functie, ketentesten } of functies) {
      const ofFunction = new Set(invited.filter((uid) => uid.includes(`.${functie}.`)));
      expect(ofFunction.size, `${id} ${functie}`).toBeGreaterThanOrEqual(Math.max(1, ketentesten));
    }
  }

  demo.kill('SIGINT');
  expect(await demo.exited).toBe(0);
  expect((await runningProcesses()).filter(({ command }) => command.includes(folder))).toEqual([]);
}, 1_200_000);

/** The example planning with its last tranche open, and with an end far ahead: on a slow machine more days pass. */
async function roomy(folder: string): Promise<string> {
  const planning = z
    .looseObject({ tranches: z.array(z.looseObject({ ketentesten: z.looseObject({}) })) })
    .parse(parse(await readFile(join(projectRoot, 'examples', 'planning.yaml'), 'utf8')));
  const last = planning.tranches.at(-1);
  if (last === undefined) throw new Error('The example planning has no tranches');
  const path = join(folder, 'planning.yaml');
  const open = {
    ...last,
    gesloten: false,
    totEnMet: '2029-12-31',
    maximumOrganisaties: 100,
    ketentesten: { ...last.ketentesten, totEnMet: '2029-11-30' },
  };
  await writeFile(
    path,
    stringify({ ...planning, versie: 'ruim', tranches: [...planning.tranches.slice(0, -1), open] }),
  );
  return path;
}
