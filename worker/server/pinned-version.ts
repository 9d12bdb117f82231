import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** The version of the `temporal` command line that is fetched, with its development server. */
export const TEMPORAL_VERSION = '1.9.1';

/** SHA-256 of the binary itself, by Node's names of platform and architecture. */
const BINARY_HASHES: Readonly<Record<string, string>> = {
  'linux-x64': '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
  'linux-arm64': '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
  'darwin-arm64': '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
  'darwin-x64': 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
};

/** @throws Error with a Dutch reason, unless the file is the pinned binary for this platform. */
export async function requirePinned(file: string): Promise<void> {
  const platform = `${process.platform}-${process.arch}`;
  const expected = BINARY_HASHES[platform];
  if (expected === undefined) throw new Error(`voor ${platform} is geen versie vastgelegd`);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('hex');
  if (found !== expected)
    throw new Error(
      `niet de vastgelegde versie ${TEMPORAL_VERSION}: verwacht sha256 ${expected}, gevonden ${found}`,
    );
}
