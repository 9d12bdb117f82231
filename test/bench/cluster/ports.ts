import { createServer } from 'node:net';

const host = '127.0.0.1';
/**
 * Below 32768, as membership asks, and below the ports that the operating system gives to connections of its own: what is
 * killed can have its port back.
 */
const first = 24_400;
const last = 24_999;
/** What was given out once is not given out again: its owner may be yet to start, or killed. */
let next = first;

/** So many different ports that are free at this moment. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const free: number[] = [];
  for (; next <= last && free.length < count; next++) if (await isFree(next)) free.push(next);
  if (free.length < count)
    throw new Error(`Er zijn te weinig vrije poorten van ${first} tot en met ${last}.`);
  return free;
}

async function isFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const listener = createServer();
    listener.once('error', () => resolve(false));
    listener.listen({ port, host, exclusive: true }, () => listener.close(() => resolve(true)));
  });
}
