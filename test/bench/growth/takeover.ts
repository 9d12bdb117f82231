import { setTimeout as wait } from 'node:timers/promises';
import { trackId, trackMessages } from '../../../machines/protocol.ts';
import { median } from '../median.ts';
import type { Office } from '../office.ts';
import { usedBy } from '../process-usage.ts';
import { once, type Figures } from './figures.ts';
import { settled } from './measure.ts';

/** At once: as many as ask at the same time on a busy morning. */
const askers = 20;
/** An answer that takes no longer than this is as before. */
const normalMs = 250;
const patienceMs = 2_000;

/** A worker is killed, and another one takes over all that was open: none of it is in its memory. */
export async function takeOver(
  office: Office,
  ids: readonly string[],
  say: (text: string) => void,
): Promise<Figures> {
  const { client } = office;
  await settled(office);
  const serverBefore = await usedBy(office.serverPid);
  await office.killWorker();
  const began = performance.now();
  const since = () => (performance.now() - began) / 1_000;
  office.startWorker();
  while (!(await isReady(office))) await wait(50);
  const ready = since();
  const first = await normalAnswers(office, ids);
  const normal = since();
  const touched = performance.now();
  const took: number[] = [];
  const left = ids.values();
  await Promise.all(
    Array.from({ length: askers }, async () => {
      for (const id of left) {
        const ask = async (): Promise<void> => {
          await client.workflow.getHandle(trackId(id)).query<unknown>(trackMessages.offers);
        };
        if (took.push(await once(ask)) % 250 === 0) say(`  ${took.length} van ${ids.length} gevraagd`);
      }
    }),
  );
  const [worker, server] = [await usedBy(office.workerPid()), await usedBy(office.serverPid)];
  return {
    'overname: klaar, s': ready,
    'overname: eerste antwoord van een traject, ms': first,
    'overname: antwoorden als tevoren, s': normal,
    'overname: elk traject een keer gevraagd, s': (performance.now() - touched) / 1_000,
    'overname: antwoord per traject, ms (20 tegelijk)': median(took),
    'overname: worker, s CPU': worker.cpuMs / 1_000,
    'overname: server, s CPU': (server.cpuMs - serverBefore.cpuMs) / 1_000,
    'overname: geheugen worker, MB': worker.memoryMb,
  };
}

async function isReady({ observation }: Office): Promise<boolean> {
  return await fetch(`http://127.0.0.1:${observation}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Updates of one track after another, until five in a row come as soon as ever; how long the very first took. */
async function normalAnswers({ client }: Office, ids: readonly string[]): Promise<number> {
  let first: number | null = null;
  let inARow = 0;
  for (let i = 0; inARow < 5; i++) {
    const took = await once(() => update(client, ids[i % ids.length] ?? '', i));
    first ??= took;
    inARow = took <= normalMs ? inARow + 1 : 0;
  }
  return first ?? Number.NaN;
}

/** Asked again when no answer comes: by its id it is carried out once. */
async function update(client: Office['client'], id: string, turn: number): Promise<void> {
  for (;;) {
    try {
      await client.withDeadline(Date.now() + patienceMs * 10, () =>
        client.workflow.getHandle(trackId(id)).executeUpdate<unknown, [object]>('Contactmoment vastleggen', {
          updateId: `overname-${turn}`,
          args: [{ door: 'meting', kanaal: 'telefoon', met: 'P. Smit', tekst: 'Na de overname.' }],
        }),
      );
      return;
    } catch {
      await wait(100);
    }
  }
}
