import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { instantAt } from '../../machines/domain/amsterdam.ts';
import type { Message } from './compose.ts';
import { DeliveryDelayed, type MailTransport } from './delivery.ts';

/**
 * Mail as files, one `.eml` each: `2027-03-02 herinnering gemeente-utrecht.eml`, with a number behind it for
 * another mail of the same name. A file appears whole or not at all, never replaces another, and a mail that
 * is there already (by its Message-ID) is not written again.
 */
export function folderTransport(folder: string): MailTransport {
  const builder = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    async deliver(message, recipients) {
      try {
        await store(folder, message, async () => {
          // A rehearsal has its own calendar: the header shows the day on which the mail was decided.
          const date = new Date(instantAt(message.about.date, '09:00'));
          const built = await builder.sendMail({ ...message.options, date });
          if (!Buffer.isBuffer(built.message)) throw new TypeError('The message was not buffered');
          return built.message;
        });
      } catch (error) {
        if (!isFileError(error)) throw error;
        throw new DeliveryDelayed(`De mail kan niet in de mailmap worden opgeslagen (${error.code}).`);
      }
      return { accepted: recipients, refused: [], deferred: [] };
    },
    close: () => builder.close(),
  };
}

async function store(folder: string, message: Message, build: () => Promise<Buffer>): Promise<void> {
  await mkdir(folder, { recursive: true });
  let whole: string | null = null;
  let copy = 1;
  try {
    for (;;) {
      const path = join(folder, fileName(message, copy));
      const known = await messageIdIn(path);
      if (known === message.id) return;
      if (known === null) {
        whole ??= await writeWhole(folder, await build());
        if (await linked(whole, path)) return;
      } else {
        copy++;
      }
    }
  } finally {
    if (whole !== null) await rm(whole, { force: true });
  }
}

async function writeWhole(folder: string, content: Buffer): Promise<string> {
  const path = join(folder, `.${randomUUID()}.tmp`);
  const file = await open(path, 'wx', 0o600); // personal data
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  return path;
}

/** A second name for the file, given at once and never over another file (unlike rename). */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (isFileError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** The Message-ID of the mail in a file; an empty text when it has none; null when there is no file. */
async function messageIdIn(path: string): Promise<string | null> {
  try {
    const content = await readFile(path, 'latin1');
    const headers = content.split('\r\n\r\n', 1)[0] ?? '';
    return /^message-id:\s*(<[^>]*>)/im.exec(headers)?.[1] ?? '';
  } catch (error) {
    if (isFileError(error) && error.code === 'ENOENT') return null;
    throw error;
  }
}

function fileName({ about }: Message, copy: number): string {
  const parts = [about.date, namePart(about.title), namePart(about.organisation)];
  return `${parts.join(' ')}${copy === 1 ? '' : ` ${copy}`}.eml`;
}

/** Letters, digits and harmless signs only: no path, no hidden file, nothing that a file system refuses. */
function namePart(text: string): string {
  const safe = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} _-]+/gu, '-')
    .slice(0, 80)
    .trim();
  return safe === '' ? 'mail' : safe;
}

function isFileError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
}
