import { Client } from '@temporalio/client';
import { clientConverter } from './encryption/data-converter.ts';
import type { KeyRing } from './encryption/key-ring.ts';
import { connect, type ServerConnectionOptions } from './server/address.ts';
import type { Tracing } from './tracing/spans.ts';

/** A client for a system that runs elsewhere. */
export async function connectTo(
  options: ServerConnectionOptions,
  namespace: string,
  keys: KeyRing | null,
  tracing: Tracing | null = null,
): Promise<Client> {
  const connection = await connect(options, 3_000);
  return new Client({
    connection,
    namespace,
    dataConverter: clientConverter(keys),
    interceptors: tracing?.client ?? {},
  });
}
