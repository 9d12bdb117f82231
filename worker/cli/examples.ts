import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { projectRoot } from '../project.ts';
import type { Report } from '../server/report.ts';
import type { System } from '../system.ts';
import { declareFile, refusalOf } from './commands/declare.ts';
import { publishPlan, readPlanFile } from './commands/planning/publish.ts';
import { listTracks } from './track-list.ts';

const folder = join(projectRoot, 'examples');
const planningFile = 'planning.yaml';
const by = 'demo';
/** Lists are brought up to date a moment after a track has begun. */
const listPatienceMs = 10_000;
const pauseMs = 100;

/**
 * Publishes the example planning and submits the example declarations, each once in a data folder: a demo that goes
 * on takes up what was left, and leaves alone what the user has changed since. Returns when lists show them all.
 */
export async function loadExamples({ client, dataDir }: System, report: Report): Promise<void> {
  const record = join(dataDir, 'voorbeelden.json');
  const done = new Set(await readRecord(record));
  const once = async (name: string, load: () => Promise<void>): Promise<void> => {
    if (done.has(name)) return;
    await load();
    done.add(name);
    await writeRecord(record, [...done]);
  };
  await once(planningFile, async () => {
    const plan = await readPlanFile(join(folder, planningFile));
    report(`${planningFile}: ${await publishPlan(client, plan, by)}`);
  });
  const declarations = (await readdir(join(folder, 'verklaringen'))).filter(isDeclaration).sort();
  const ids: string[] = [];
  for (const [at, name] of declarations.entries()) {
    await once(name, async () => {
      const answer = await declareFile(client, join(folder, 'verklaringen', name), by).then(
        ({ id, antwoord }) => {
          ids.push(id);
          return antwoord;
        },
        refusalOf,
      );
      report(`${at + 1}/${declarations.length} ${name}: ${answer}`);
    });
  }
  await untilListed(client, ids);
}

function isDeclaration(name: string): boolean {
  return /\.(ya?ml|json)$/.test(name);
}

async function untilListed(client: Client, ids: readonly string[]): Promise<void> {
  const until = Date.now() + listPatienceMs;
  while (Date.now() < until) {
    const listed = new Set(
      (await listTracks(client)).flatMap(({ id, functies }) => (functies.length > 0 ? [id] : [])),
    );
    if (ids.every((id) => listed.has(id))) return;
    await wait(pauseMs);
  }
}

async function readRecord(file: string): Promise<readonly string[]> {
  try {
    return z.array(z.string()).parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return []; // a new folder; what is submitted again is recognised
  }
}

async function writeRecord(file: string, names: readonly string[]): Promise<void> {
  const draft = `${file}.nieuw`;
  await writeFile(draft, `${JSON.stringify(names, null, 2)}\n`);
  await rename(draft, file);
}
