import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { resumePlanning } from '../../machines/domain/planning/carried.ts';
import type { TrackHoldings } from '../../machines/domain/planning/rebuild.ts';
import {
  deskId,
  deskMessages,
  planningId,
  planningMessages,
  trackId,
  trackMessages,
} from '../../machines/protocol.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { update } from '../../worker/cli/updates.ts';
import { freePort } from '../../worker/server/ports.ts';
import { startSystem } from '../../worker/system.ts';
import type { CarriedCoordinator } from '../../workflows/planning-queries.ts';
import { startMailServer } from '../activities/mail/mail-server.ts';
import { declarationOf } from '../workflows/papers.ts';

/** One function of one organisation has a place at a time: who waits shows that it was freed. */
export const narrow = {
  door: 'A. de Vries',
  versie: 'proef',
  tranches: [
    {
      naam: '2027-T1',
      van: '2027-01-04',
      totEnMet: '2027-09-30',
      ketentesten: { van: '2027-03-01', totEnMet: '2027-08-31' },
      maximumOrganisaties: 2,
      tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 1 }],
    },
  ],
};

export type LiveOffice = Awaited<ReturnType<typeof openLiveOffice>>;

/** The whole system on a real server, with a mail server that can be told to take nothing for now. */
export async function openLiveOffice({ tempo }: { readonly tempo?: string } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'traject-'));
  let takesMail = true;
  const mailServer = await startMailServer({
    message: () => (takesMail ? null : { code: 451, text: '4.3.0 Later' }),
  });
  const { PATH, HOME } = process.env;
  const system = await startSystem({
    dataDir: folder,
    port: await freePort(),
    uiPort: null,
    from: '2027-01-04',
    ...(tempo === undefined ? {} : { tempo }),
    env: { PATH, HOME, SMTP_URL: mailServer.url },
    report: () => {},
  });
  const workflow = (id: string, run?: string) => system.client.workflow.getHandle(id, run);
  const track = (id: string) => workflow(trackId(id));
  const waitFor = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000, interval: 200 });
  const view = (id: string) => track(id).query<TrackView>(trackMessages.view);
  const planned = async (id: string) => {
    const { planning } = await workflow(planningId).query<CarriedCoordinator>(planningMessages.state);
    return resumePlanning(planning).organisations[id]?.reservations.berichtenbox;
  };
  const held = async (id: string) => {
    const { places } = await track(id).query<TrackHoldings>(trackMessages.holdings);
    return places[0]?.place;
  };
  await workflow(planningId).executeUpdate(planningMessages.publish, { args: [narrow] });
  return {
    system,
    received: mailServer.received,
    /** While not, each mail is refused for now, and tried again later. */
    takeMail(takes: boolean): void {
      takesMail = takes;
    },
    workflow,
    track,
    waitFor,
    view,
    planned,
    held,
    runOf: async (id: string) => (await workflow(id).describe()).runId,
    act: async (id: string, action: string, input: object = {}) =>
      String(await update(system.client, trackId(id), action, { door: 'A. de Vries', ...input })),
    declare: (name: string, change: object = {}) =>
      workflow(deskId).executeUpdate<{ id: string; antwoord: string }, [object]>(deskMessages.register, {
        args: [{ door: 'A. de Vries', ...declarationOf(name), ...change }],
      }),
    placeOf: async (id: string) => (await view(id)).functies[0]?.plaats ?? '',
    tasksOf: async (id: string) => (await view(id)).taken.map(({ taak }) => taak),
    look: () => workflow(deskId).signal(deskMessages.look),
    async page(id: string = deskId): Promise<string> {
      const metadata = await workflow(id).query<{ currentDetails?: string }>('__temporal_workflow_metadata');
      return metadata.currentDetails ?? '';
    },
    /** What the planning holds is what the track believes. */
    async expectAgreement(id: string): Promise<void> {
      const [there, here] = [await planned(id), await held(id)];
      expect(there).toMatchObject(
        here !== undefined && 'slot' in here
          ? { status: here.status, slot: here.slot.id }
          : { status: 'released' },
      );
    },
    /** Of the mails that arrived, without the desk's own. */
    mailsOf: (id: string) =>
      mailServer.received
        .flatMap(({ raw }) => /^message-id:\s*(\S+)/im.exec(raw)?.[1] ?? [])
        .filter((mail) => mail.includes(id)),
    async stop(): Promise<void> {
      await system.stop();
      await mailServer.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
