import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Dependencies point one way: worker -> workflows, activities -> machines. What a room may import, beside itself. */
const rooms = {
  machines: [],
  workflows: ['machines', 'activities'],
  activities: ['machines'],
  worker: ['machines', 'workflows', 'activities'],
} as const satisfies Record<string, readonly string[]>;

/** Packages that a room may not import. */
const forbidden: Readonly<Record<keyof typeof rooms, RegExp>> = {
  machines: /^(node:|@temporalio\/|nodemailer)/,
  workflows: /^(node:|nodemailer|@temporalio\/(activity|client|worker|testing|envconfig))/,
  activities: /^@temporalio\/(worker|workflow|testing)/,
  worker: /^@temporalio\/(workflow|testing)/,
};

const root = resolve(import.meta.dirname, '../..');

function importsOf(file: string): readonly { readonly path: string; readonly typeOnly: boolean }[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /^\s*(import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|import\(\s*'([^']+)'/gms,
  );
  return [...found].map((match) => ({ path: match[3] ?? match[4] ?? '', typeOnly: match[2] !== undefined }));
}

function filesOf(room: string): readonly string[] {
  return readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[jt]s$/.test(name))
    .map((name) => join(root, room, name));
}

describe.each(Object.entries(rooms))('%s', (room, allowed: readonly string[]) => {
  it('has files, and imports only from the rooms below it', () => {
    const files = filesOf(room);
    expect(files.length).toBeGreaterThan(0);
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter(({ path }) => path.startsWith('.'))
        .map(({ path, typeOnly }) => ({
          target: relative(root, resolve(dirname(file), path)).split('/')[0] ?? '',
          typeOnly,
        }))
        // Workflows know the activities by type alone: their code runs elsewhere.
        .filter(
          ({ target, typeOnly }) =>
            target !== room &&
            !(allowed.includes(target) && (target !== 'activities' || room === 'worker' || typeOnly)),
        )
        .map(({ target }) => `${relative(root, file)} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('imports no package that does not belong there', () => {
    const pattern = forbidden[room as keyof typeof rooms]; // a key of the table above
    const wrong = filesOf(room).flatMap((file) =>
      importsOf(file)
        .filter(({ path }) => pattern.test(path))
        .map(({ path }) => `${relative(root, file)} -> ${path}`),
    );
    expect(wrong).toEqual([]);
  });
});
