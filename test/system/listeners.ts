import { readdir, readFile, readlink } from 'node:fs/promises';

/** Where processes listen, as `address:port` in the kernel's own notation turned into ours. Linux only. */
export async function listenersOf(...pids: readonly number[]): Promise<readonly string[]> {
  const sockets = new Set((await Promise.all(pids.map(socketsOf))).flat());
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  return tables
    .flatMap((table) => table.split('\n').slice(1))
    .flatMap((line) => {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      return state === LISTEN && sockets.has(inode) ? [readable(local)] : [];
    });
}

/** proc(5) */
const LISTEN = '0A';

async function socketsOf(pid: number): Promise<readonly string[]> {
  const folder = `/proc/${pid}/fd`;
  const links = await Promise.all(
    (await readdir(folder)).map((fd) => readlink(`${folder}/${fd}`).catch(() => '')),
  );
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}

/** `0100007F:1C41` is 127.0.0.1:7233; an address of IPv6 stays as it is. */
function readable(local: string): string {
  const [address = '', port = ''] = local.split(':');
  const bytes = address.length === 8 ? (address.match(/../g) ?? []).toReversed() : null;
  const host = bytes?.map((byte) => Number.parseInt(byte, 16)).join('.') ?? address;
  return `${host}:${Number.parseInt(port, 16)}`;
}
