import { escapeHtml } from '../../activities/mail/render-html.ts';
import type { RenderedExample } from '../../activities/mail/examples/rendered.ts';

/** Example mails to read and to review: for the terminal, and for a browser. */

/** "Van het Servicecentrum aan Kim Jansen, ter informatie aan Robin Bakker". */
function readers({ to: [addressee, ...others] }: RenderedExample): string {
  const copies = others.length === 0 ? '' : `, ter informatie aan ${others.join(', ')}`;
  return `${addressee ?? '-'}${copies}`;
}

const calendarWords = {
  REQUEST: 'uitnodiging voor de agenda',
  CANCEL: 'afzegging voor de agenda',
} as const;

export function previewText(examples: readonly RenderedExample[]): string {
  return examples.map((example, at) => mailText(example, `${at + 1} van ${examples.length}`)).join('\n\n');
}

export function mailText(example: RenderedExample, place?: string): string {
  const { title, subject, text, calendar } = example;
  const heading = place === undefined ? title : `${title} (${place})`;
  return [
    heading,
    '='.repeat(heading.length),
    `Aan:       ${readers(example)}`,
    `Onderwerp: ${subject}`,
    ...(calendar === null ? [] : [`Bijlage:   ketentest.ics, ${calendarWords[calendar.method]}`]),
    '',
    text,
  ].join('\n');
}

/** One page with all mails; each in a frame of its own, so that it looks as it does in a mail program. */
export function previewPage(examples: readonly RenderedExample[]): string {
  return page(examples, ({ html, text }) => `srcdoc="${escapeHtml(html)}" height="${heightOf(text)}"`);
}

/** The same, with each mail in a file: its name by the example. */
export function previewIndex(
  examples: readonly RenderedExample[],
  fileOf: (example: RenderedExample) => string,
): string {
  return page(
    examples,
    (example) =>
      `src="${escapeHtml(encodeURIComponent(fileOf(example)))}" height="${heightOf(example.text)}"`,
  );
}

function page(examples: readonly RenderedExample[], source: (example: RenderedExample) => string): string {
  const anchor = (at: number) => `mail-${at + 1}`;
  return `<!DOCTYPE html>
<html lang="nl" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Voorbeelden van alle mails</title>
<style>
body { font-family: Verdana, 'Segoe UI', Arial, sans-serif; line-height: 1.5; color: #222222; background: #ffffff; max-width: 720px; margin: 0 auto; padding: 16px; }
h1, h2, a { color: #154273; }
iframe { width: 100%; border: 1px solid #767676; }
section { margin-top: 48px; }
</style>
</head>
<body>
<h1>Voorbeelden van alle mails</h1>
<nav aria-label="Alle mails">
<ol>
${examples.map(({ title }, at) => `<li><a href="#${anchor(at)}">${escapeHtml(title)}</a></li>`).join('\n')}
</ol>
</nav>
<main>
${examples
  .map(
    (example, at) => `<section id="${anchor(at)}" aria-labelledby="${anchor(at)}-kop">
<h2 id="${anchor(at)}-kop">${escapeHtml(example.title)}</h2>
<p>Aan: ${escapeHtml(readers(example))}<br>Onderwerp: ${escapeHtml(example.subject)}${
      example.calendar === null ? '' : `<br>Bijlage: ketentest.ics, ${calendarWords[example.calendar.method]}`
    }</p>
<iframe title="${escapeHtml(example.title)}" sandbox="" ${source(example)}></iframe>
</section>`,
  )
  .join('\n')}
</main>
</body>
</html>
`;
}

/** Pixels, roughly: a frame does not grow with what is in it. */
function heightOf(text: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.ceil((line.length + 1) / 60), 0);
  return 300 + lines * 26;
}
