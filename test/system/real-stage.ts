import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { businessTime } from '../../machines/domain/clock.ts';
import { trackId } from '../../machines/protocol.ts';
import { sentMail } from '../../worker/cli/sent-mail.ts';
import { freePort } from '../../worker/server/ports.ts';
import { startSystem, type System } from '../../worker/system.ts';
import { stageAt, type Stage } from '../workflows/stage.ts';
import { tempoFor } from './pace.ts';

export interface RealStage {
  readonly system: System;
  readonly stage: Stage;
  readonly folder: string;
  close(): Promise<void>;
}

/** The stage on a real server, at a tempo. `idleDayMs`: what a day lasts on an idle machine. Without a mail server mails are filed. */
export async function openRealStage(
  idleDayMs: number,
  mailServer: { readonly SMTP_URL?: string } = {},
): Promise<RealStage> {
  const folder = await mkdtemp(join(tmpdir(), 'traject-'));
  const { PATH, HOME } = process.env;
  const system = await startSystem({
    dataDir: folder,
    port: await freePort(),
    uiPort: null,
    from: '2027-01-04',
    tempo: tempoFor(idleDayMs).tempo,
    env: { PATH, HOME, ...mailServer },
    report: () => {},
  });
  const now = async () => businessTime(system.clock, Date.now());
  const stage = stageAt({
    client: system.client,
    now,
    async passUntil(moment) {
      while ((await now()) < moment) await wait(20);
    },
    mails: (organisation) => sentMail(system.client, trackId(organisation)),
  });
  return {
    system,
    stage,
    folder,
    async close() {
      await system.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
