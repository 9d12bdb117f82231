import { Client } from '@temporalio/client';
import { connect, type ServerConnectionOptions } from './server/address.ts';

/** A client for a system that runs elsewhere. */
export async function connectTo(options: ServerConnectionOptions, namespace: string): Promise<Client> {
  return new Client({ connection: await connect(options, 3_000), namespace });
}
