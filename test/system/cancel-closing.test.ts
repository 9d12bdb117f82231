import { expect, it, onTestFinished } from 'vitest';
import { trackId, trackMessages } from '../../machines/protocol.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { openOffice } from '../workflows/office.ts';
import { declarationOf, plan } from '../workflows/papers.ts';

it('a request to cancel holds up nothing of a track that is about to close', async () => {
  let takesMail = true;
  const desk = await openOffice({
    async sendMail() {
      if (!takesMail) throw new Error('451 try again later');
      return { kind: 'sent' };
    },
  });
  onTestFinished(() => desk.stop());
  await desk.publish(plan);
  const track = async (name: string) => {
    const { id } = await desk.declare(declarationOf(name));
    const handle = desk.env.client.workflow.getHandle(trackId(id));
    return { id, handle, view: () => handle.query<TrackView>(trackMessages.view) };
  };
  const [early, late] = [await track('Ede'), await track('Gouda')];
  takesMail = false;
  for (const { id } of [early, late]) await desk.act(id, 'Intrekken', { reden: 'Op verzoek' });
  await early.handle.cancel();
  await desk.skipDays(16);
  expect((await early.view()).taken).toMatchObject([{ taak: 'annulering-gevraagd' }]);
  await late.handle.cancel(); // nothing is left but its mail
  expect(await late.view()).toMatchObject({ status: 'afgerond', taken: [] });
  takesMail = true;
  for (const { handle, view } of [early, late]) {
    const { taken } = await view();
    expect(await handle.result()).toMatchObject({ status: 'afgerond', taken });
    expect((await handle.describe()).status.name).toBe('COMPLETED');
  }
});
