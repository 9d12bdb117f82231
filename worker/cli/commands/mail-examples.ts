import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderedExamples, type RenderedExample } from '../../../activities/mail/examples/rendered.ts';
import { UserError } from '../../user-error.ts';
import type { Invocation } from '../command.ts';
import { mailText, previewIndex, previewPage, previewText } from '../mail-preview.ts';

/** `traject mail voorbeeld`: every mail with example data. Needs no system that runs. */
export async function showExamples(invocation: Invocation): Promise<number> {
  const examples = renderedExamples();
  const folder = invocation.text('uit');
  const asHtml = invocation.flag('html');
  if (invocation.flag('json')) {
    if (asHtml || folder !== undefined) {
      throw new UserError('--json: verwacht zonder --html en --uit, gevonden: samen.', { exitCode: 2 });
    }
    invocation.out(JSON.stringify(examples.map(asJson), null, 2));
  } else if (folder === undefined) {
    invocation.out(asHtml ? previewPage(examples) : previewText(examples));
  } else {
    await writeAll(folder, asHtml ? pages(examples) : texts(examples));
    const first = asHtml ? join(folder, 'index.html') : folder;
    invocation.out(`${examples.length} mails staan in ${folder}. Open: ${first}`);
  }
  return 0;
}

/** What a program gets: keys in Dutch, as in the other commands. */
function asJson({ title, subject, to, text, html, calendar }: RenderedExample) {
  return { titel: title, onderwerp: subject, aan: to, tekst: text, html, agenda: calendar };
}

interface PreviewFile {
  readonly name: string;
  readonly content: string;
}

function texts(examples: readonly RenderedExample[]): readonly PreviewFile[] {
  return examples.map((example, at) => ({
    name: fileName(example, at, 'txt'),
    content: mailText(example),
  }));
}

function pages(examples: readonly RenderedExample[]): readonly PreviewFile[] {
  const names = new Map(examples.map((example, at) => [example, fileName(example, at, 'html')]));
  const index = previewIndex(examples, (example) => names.get(example) ?? '');
  return [
    { name: 'index.html', content: index },
    ...examples.map((example) => ({ name: names.get(example) ?? '', content: example.html })),
  ];
}

/** "01 ontvangstbevestiging compleet.txt": in order, and safe on every file system. */
function fileName({ title }: RenderedExample, at: number, extension: string): string {
  const safe = title.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return `${String(at + 1).padStart(2, '0')} ${safe}.${extension}`;
}

async function writeAll(folder: string, files: readonly PreviewFile[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const { name, content } of files) await writeFile(join(folder, name), content);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new UserError(`--uit: verwacht een map waarin kan worden geschreven, gevonden: ${folder}${code}.`, {
      cause,
    });
  }
}
