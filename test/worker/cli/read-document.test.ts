import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoDate } from '../../../machines/domain/dates.ts';
import { missingParts, parseDeclaration, warnings } from '../../../machines/domain/declaration.ts';
import { readDocument } from '../../../worker/cli/read-document.ts';
import { UserError } from '../../../worker/user-error.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documenten-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function written(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** The user's error on a file, without the folder's name. */
async function errorOn(path: string): Promise<string> {
  const error: unknown = await readDocument(path).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`no error for the user: ${String(error)}`);
  return error.message.replace(`${folder}/`, '');
}

describe('readDocument', () => {
  it('reads YAML 1.2: dates, ja and nee stay text', async () => {
    const path = await written('a.yaml', 'op: 2027-01-04\nhandtekening: ja\nleeg:\nlijst: [1, true]\n');
    expect(await readDocument(path)).toEqual({
      op: '2027-01-04',
      handtekening: 'ja',
      leeg: null,
      lijst: [1, true],
    });
  });

  it('reads JSON, also indented by tabs', async () => {
    const value = { organisatie: { naam: 'Utrecht' }, functies: [1, null, false] };
    expect(await readDocument(await written('a.json', JSON.stringify(value, null, '\t')))).toEqual(value);
  });

  it.each([
    ['onleesbaar.yaml', 'a: [1', /^onleesbaar\.yaml \(regel \d+\): verwacht YAML of JSON/],
    ['dubbel.yaml', 'naam: A\nnaam: B\n', /^dubbel\.yaml \(regel 2\): verwacht YAML of JSON/],
    ['twee.yaml', 'naam: A\n---\nnaam: B\n', /^twee\.yaml/],
    ['bom.yaml', bomb(), /^bom\.yaml: verwacht ten hoogste 20 verwijzingen/],
    ['groot.yaml', `a: ${'x'.repeat(1_100_000)}`, /^groot\.yaml: verwacht ten hoogste 1 MB/],
  ])('refuses %s', async (name, content, message) => {
    expect(await errorOn(await written(name, content))).toMatch(message);
  });

  it('says of a file that is not there, and of a folder, what it is', async () => {
    expect(await errorOn(join(folder, 'nergens.yaml'))).toBe('nergens.yaml: dit bestand bestaat niet.');
    expect(await errorOn(folder)).toMatch(/dit is een map\.$/);
  });
});

/** Ten lists of ten references to the list before: ten thousand million items. */
function bomb(): string {
  const lists = Array.from({ length: 10 }, (_, i) =>
    i === 0
      ? 'l0: &l0 [x]'
      : `l${i}: &l${i} [${Array(10)
          .fill(`*l${i - 1}`)
          .join(', ')}]`,
  );
  return lists.join('\n');
}

describe('the examples', async () => {
  const today = isoDate('2027-01-04');
  const files = (await readdir('examples/verklaringen')).sort();

  async function example(path: string) {
    return parseDeclaration(await readDocument(path));
  }

  it('are at least ten', () => {
    expect(files.length).toBeGreaterThanOrEqual(10);
  });

  it.each(files)('%s is what its name says', async (file) => {
    const parsed = await example(`examples/verklaringen/${file}`);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(missingParts(parsed.declaration).length > 0).toBe(file.includes('onvolledig'));
    expect(warnings(parsed.declaration, today).length > 0).toBe(file.includes('verleden'));
    expect(parsed.declaration.supplier).toBe(file.includes('leverancier'));
  });

  it('hold the names that collide', async () => {
    const keys = await Promise.all(
      files.map(async (file) => {
        const parsed = await example(`examples/verklaringen/${file}`);
        return parsed.ok
          ? `${parsed.declaration.organisation.kind} ${parsed.declaration.organisation.name}`
          : '';
      }),
    );
    expect(keys).toEqual(
      expect.arrayContaining([
        'gemeente Utrecht',
        'provincie Utrecht',
        'gemeente Bergen (L.)',
        'gemeente Bergen (NH.)',
      ]),
    );
  });

  it('of a malformed one, show every kind of problem at once', async () => {
    const parsed = await example('examples/misvormd/veel-fouten.yaml');
    expect(parsed.ok ? [] : parsed.problems.map(({ path }) => path).sort()).toEqual(
      [
        'contactpersonen.0.email',
        'contactpersonen.0.rol',
        'functies.berichtenbox.ingebruikname',
        'functies.berichtenbox.teststart',
        'kleur',
        'ondertekening.handtekening',
        'ondertekening.persoonsnaam',
        'organisatie.naam',
        'organisatie.oin',
        'organisatie.soort',
      ].sort(),
    );
  });
});
