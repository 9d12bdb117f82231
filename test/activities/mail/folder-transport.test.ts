import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose } from '../../../activities/mail/compose.ts';
import { DeliveryDelayed } from '../../../activities/mail/delivery.ts';
import { createMailTransport } from '../../../activities/mail/transport.ts';
import type { MailOrder } from '../../../machines/track/mail.ts';
import { applicationLine, order } from '../../../activities/mail/examples/order.ts';

let root = '';
let folder = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mail-'));
  folder = join(root, 'mail');
});
afterEach(() => rm(root, { recursive: true }));

const reminder = (changes: Partial<MailOrder> = {}) =>
  order({ kind: 'ladder', lines: [applicationLine] }, changes);

async function deliver(sample: MailOrder) {
  const transport = createMailTransport({ folder });
  return transport.deliver(
    compose(sample),
    sample.to.map(({ email }) => email),
    new AbortController().signal,
  );
}

const name = '2027-02-01 herinnering gemeente-utrecht.eml';

describe('the mail folder', () => {
  it('holds a mail that any mail program opens, named by what it is', async () => {
    expect(await deliver(reminder())).toEqual({
      accepted: ['kim.jansen@utrecht.example', 'sam@leverancier.example'],
      refused: [],
      deferred: [],
    });
    expect(await readdir(folder)).toEqual([name]);
    const content = await readFile(join(folder, name));
    expect(content.toString()).not.toMatch(/[^\r]\n/);
    const mail = await simpleParser(content);
    expect(mail.subject).toBe('Herinnering: Aanvraag Berichtenbox, uiterlijk maandag 15 februari 2027');
    expect(mail.date?.toISOString()).toBe('2027-02-01T08:00:00.000Z');
    expect(mail.text).toContain('verwerkersovereenkomst');
  });

  it('writes the same mail once', async () => {
    await deliver(reminder());
    const first = await readFile(join(folder, name), 'utf8');
    await deliver(reminder());
    expect(await readdir(folder)).toEqual([name]);
    expect(await readFile(join(folder, name), 'utf8')).toBe(first);
  });

  it('numbers other mails of the same day and kind, and never replaces a file', async () => {
    await deliver(reminder());
    await writeFile(join(folder, name.replace('.eml', ' 2.eml')), 'van iemand anders');
    await deliver(reminder({ id: 'gemeente-utrecht.8' }));
    await deliver(reminder({ id: 'gemeente-utrecht.8' }));
    expect((await readdir(folder)).sort()).toEqual([
      '2027-02-01 herinnering gemeente-utrecht 2.eml',
      '2027-02-01 herinnering gemeente-utrecht 3.eml',
      name,
    ]);
    expect(await readFile(join(folder, name.replace('.eml', ' 2.eml')), 'utf8')).toBe('van iemand anders');
  });

  it('keeps every mail once, also when many are written at the same moment, twice', async () => {
    const ids = Array.from({ length: 12 }, (_, i) => `gemeente-utrecht.${i}`);
    await Promise.all([...ids, ...ids].map((id) => deliver(reminder({ id }))));
    const files = await readdir(folder);
    expect(files).toHaveLength(12); // and no half-written ones
    const mails = await Promise.all(
      files.map(async (file) => simpleParser(await readFile(join(folder, file)))),
    );
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(12);
  });

  it('stays in its folder, whatever an organisation is called', async () => {
    await deliver(reminder({ organisation: { id: '../../../etc/x\u0000y\\z', name: 'x' } }));
    await deliver(reminder({ organisation: { id: '', name: 'x' } }));
    expect(await readdir(root)).toEqual(['mail']);
    const files = await readdir(folder);
    expect(files).toHaveLength(2);
    for (const file of files) expect(file).toMatch(/^2027-02-01 herinnering [\w-]+\.eml$/);
  });

  it('says in Dutch that the folder cannot be written, so that it is tried again', async () => {
    await writeFile(folder, 'een bestand');
    await expect(deliver(reminder())).rejects.toThrow(DeliveryDelayed);
    await expect(deliver(reminder())).rejects.toThrow(
      /De mail kan niet in de mailmap worden opgeslagen \(E\w+\)\./,
    );
  });
});
