import type { MailTransport } from './delivery.ts';
import { folderTransport } from './folder-transport.ts';
import { smtpTransport } from './smtp-transport.ts';
import type { SmtpServer } from './smtp-url.ts';

/** Mails go to the server, or become files in the folder. */
export type MailDestination = { readonly server: SmtpServer } | { readonly folder: string };

export function createMailTransport(destination: MailDestination): MailTransport {
  return 'server' in destination ? smtpTransport(destination.server) : folderTransport(destination.folder);
}
