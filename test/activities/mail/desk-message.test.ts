import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import { composeForDesk } from '../../../activities/mail/desk-message.ts';
import { deskMailOrderSchema } from '../../../activities/mail/desk-order-schema.ts';
import type { Message } from '../../../activities/mail/compose.ts';
import { renderHtml } from '../../../activities/mail/render-html.ts';
import { renderText } from '../../../activities/mail/render-text.ts';
import { createMailActivities } from '../../../activities/mail/send-mail.ts';
import { morningLetter } from '../../../activities/mail/templates/morning.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import type { DeskMailOrder } from '../../../machines/desk/mail.ts';
import { overviewOf } from '../../../machines/desk/overview.ts';
import { late, line, row, slotAt, task } from '../../machines/desk/rows.ts';
import { at } from '../../machines/track/simulation.ts';

const date = isoDate('2027-03-02');
const rows = [
  row('utrecht', [line({ termijn: isoDate('2027-03-01') })], { escalation: 1, inDanger: true }),
  row(
    'ede',
    [
      line({ stap: 'Ketentest', termijn: isoDate('2027-03-04'), tijdslot: slotAt('2027-03-04 09:00') }),
      line({ functie: 'lopendeZaken', wachtOp: 'Servicecentrum' }),
    ],
    { tests: { berichtenbox: at('2027-03-04 09:00'), lopendeZaken: null } },
  ),
  ...Array.from({ length: 12 }, (_, i) => row(`dorp-${i}`, [line({ termijn: date })], { taskOpen: i === 0 })),
];
const base = {
  date,
  desk: { naam: 'Servicecentrum Logius', email: 'servicecentrum@logius.nl', telefoon: '0900 555 4555' },
};
const ui = 'http://127.0.0.1:8233/namespaces/default';

const overview: DeskMailOrder = {
  ...base,
  id: 'ochtend.servicecentrum.2027-03-02',
  to: { name: 'Servicecentrum Logius', email: 'servicecentrum@logius.nl' },
  content: {
    kind: 'overview',
    notices: [
      late('utrecht', { rung: 'escalation2' }),
      late('zeist'),
      late('soest', { rung: 'due', waitsOn: 'desk', asked: ['de uitslag van de ketentest vastleggen'] }),
      task('ede'),
    ],
    more: 3,
    ui,
    sections: overviewOf(rows, date).sections,
  },
};
const escalations: DeskMailOrder = {
  ...base,
  id: 'ochtend.coordinator.2027-03-02',
  to: { name: 'Coördinator aansluitteam', email: 'aansluitteam@example.org' },
  content: { kind: 'escalations', notices: [late('utrecht', { rung: 'escalation1' })], more: 0, ui: null },
};
const quiet: DeskMailOrder = {
  ...overview,
  content: {
    kind: 'overview',
    notices: [],
    more: 0,
    ui: null,
    sections: overviewOf(rows.slice(2, 3), date).sections,
  },
};
const cases = { overview, escalations, quiet };

const builder = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
async function parsed(message: Message) {
  const built = await builder.sendMail(message.options);
  if (!Buffer.isBuffer(built.message)) throw new TypeError('The message was not buffered');
  return simpleParser(built.message);
}

describe('the mail of a morning', () => {
  it.each(Object.entries(cases))('%s: the text', (_name, order) => {
    const letter = morningLetter(order);
    expect(
      `Onderwerp: ${letter.subject}\nBestand: ${letter.fileTitle}\n\n${renderText(letter)}`,
    ).toMatchSnapshot();
  });

  it.each(Object.entries(cases))('%s: accessible HTML that fetches nothing', (_name, order) => {
    const html = renderHtml(morningLetter(order));
    expect(html).toContain('<html lang="nl"');
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).not.toMatch(/<(img|script|link|iframe|style)|url\(|\[object/);
    const opened = [...html.matchAll(/<(h1|h2|p|ul|li|div|a|strong)\b/g)].length;
    const closed = [...html.matchAll(/<\/(h1|h2|p|ul|li|div|a|strong)>/g)].length;
    expect(closed).toBe(opened);
  });

  it.each(Object.entries(cases))('%s: its order passes the edge unchanged', (_name, order) => {
    expect(deskMailOrderSchema.parse(JSON.parse(JSON.stringify(order)))).toEqual(order);
  });

  it('links what it names to the web interface, in both parts, and has none when there is none', () => {
    const letter = morningLetter(overview);
    expect(renderText(letter)).toContain(
      `  ${ui}/workflows/aansluittraject-gemeente-utrecht/run-utrecht/user-metadata`,
    );
    expect(renderHtml(letter)).toContain(
      `<a href="${ui}/workflows?query=WorkflowId+=+%27aansluittraject-gemeente-zeist%27"`,
    );
    for (const shown of [renderText, renderHtml]) expect(shown(morningLetter(quiet))).not.toContain('http');
    expect(renderHtml(morningLetter(quiet))).toContain('<strong>dorp-0 (gemeente-dorp-0)</strong>');
  });

  it('escapes what people wrote', () => {
    const nasty = late('x', { asked: ['<script>alert(1)</script>'] });
    const html = renderHtml(
      morningLetter({ ...escalations, content: { ...escalations.content, notices: [nasty] } }),
    );
    expect(html).not.toContain('<script');
  });

  it('asks the coordinator to talk, also of what waits on the desk itself', () => {
    const onDesk = late('soest', { rung: 'escalation1', waitsOn: 'desk', asked: ['de aanvraag beoordelen'] });
    const order = { ...escalations, content: { ...escalations.content, notices: [onDesk] } };
    const text = renderText(morningLetter(order));
    expect(text).toContain('Overleg met het Servicecentrum wat nodig is.');
    expect(text).not.toContain('Rond dit punt af');
  });

  it('goes to its one recipient, in a thread of its own, with the same Message-ID for the same day', async () => {
    const [first, again] = await Promise.all([overview, quiet].map((order) => parsed(composeForDesk(order))));
    expect(first?.messageId).toBe('<ochtend.servicecentrum.2027-03-02@logius.nl>');
    expect(again?.messageId).toBe(first?.messageId);
    expect(first?.inReplyTo).toBe('<ochtend.servicecentrum@logius.nl>');
    expect(first?.headers.get('thread-topic')).toBe('Overzicht van de aansluittrajecten');
    expect(first?.headers.get('auto-submitted')).toBe('auto-generated');
    const other = await parsed(composeForDesk(escalations));
    expect(other.messageId).toBe('<ochtend.coordinator.2027-03-02@logius.nl>');
    expect(other.inReplyTo).toBe('<ochtend.coordinator@logius.nl>');
    expect(other.headers.get('thread-index')).not.toBe(first?.headers.get('thread-index'));
  });

  it('is sent by the same activity as a track’s', async () => {
    const sent: { readonly message: Message; readonly to: readonly string[] }[] = [];
    const asked: string[] = [];
    const { sendMail } = createMailActivities({
      outcomeBefore: async (id) => {
        asked.push(id);
        return null;
      },
      transport: {
        deliver: async (message, to) => {
          sent.push({ message, to });
          return { accepted: to, refused: [], deferred: [] };
        },
        close: () => {},
      },
    });
    const send = (order: DeskMailOrder) =>
      new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run(sendMail, order);
    expect(await send(overview)).toEqual({ kind: 'sent' });
    expect(sent.map(({ message, to }) => [message.about.organisation, to])).toEqual([
      ['servicecentrum', ['servicecentrum@logius.nl']],
    ]);
    expect(asked).toEqual(['ochtend.servicecentrum.2027-03-02']);
    expect(await send({ ...overview, to: { name: 'x', email: 'geen adres' } })).toMatchObject({
      kind: 'undeliverable',
    });
    // @ts-expect-error -- what a history of another version could hold
    await expect(send({ ...overview, date: 'morgen' })).rejects.toThrow('Kijk naar: date');
  });
});
