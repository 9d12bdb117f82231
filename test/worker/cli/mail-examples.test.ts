import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { renderedExamples } from '../../../activities/mail/examples/rendered.ts';
import { run } from '../../../worker/cli/main.ts';

async function traject(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, {
    out: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    env: {},
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mailvoorbeelden-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

const examples = renderedExamples();

const jsonSchema = z.array(
  z.object({
    titel: z.string(),
    onderwerp: z.string(),
    aan: z.array(z.string()).min(1),
    tekst: z.string(),
    html: z.string(),
    agenda: z.object({ method: z.enum(['REQUEST', 'CANCEL']), content: z.string() }).nullable(),
  }),
);

describe('traject mail voorbeeld', () => {
  it('shows every mail on the terminal, each under its own heading', async () => {
    const { code, out } = await traject('mail', 'voorbeeld');
    expect(code).toBe(0);
    const titles = examples.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    for (const [at, title] of titles.entries()) {
      const heading = `${title} (${at + 1} van ${titles.length})`;
      expect(out).toContain(`${heading}\n${'='.repeat(heading.length)}\nAan:`);
    }
    expect(out).toContain('Bijlage:   ketentest.ics, uitnodiging voor de agenda');
  });

  it('makes one page for a browser, that fetches nothing and runs nothing', async () => {
    const { code, out } = await traject('mail', 'voorbeeld', '--html');
    expect(code).toBe(0);
    expect(out).toContain('<html lang="nl"');
    expect(out.match(/<iframe title="[^"]+" sandbox=""/g)).toHaveLength(examples.length);
    expect(out.match(/<h2 id="mail-\d+-kop">/g)).toHaveLength(examples.length);
    expect(out).not.toMatch(/<script|<img|src=.https?:/);
  });

  it('writes each in a file, as text or as pages with an index', async () => {
    const folder = await temporaryFolder();
    const texts = join(folder, 'tekst', 'mails');
    expect(await traject('mail', 'voorbeeld', '--uit', texts)).toMatchObject({ code: 0 });
    const files = await readdir(texts);
    expect(files).toHaveLength(examples.length);
    expect(files).toContain('01 ontvangstbevestiging compleet.txt');
    const pages = join(folder, 'html');
    const { out } = await traject('mail', 'voorbeeld', '--html', '--uit', pages);
    expect(out).toContain(join(pages, 'index.html'));
    const index = await readFile(join(pages, 'index.html'), 'utf8');
    const sources = [...index.matchAll(/ src="([^"]+)"/g)].map(([, source]) =>
      decodeURIComponent(source ?? ''),
    );
    expect(sources.toSorted()).toEqual(
      (await readdir(pages)).filter((file) => file !== 'index.html').toSorted(),
    );
  });

  it('gives programs the same as JSON', async () => {
    const { out } = await traject('mail', 'voorbeeld', '--json');
    const mails = jsonSchema.parse(JSON.parse(out));
    expect(mails.map(({ titel }) => titel)).toEqual(examples.map(({ title }) => title));
    expect(mails.filter(({ agenda }) => agenda?.method === 'CANCEL').length).toBeGreaterThan(0);
  });

  it.each([
    [['mail'], /Er ontbreekt iets: verwacht 'traject mail inlezen <eml…> of voorbeeld'/],
    [['mail', 'sturen'], /Verwacht inlezen of voorbeeld, gevonden: 'sturen'\./],
    [['mail', 'constructor'], /Verwacht inlezen of voorbeeld, gevonden: 'constructor'\./],
    [['mail', 'voorbeeld', '--json', '--html'], /--json: verwacht zonder --html en --uit/],
  ])('%j is wrong use', async (args, message) => {
    expect(await traject(...args)).toMatchObject({ code: 2, err: expect.stringMatching(message) });
  });

  it('says which folder can’t be written', async () => {
    const file = join(await temporaryFolder(), 'bestand');
    await writeFile(file, '');
    const { code, err } = await traject('mail', 'voorbeeld', '--uit', file);
    expect(code).toBe(1);
    expect(err).toBe(`--uit: verwacht een map waarin kan worden geschreven, gevonden: ${file} (EEXIST).`);
  });
});
