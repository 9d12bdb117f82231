import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { folderTransport } from '../../activities/mail/folder-transport.ts';
import { createMailActivities } from '../../activities/mail/send-mail.ts';
import { trackId, trackMessages } from '../../machines/protocol.ts';
import type { DiaryEntry } from '../../machines/track/diary.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { run } from '../../worker/cli/main.ts';
import { projectRoot } from '../../worker/project.ts';
import { bounceOf, written } from '../activities/mail/incoming/mail-source.ts';
import { openOffice, type Office } from './office.ts';
import { declarationOf, plan } from './papers.ts';

/** What `traject mail inlezen --json` tells of each file. */
interface Outcome {
  readonly bestand: string;
  readonly uitkomst: string;
  readonly afnemer: string | null;
  readonly uitleg: string;
}

let folder: string;
let office: Office;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traject-mail-'));
  const { sendMail } = createMailActivities({
    transport: folderTransport(join(folder, 'uit')),
    outcomeBefore: () => Promise.resolve(null),
  });
  office = await openOffice({ sendMail });
  await office.publish(plan);
});
afterAll(async () => {
  await office.stop();
  await rm(folder, { recursive: true, force: true });
});

const track = (id: string) => office.env.client.workflow.getHandle(trackId(id));
const view = (id: string) => track(id).query<TrackView>(trackMessages.view);
const diary = async (id: string) =>
  (await track(id).query<readonly DiaryEntry[]>(trackMessages.diary)).map(({ text }) => text);
/** To the consumer. */
const reminders = (id: string) =>
  office.mails.filter(({ organisation, content }) => organisation.id === id && content.kind === 'ladder');

/** Incomplete: the consumer has to sign within five working days, and is reminded of it. */
async function unsigned(name: string): Promise<string> {
  const paper = declarationOf(name);
  const ondertekening = { ...paper.ondertekening, handtekening: null };
  return (await office.declare({ ...paper, ondertekening })).id;
}

/** The first mail that a track sent, as it lies in the folder. */
async function sentTo(id: string): Promise<string> {
  const out = join(folder, 'uit');
  return await vi.waitFor(async () => {
    const file = (await readdir(out)).find((name) => name.includes(id));
    if (file === undefined) throw new Error(`No mail of ${id} yet`);
    return await readFile(join(out, file), 'latin1');
  }, 10_000);
}

/** An answer, with all that a mail program takes over from the mail that it answers. */
async function answerTo(original: string, change: object = {}): Promise<Buffer> {
  const { messageId = '', inReplyTo, references, replyTo, subject, text } = await simpleParser(original);
  return await written({
    from: 'P. Smit <p.smit@example.org>',
    to: replyTo?.text ?? '',
    subject: `Re: ${subject ?? ''}`,
    messageId: `<${Math.random()}@example.org>`,
    inReplyTo: messageId,
    references: [inReplyTo ?? '', references ?? [], messageId].flat(),
    text: `Wij tekenen volgende week.\n\nOp 4 januari schreef Servicecentrum:\n${(text ?? '').replaceAll(/^/gm, '> ')}`,
    ...change,
  });
}

let files = 0;
async function saved(mail: Buffer | string): Promise<string> {
  const path = join(folder, `${++files}.eml`);
  await writeFile(path, mail);
  return path;
}

function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, TEMPORAL_ADDRESS: office.env.address, TEMPORAL_NAMESPACE: 'default' };
}

async function readIn(
  ...paths: readonly string[]
): Promise<{ readonly code: number; readonly outcomes: readonly Outcome[] }> {
  const out: string[] = [];
  const code = await run(['mail', 'inlezen', '--json', ...paths], {
    out: (text) => void out.push(text),
    complain: (text) => void out.push(text),
    env: serverEnvironment(),
  });
  return { code, outcomes: JSON.parse(out.join('\n')) as Outcome[] }; // as the command prints it
}

describe('mail that is read in', () => {
  it('an answer is kept once, asks the desk, and quiets the ladder until it is handled', async () => {
    const id = await unsigned('Utrecht');
    const path = await saved(await answerTo(await sentTo(id)));
    const first = await readIn(path);
    expect(first).toMatchObject({
      code: 0,
      outcomes: [{ bestand: path, uitkomst: 'vastgelegd', afnemer: id }],
    });
    expect(await readIn(path)).toMatchObject({ code: 0, outcomes: [{ uitkomst: 'al bekend' }] });
    const kept = (await diary(id)).filter((text) => text.startsWith('Contact met P. Smit (e-mail)'));
    expect(kept).toEqual([
      expect.stringMatching(/: Wij tekenen volgende week\. \(De rest staat in de mail zelf\.\)$/),
    ]);
    const [task] = (await view(id)).taken.filter(({ taak }) => taak.startsWith('antwoord:'));
    expect(task?.tekst).toMatch(/^Antwoord van P\. Smit over "Re: .*": lees het en handel het af\.$/);

    await office.skipDays(4); // the second reminder was due meanwhile
    expect(reminders(id)).toEqual([]);
    await office.act(id, 'Taak afronden', { taak: task?.taak });
    expect(reminders(id)).toEqual([]);
    await office.skipDays(3); // Monday 11 January: the last day
    await vi.waitFor(() => expect(reminders(id)).not.toEqual([]), 10_000);
    await office.replay(trackId(id));
  });

  it('what comes back marks the address, once, and the desk knows', async () => {
    const id = await unsigned('Zeist');
    const bounce = bounceOf(await sentTo(id), 'p.smit@example.org', '5.1.1');
    const later = bounceOf(await sentTo(id), 'p.smit@example.org', '4.4.1', 'delayed');
    const { code, outcomes } = await readIn(await saved(later), await saved(bounce), await saved(bounce));
    expect(code).toBe(0);
    expect(outcomes.map(({ uitkomst }) => uitkomst)).toEqual(['genegeerd', 'vastgelegd', 'al bekend']);
    const after = await view(id);
    expect(after.contactpersonen).toMatchObject([{ naam: 'P. Smit', onbestelbaar: true }]);
    expect(after.taken.map(({ taak }) => taak)).toEqual(['mail-onbestelbaar', 'contactgegevens']);
    await office.act(id, 'Contactpersoon wijzigen', { email: 'p.smit@example.org', telefoon: '030 1' });
    expect((await view(id)).taken).toEqual([]);
    expect((await view(id)).contactpersonen).toMatchObject([{ onbestelbaar: false, telefoon: '030 1' }]);
  });

  it('tells what it can do nothing with, and goes on with the next', async () => {
    const id = await unsigned('Soest');
    const original = await sentTo(id);
    const paths = await Promise.all(
      [
        answerTo(original, { headers: { 'Auto-Submitted': 'auto-replied' } }),
        answerTo(original, {
          to: 'servicecentrum+gemeente-nergens@logius.nl',
          inReplyTo: '',
          references: [],
        }),
        answerTo(original, { to: 'servicecentrum+../planning@logius.nl', inReplyTo: '', references: [] }),
        'geen mail',
        original,
        answerTo(original, { from: 'servicecentrum@logius.nl' }),
        answerTo(original, { to: 'servicecentrum@logius.nl' }), // by its references alone
      ].map(async (mail) => await saved(await mail)),
    );
    const before = await diary(id);
    const { code, outcomes } = await readIn(join(folder, 'weg.eml'), ...paths);
    expect(code).toBe(1);
    expect(outcomes.map(({ uitkomst }) => uitkomst)).toEqual([
      'onleesbaar',
      'genegeerd',
      'niet herkend',
      'niet herkend',
      'onleesbaar',
      'genegeerd',
      'genegeerd',
      'vastgelegd',
    ]);
    expect(await diary(id)).toHaveLength(before.length + 1);
  });

  it('comes from the standard input too, as a mailbox rule gives it', async () => {
    const id = await unsigned('Houten');
    const mail = await answerTo(await sentTo(id));
    const child = execFile(
      process.execPath,
      [join(projectRoot, 'worker/traject.js'), 'mail', 'inlezen', '-'],
      {
        env: serverEnvironment(),
      },
    );
    child.stdin?.end(mail);
    const [printed, code] = await Promise.all([
      child.stdout === null ? '' : textOf(child.stdout),
      once(child, 'close').then(() => child.exitCode),
    ]);
    expect(printed).toMatch(
      /^standaardinvoer: vastgelegd \(gemeente-houten\)\. Antwoord van P\. Smit vastgelegd\./,
    );
    expect(code).toBe(0);
  });

  it('does only what a mail can do, whatever is sent to the track itself', async () => {
    const id = await unsigned('Baarn');
    const send = (name: string, input: unknown) =>
      track(id)
        .executeUpdate(name, { args: [input] })
        .then(
          () => 'taken',
          () => 'refused',
        );
    for (const input of [null, 'x', {}, { id: 'x' }, { id: 'a'.repeat(64), failures: [], sentTo: null }]) {
      expect(await send(trackMessages.reply, input)).toBe('refused');
      expect(await send(trackMessages.bounce, input)).toBe('refused');
    }
    expect((await view(id)).taken).toEqual([]);
  });

  it('an answer to a track that is closed is for a person', async () => {
    const id = await unsigned('Rhenen');
    const path = await saved(await answerTo(await sentTo(id)));
    await office.act(id, 'Intrekken', { reden: 'Vergissing' });
    await office.skipDays(30);
    await vi.waitFor(async () => expect((await track(id).describe()).status.name).toBe('COMPLETED'), 10_000);
    expect(await readIn(path)).toMatchObject({ code: 1, outcomes: [{ uitkomst: 'gesloten', afnemer: id }] });
  });
});
