import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';

/** One mail as it lies in the mail folder. */
export interface FiledMail {
  readonly file: string;
  readonly messageId: string;
  readonly subject: string;
  /** The plain-text part. */
  readonly text: string;
  /** The calendar part: what it asks of the recipient's calendar; null when the mail has none. */
  readonly invitation: { readonly method: string; readonly uid: string } | null;
}

/** All mails of a data folder that are about one organisation; without one, all there are. */
export async function filedMails(folder: string, organisation = ''): Promise<readonly FiledMail[]> {
  const mailFolder = join(folder, 'mail');
  const files = (await readdir(mailFolder)).filter((file) =>
    organisation === '' ? file.endsWith('.eml') : new RegExp(` ${organisation}(?: \\d+)?\\.eml$`).test(file),
  );
  return await Promise.all(
    files.map(async (file) => {
      const mail = await simpleParser(await readFile(join(mailFolder, file)));
      const calendar = mail.attachments.find(({ contentType }) => contentType === 'text/calendar');
      return {
        file,
        messageId: mail.messageId ?? '',
        subject: mail.subject ?? '',
        text: mail.text ?? '',
        invitation: calendar === undefined ? null : invitationIn(calendar.content.toString('utf8')),
      };
    }),
  );
}

/** The mails of the desk's mornings: one a day for each recipient, by its date, its title and whom it is for. */
export function morningMails(mails: readonly FiledMail[]): readonly FiledMail[] {
  return mails.filter(({ file }) => / (servicecentrum|coordinator)(?: \d+)?\.eml$/.test(file));
}

/** RFC 5545: long lines are folded; only these properties are read. */
function invitationIn(calendar: string): NonNullable<FiledMail['invitation']> {
  const unfolded = calendar.replaceAll(/\r\n[ \t]/g, '');
  const value = (property: string): string =>
    new RegExp(`^${property}(?:;[^:]*)?:(.*)\\r$`, 'm').exec(
      unfolded.split('BEGIN:VEVENT').at(-1) ?? '',
    )?.[1] ?? '';
  return {
    method: /^METHOD:(\w+)/m.exec(unfolded)?.[1] ?? '',
    uid: value('UID'),
  };
}
