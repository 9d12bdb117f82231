import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Clock } from '../../machines/domain/clock.ts';
import { freePort } from '../../worker/server/ports.ts';
import { startSystem } from '../../worker/system.ts';
import { Office } from './office.ts';

/** How a test in another process finds a system that runs: plain JSON. */
export interface Whereabouts {
  readonly address: string;
  readonly namespace: string;
  /** The page of the namespace in the web interface. */
  readonly ui: string;
  readonly clock: Clock;
}

export interface Rehearsal extends Whereabouts {
  readonly office: Office;
  stop(): Promise<void>;
}

/** The real system with its web interface, in a folder of its own, on a clock of which the anchor is now. */
export async function startRehearsal(
  clock: Pick<Clock, 'anchorBusiness' | 'dayLengthMs'>,
): Promise<Rehearsal> {
  const folder = await mkdtemp(join(tmpdir(), 'traject-browser-'));
  // As the first start writes it, which only begins at eight in the morning.
  await writeFile(join(folder, 'klok.json'), JSON.stringify({ anchorReal: Date.now(), ...clock }));
  const { PATH, HOME } = process.env;
  const system = await startSystem({
    dataDir: folder,
    port: await freePort(),
    uiPort: await freePort(),
    env: { PATH, HOME },
    report: () => {},
  });
  // The start page is one of its workflows.
  const ui = (system.startPage ?? '').replace(/\/workflows\/.*$/, '');
  return {
    address: system.address,
    namespace: system.namespace,
    ui,
    clock: system.clock,
    office: new Office(system.client, ui, system.clock),
    async stop() {
      await system.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The office of a system that runs already. */
export async function findOffice({ address, namespace, ui, clock }: Whereabouts): Promise<Office> {
  const connection = await Connection.connect({ address });
  return new Office(new Client({ connection, namespace }), ui, clock);
}
