import { ApplicationFailure } from '@temporalio/common';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MailOutcome } from '../../activities/index.ts';
import { dateOf } from '../../machines/domain/amsterdam.ts';
import { businessTime } from '../../machines/domain/clock.ts';
import { isoDate } from '../../machines/domain/dates.ts';
import type { DeskMailOrder } from '../../machines/desk/mail.ts';
import { deskId, deskMessages, trackId, trackMessages } from '../../machines/protocol.ts';
import type { DiaryEntry } from '../../machines/track/diary.ts';
import { late, line, row, task } from '../machines/desk/rows.ts';
import { openOffice, type Office, type OfficeOptions } from './office.ts';
import { declarationOf, plan } from './papers.ts';

let office: Office | null = null;
afterEach(async () => {
  await office?.stop();
  office = null;
});

/** Business time begins on Monday 4 January 2027 at 08:00. */
async function opened(options: OfficeOptions = {}): Promise<Office> {
  office = await openOffice(options);
  await office.publish(plan);
  return office;
}

/** What the consumer has to complete: due on 11 January, overdue on the 12th, escalated on the 18th and the 25th. */
async function declareIncomplete(desk: Office, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const { ondertekening, ...paper } = declarationOf(name);
    await desk.declare({ ...paper, ondertekening: { ...ondertekening, handtekening: null } });
  }
}

const handle = ({ env }: Office) => env.client.workflow.getHandle(deskId);
const tell = (desk: Office, ...told: readonly object[]) =>
  handle(desk).signal(deskMessages.post, { told, settled: [] });
const brief = ({ date, content, to }: DeskMailOrder) =>
  `${date} ${content.kind} to ${to.name}: ${content.notices.map(({ organisation }) => organisation.name).join(', ')}`;
async function details(desk: Office): Promise<string> {
  const metadata = await handle(desk).query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  return metadata.currentDetails ?? '';
}

describe('the mornings of the desk', () => {
  it('have one mail for each recipient, of all tracks that were late or escalated that day', async () => {
    const desk = await opened();
    await declareIncomplete(desk, 'Utrecht', 'Ede', 'Zeist');
    await desk.skipDays(25);
    const all = '(?:(?:Utrecht|Ede|Zeist)(?:, |$)){3}'; // in whatever order their minutes have it
    expect(desk.deskMails.map(brief)).toEqual(
      [
        `^2027-01-12 overview to Servicecentrum Logius: ${all}`,
        `^2027-01-18 escalations to Coördinator aansluitteam: ${all}`,
        `^2027-01-25 overview to Servicecentrum Logius: ${all}`,
      ].map((mail) => expect.stringMatching(mail)),
    );
    const consumers = desk.mails.map(({ to }) => to.map(({ email }) => email)).flat();
    expect(new Set(consumers)).toEqual(new Set(['p.smit@example.org']));
    const diary = await desk.env.client.workflow
      .getHandle(trackId('gemeente-ede'))
      .query<readonly DiaryEntry[]>(trackMessages.diary);
    expect(diary.map(({ text }) => text)).toContain(
      'Gemeld aan het Servicecentrum: te laat, Intentieverklaring (uiterlijk maandag 11 januari 2027).',
    );
    expect(await details(desk)).toContain('Laatste overzicht verstuurd: maandag 25 januari 2027');
    await desk.replay(deskId);
  });

  it('are the same over continue-as-new and another worker, and know what was told before', async () => {
    const desk = await opened({ deskHistoryLimit: 10, maxCachedWorkflows: 0 });
    const first = (await handle(desk).describe()).runId;
    await declareIncomplete(desk, 'Utrecht');
    await tell(desk, late('soest'), task('baarn'));
    await desk.replaceWorker();
    await tell(desk, late('soest'), late('soest'));
    await desk.skipDays(2);
    await tell(desk, late('soest'), task('baarn'));
    await desk.replaceWorker();
    await desk.skipDays(8);
    expect(desk.deskMails.map(brief)).toEqual([
      '2027-01-04 overview to Servicecentrum Logius: soest, baarn',
      '2027-01-12 overview to Servicecentrum Logius: Utrecht',
    ]);
    expect((await handle(desk).describe()).runId).not.toBe(first);
  });

  it('keep what could not be delivered for the next one, and say so on the desk’s page', async () => {
    const outcomes: MailOutcome[] = [{ kind: 'undeliverable', to: 'x', reason: 'De mailbox is vol.' }];
    const desk = await opened({ sendDeskMail: async () => outcomes.shift() ?? { kind: 'sent' } });
    await tell(desk, late('utrecht'));
    await desk.skipDays(1); // Tuesday, 08:00
    expect(await details(desk)).toContain(
      '**Niet bezorgd** aan het Servicecentrum, maandag 4 januari 2027: De mailbox is vol.',
    );
    expect(await details(desk)).toContain('1 melding voor het Servicecentrum');
    await tell(desk, late('ede'));
    await desk.skipDays(3);
    expect(desk.deskMails.map(brief)).toEqual([
      '2027-01-04 overview to Servicecentrum Logius: utrecht',
      '2027-01-05 overview to Servicecentrum Logius: utrecht, ede',
    ]);
    expect(await details(desk)).not.toContain('Niet bezorgd');
  });

  it('try while the mail server refuses for now, for as long as the day lasts', async () => {
    let isDown = true;
    const accepted: DeskMailOrder[] = [];
    const desk = await opened({
      async sendDeskMail(order) {
        if (isDown) throw new Error('451 try again later');
        accepted.push(order);
        return { kind: 'sent' };
      },
    });
    await tell(desk, late('utrecht'));
    await desk.skipDays(1);
    expect(await details(desk)).toContain('Niet bezorgd');
    isDown = false;
    await tell(desk, late('ede'));
    await desk.skipDays(1);
    isDown = true;
    await tell(desk, late('zeist'));
    await desk.env.sleep('4h'); // Wednesday, 12:00
    isDown = false;
    await desk.skipDays(2);
    expect(accepted.map(brief)).toEqual([
      '2027-01-05 overview to Servicecentrum Logius: utrecht, ede',
      '2027-01-06 overview to Servicecentrum Logius: zeist',
    ]);
  });

  it('follow the policy and the closures that were published since', async () => {
    const rows = [row('utrecht', [line({ termijn: isoDate('2027-01-04') })])];
    const desk = await opened({ rows: () => rows });
    await desk.skipDays(1);
    expect(desk.deskMails.map(({ date }) => date)).toEqual(['2027-01-04']);
    rows.push(row('ede', [line({ termijn: isoDate('2027-01-04') })]));
    await desk.publish({
      ...plan,
      versie: 'gesloten',
      sluitingen: [{ van: '2027-01-05', totEnMet: '2027-01-06', reden: 'verhuizing' }],
      beleid: { servicecentrum: { naam: 'Balie', email: 'balie@example.org', telefoon: '030' } },
    });
    await desk.skipDays(4);
    expect(desk.deskMails.map(brief)).toEqual([
      '2027-01-04 overview to Servicecentrum Logius: ',
      '2027-01-07 overview to Balie: ',
    ]);
    expect(desk.deskMails[1]?.content).toMatchObject({ sections: [{ kind: 'late', count: 2 }] });
  });

  it('make up for a look at stopped tracks that failed, without waiting for a working day', async () => {
    const looks: string[] = [];
    const desk = await opened({
      async lookAtStopped(from) {
        looks.push(dateOf(businessTime(desk.clock, await desk.env.currentTimeMs())));
        if (looks.at(-1) === '2027-01-08') throw ApplicationFailure.nonRetryable('visibility is down');
        return { stopped: [], running: [], next: { ...from, until: looks.length } };
      },
    });
    await desk.skipDays(7);
    expect(looks).toEqual([
      '2027-01-04', // as it opens
      '2027-01-04',
      '2027-01-05',
      '2027-01-06',
      '2027-01-07',
      '2027-01-08',
      '2027-01-09', // a Saturday
    ]);
  });

  it('ignore a request to cancel, and what is no notice', async () => {
    const desk = await opened();
    await handle(desk).cancel();
    await handle(desk).signal(deskMessages.post, { told: 'iets' });
    await tell(desk, task('ede'));
    await desk.skipDays(1);
    await vi.waitFor(() => expect(desk.deskMails).toHaveLength(1), 10_000);
  });
});
