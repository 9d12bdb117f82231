import { expect, it, onTestFinished } from 'vitest';
import { instantAt } from '../../machines/domain/amsterdam.ts';
import { businessTime } from '../../machines/domain/clock.ts';
import { addDays, isoDate } from '../../machines/domain/dates.ts';
import { formatDate } from '../../machines/domain/dutch-dates.ts';
import { queryOf, type ListKind } from '../../machines/desk/queries.ts';
import {
  deskId,
  deskMessages,
  planningId,
  planningMessages,
  trackId,
  trackMessages,
} from '../../machines/protocol.ts';
import type { DiaryEntry } from '../../machines/track/diary.ts';
import { openAlwaysOpen } from '../../worker/always-open.ts';
import { selectTracks } from '../../worker/cli/selection.ts';
import { listTracks } from '../../worker/cli/track-list.ts';
import { update, viewNow } from '../../worker/cli/updates.ts';
import { declarationOf } from '../workflows/papers.ts';
import { narrow, openLiveOffice, type LiveOffice } from './live-office.ts';

async function opened(options: { readonly tempo?: string } = {}): Promise<LiveOffice> {
  const office = await openLiveOffice(options);
  onTestFinished(() => office.stop());
  return office;
}

/** As the UI's Pause does; what it returns is its Unpause. */
async function pause({ system, runOf }: LiveOffice, workflowId: string): Promise<() => Promise<void>> {
  const { workflowService } = system.client;
  const run = { namespace: 'default', workflowId, runId: await runOf(workflowId), identity: 'proef' };
  await workflowService.pauseWorkflowExecution({ ...run, reason: 'proef', requestId: 'pauze' });
  return async () => {
    await workflowService.unpauseWorkflowExecution({ ...run, reason: 'proef', requestId: 'verder' });
  };
}

it('a track that is paused holds up nobody else, and hears afterwards what the planning had to tell', async () => {
  const office = await opened();
  const { id } = await office.declare('Utrecht');
  const other = await office.declare('Gouda');
  await office.act(id, 'Intentieverklaring goedkeuren');
  await office.act(id, 'Akkoord vastleggen', { met: 'P. Smit' });
  const unpause = await pause(office, trackId(id));
  await expect(office.act(id, 'Opschorten', { reden: 'Vakantie' })).rejects.toThrow('is gepauzeerd');
  // Its slot goes out of the plan: the planning tells that to the track.
  const elsewhere = narrow.tranches.map((tranche) => ({
    ...tranche,
    tijdsloten: [{ dagen: ['woensdag'], begin: '09:00', plaatsen: 1 }],
  }));
  await office.workflow(planningId).executeUpdate(planningMessages.publish, {
    args: [{ ...narrow, versie: 'later', tranches: elsewhere }],
  });
  expect(await office.act(other.id, 'Opschorten', { reden: 'Vakantie' })).not.toBe('');
  await unpause();
  await office.waitFor(async () => expect(await office.tasksOf(id)).toContain('geen-tijdslot:berichtenbox'));
  await office.expectAgreement(id);
});

it('a track that is paused stays in its lists and in selections, and says that it is', async () => {
  const office = await opened();
  const { id } = await office.declare('Utrecht');
  await office.declare('Gouda');
  await pause(office, trackId(id));
  const { client } = office.system;
  const today = isoDate('2027-01-04');
  const listed = async (kind: ListKind) => {
    const ids = [];
    for await (const { workflowId } of client.workflow.list({ query: queryOf(kind, today) }))
      ids.push(workflowId);
    return ids;
  };
  await office.waitFor(async () => expect(await listed('paused')).toEqual([trackId(id)]));
  expect(await listed('waitsOnDesk')).toHaveLength(2);
  expect(await selectTracks(client, `Tranche = '2027-T1'`)).toContain(id);
  expect((await listTracks(client)).map(({ status }) => status)).toContain('gepauzeerd');
  await expect(viewNow(client, id)).rejects.toThrow(`'${id}' is gepauzeerd sinds maandag 4 januari 2027`);
  await expect(update(client, deskId, deskMessages.register, declarationOf('Utrecht'))).rejects.toThrow(
    'Kies daar eerst Unpause',
  );
  // A worker that starts meanwhile takes a paused planning or desk for what it is: open.
  await pause(office, planningId);
  await openAlwaysOpen(client, office.system.clock, () => {});
  await expect(update(client, planningId, planningMessages.publish, narrow)).rejects.toThrow('is gepauzeerd');
});

it('of the rungs that came due while a track was paused only the highest counts, and none twice', async () => {
  const office = await opened({ tempo: '600ms' });
  const now = () => businessTime(office.system.clock, Date.now());
  const { ondertekening } = declarationOf('Soest');
  const { id } = await office.declare('Soest', { ondertekening: { ...ondertekening, handtekening: null } });
  const due = (await office.view(id)).functies[0]?.termijn;
  if (due == null) throw new Error('Nothing is asked of who did not sign');
  const unpause = await pause(office, trackId(id));
  const pausedAt = now();
  // The last rung is ten working days after the due date.
  await office.waitFor(async () => expect(now()).toBeGreaterThan(instantAt(addDays(due, 16), '12:00')));
  await unpause();
  const rungs = async () => {
    const diary = await office.track(id).query<readonly DiaryEntry[]>(trackMessages.diary);
    return diary.filter(({ text }) => text.endsWith(`(uiterlijk ${formatDate(due)}).`));
  };
  const letter = /^Klaargezet als brief: /;
  await office.waitFor(async () =>
    expect((await rungs()).map(({ text }) => text)).toContainEqual(expect.stringMatching(letter)),
  );
  const all = await rungs();
  const afterwards = all.filter(({ recorded }) => recorded > pausedAt);
  expect(afterwards.length).toBeGreaterThan(2);
  expect(afterwards.filter(({ text }) => !text.startsWith('Overgeslagen'))).toMatchObject([
    { text: expect.stringMatching(letter) },
  ]);
  // Each rung once: without what became of it, no two lines are the same.
  const each = all.map(({ text }) => text.replace(/^[^:]*: /, ''));
  expect(each).toEqual([...new Set(each)]);
  const mails = office.mailsOf(id);
  expect(mails).toEqual([...new Set(mails)]);
});
