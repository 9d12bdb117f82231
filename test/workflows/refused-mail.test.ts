import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { MailTransport } from '../../activities/mail/delivery.ts';
import { createMailActivities } from '../../activities/mail/send-mail.ts';
import { parseSmtpUrl } from '../../activities/mail/smtp-url.ts';
import { createMailTransport } from '../../activities/mail/transport.ts';
import { trackId, trackMessages } from '../../machines/protocol.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { startMailServer, type MailServer } from '../activities/mail/mail-server.ts';
import { openOffice, type Office } from './office.ts';
import { declarationOf, plan } from './papers.ts';

/** Tracks whose mail a real mail server refuses. */

let server: MailServer;
let transport: MailTransport;
let office: Office;
beforeAll(async () => {
  server = await startMailServer({
    recipient: (address, time) => {
      if (address === 'weg@example.org') return { code: 550, text: '5.1.1 No such user' };
      return address.startsWith('later') && time <= 3 ? { code: 451, text: '4.7.1 Try again later' } : null;
    },
  });
  transport = createMailTransport({ server: parseSmtpUrl(server.url) });
  const { sendMail } = createMailActivities({ transport, outcomeBefore: () => Promise.resolve(null) });
  office = await openOffice({ sendMail });
  await office.publish(plan);
});
afterAll(async () => {
  await office.stop();
  transport.close();
  await server.close();
});

const track = (id: string) => office.env.client.workflow.getHandle(trackId(id));
const view = (id: string) => track(id).query<TrackView>(trackMessages.view);
const mailAttribute = async (id: string) => (await track(id).describe()).searchAttributes['Mail'];
const receivedBy = (address: string) =>
  Promise.all(server.received.filter(({ to }) => to.includes(address)).map(({ raw }) => simpleParser(raw)));

async function declared(naam: string, ...emails: readonly string[]): Promise<string> {
  const contactpersonen = emails.map((email) => ({ rol: 'projectleider', naam: email.split('@')[0], email }));
  return (await office.declare({ ...declarationOf(naam), contactpersonen })).id;
}

describe('mail that is refused', () => {
  it('for now is tried again by Temporal until it is taken; the track goes on meanwhile', async () => {
    const id = await declared('Utrecht', 'later@example.org');
    await office.act(id, 'Intentieverklaring goedkeuren');
    await office.act(id, 'Inroostering voorstellen', { met: 'P. Smit' });
    await office.skipDays(1);
    await vi.waitFor(async () => {
      const subjects = (await receivedBy('later@example.org')).map(({ subject }) => subject);
      expect(subjects).toHaveLength(2);
      expect(new Set(subjects)).toEqual(
        new Set(['Wij hebben uw intentieverklaring ontvangen', 'Voorstel voor uw ketentest Berichtenbox']),
      );
    }, 10_000);
    expect((await view(id)).taken.map(({ taak }) => taak)).not.toContain('mail-onbestelbaar');
    await office.replay(trackId(id));
  });

  it('for good is a task and an attribute; the others get it, and the track goes on', async () => {
    const id = await declared('Zeist', 'weg@example.org', 'hier@example.org');
    await vi.waitFor(
      async () => expect((await view(id)).taken.map(({ taak }) => taak)).toContain('mail-onbestelbaar'),
      10_000,
    );
    expect(await mailAttribute(id)).toEqual(['onbestelbaar']);
    expect((await view(id)).contactpersonen).toMatchObject([{ onbestelbaar: true }, { onbestelbaar: false }]);
    expect(await receivedBy('hier@example.org')).toHaveLength(1);

    await office.act(id, 'Intentieverklaring goedkeuren');
    await office.act(id, 'Inroostering voorstellen', { met: 'hier' });
    await vi.waitFor(async () => expect(await receivedBy('hier@example.org')).toHaveLength(2), 10_000);
    await office.act(id, 'Contactpersoon wijzigen', {
      rol: 'projectleider',
      naam: 'weg',
      email: 'terug@example.org',
    });
    expect(await mailAttribute(id)).toEqual(['in orde']);
    await office.act(id, 'Akkoord vastleggen', { met: 'terug' });
    await vi.waitFor(async () => expect(await receivedBy('terug@example.org')).toHaveLength(1), 10_000);
    await office.replay(trackId(id));
  });
});
