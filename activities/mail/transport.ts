import type { MailTransport } from './delivery.ts';
import { folderTransport } from './folder-transport.ts';
import { smtpTransport } from './smtp-transport.ts';

/**
 * Mails go to the server that `smtpUrl` names; without one they become files in `folder`.
 * @throws SmtpUrlInvalid
 */
export function createMailTransport({
  smtpUrl,
  folder,
}: {
  readonly smtpUrl?: string;
  readonly folder: string;
}): MailTransport {
  return smtpUrl === undefined ? folderTransport(folder) : smtpTransport(smtpUrl);
}
