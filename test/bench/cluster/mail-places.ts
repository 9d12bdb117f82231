import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MailServer } from '../../chaos/mail-server.ts';
import { freePorts } from './ports.ts';

/** A mail server that takes every mail at once. */
export interface MailPlace {
  readonly port: number;
  /** In which each mail becomes a file. */
  readonly folder: string;
  stop(): Promise<void>;
}

export async function openMailPlace(parent: string, name: string): Promise<MailPlace> {
  const folder = join(parent, `mails-${name}`);
  await mkdir(folder);
  const [port = 0] = await freePorts(1);
  const server = new MailServer(folder, port, 0);
  await server.start();
  server.calm();
  return { port, folder, stop: () => server.stop() };
}
