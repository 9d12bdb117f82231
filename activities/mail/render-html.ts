import type { Block, Fact, Letter, Link } from './letter.ts';

/**
 * The HTML part: one column, semantic elements, styles inline since mail readers drop style sheets, nothing
 * fetched from anywhere. Contrast on white: text 15:1, blue 10:1, grey 7:1 (WCAG 2.2 AA asks 4.5:1).
 */
const color = { text: '#222222', accent: '#154273', quiet: '#535353', line: '#cccccc', tint: '#eef2f6' };
const font = "font-family: Verdana, 'Segoe UI', Arial, sans-serif; font-size: 16px; line-height: 1.5";

const style = {
  body: `margin: 0; padding: 0; background-color: #ffffff; color: ${color.text}; ${font}`,
  column: 'max-width: 600px; margin: 0 auto; padding: 24px 16px; overflow-wrap: break-word',
  title: `margin: 0 0 24px; font-size: 22px; line-height: 1.3; color: ${color.accent}`,
  heading: `margin: 32px 0 8px; font-size: 18px; line-height: 1.3; color: ${color.accent}`,
  paragraph: 'margin: 0 0 16px',
  list: 'margin: 0 0 16px; padding-left: 24px',
  item: 'margin: 0 0 8px',
  facts: `margin: 0 0 16px; padding: 16px; background-color: ${color.tint}; border-left: 4px solid ${color.accent}`,
  term: `margin: 0; font-size: 14px; color: ${color.quiet}`,
  value: 'margin: 0; padding: 0 0 12px; font-weight: bold',
  lastValue: 'margin: 0; padding: 0; font-weight: bold',
  valueList: 'margin: 0; padding-left: 20px',
  quote: `margin: 0 0 16px; padding: 4px 16px; border-left: 4px solid ${color.line}`,
  link: `color: ${color.accent}; text-decoration: underline`,
  footnote: `margin: 32px 0 0; padding-top: 16px; border-top: 1px solid ${color.line}; font-size: 14px; color: ${color.quiet}`,
};

export function renderHtml(letter: Letter): string {
  return `<!DOCTYPE html>
<html lang="nl" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(letter.subject)}</title>
</head>
<body style="${style.body}">
<div role="article" aria-label="${escapeHtml(letter.subject)}" lang="nl" style="${style.column}">
<h1 style="${style.title}">${escapeHtml(letter.subject)}</h1>
<p style="${style.paragraph}">${escapeHtml(letter.greeting)}</p>
${letter.blocks.map(blockHtml).join('\n')}
<p style="${style.paragraph}">Met vriendelijke groet,</p>
<p style="${style.paragraph}">${escapeHtml(letter.signedBy)}</p>
<p style="${style.footnote}">${escapeHtml(letter.footnote)}</p>
</div>
</body>
</html>
`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2 style="${style.heading}">${escapeHtml(block.text)}</h2>`;
    case 'paragraph':
      return `<p style="${style.paragraph}">${escapeHtml(block.text)}</p>`;
    case 'list':
      return listHtml(block.items, style.list);
    case 'links':
      return `<ul style="${style.list}">\n${block.items.map(itemHtml).join('\n')}\n</ul>`;
    case 'facts':
      return `<dl style="${style.facts}">\n${block.facts
        .map((fact, i) => factHtml(fact, i === block.facts.length - 1))
        .join('\n')}\n</dl>`;
    case 'quote':
      return `<blockquote style="${style.quote}">${linesHtml(block.text)}</blockquote>`;
    case 'contact':
      return `<p style="${style.paragraph}">${escapeHtml(block.name)}<br>Telefoon: ${link(`tel:${block.phone.replace(/[^\d+]/g, '')}`, block.phone)}<br>E-mail: ${link(`mailto:${encodeURIComponent(block.email).replace('%40', '@')}`, block.email)}</p>`;
  }
}

function factHtml({ term, values }: Fact, last: boolean): string {
  const shown = values.length === 1 ? values.map(escapeHtml).join('') : listHtml(values, style.valueList);
  return `<dt style="${style.term}">${escapeHtml(term)}</dt>\n<dd style="${last ? style.lastValue : style.value}">${shown}</dd>`;
}

function listHtml(items: readonly string[], css: string): string {
  return `<ul style="${css}">\n${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}\n</ul>`;
}

function itemHtml({ lead, text, url }: Link): string {
  const shown = url === null ? `<strong>${escapeHtml(lead)}</strong>` : link(url, lead);
  return `<li style="${style.item}">${shown}${text === '' ? '' : `: ${escapeHtml(text)}`}</li>`;
}

function linesHtml(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(escapeHtml)
    .join('<br>');
}

function link(target: string, text: string): string {
  return `<a href="${escapeHtml(target)}" style="${style.link}">${escapeHtml(text)}</a>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe as text, and as the value of an attribute in double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
