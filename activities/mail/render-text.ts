import type { Block, Fact, Letter, Link } from './letter.ts';

/** The plain-text part. Lines are not wrapped: every reader wraps them to its own width. Ends with a line feed. */
export function renderText(letter: Letter): string {
  const parts = [letter.greeting, ...letter.blocks.map(blockText)];
  const closing = `Met vriendelijke groet,\n\n${letter.signedBy}`;
  return `${[...parts, closing, `-- \n${letter.footnote}`].join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${block.text}\n${'-'.repeat(block.text.length)}`;
    case 'paragraph':
      return block.text;
    case 'list':
      return bullets(block.items);
    case 'links':
      return block.items.map(itemText).join('\n');
    case 'facts':
      return block.facts.map(factText).join('\n');
    case 'quote':
      return block.text
        .split(/\r\n|\r|\n/)
        .map((line) => `> ${line}`)
        .join('\n');
    case 'contact':
      return `${block.name}\nTelefoon: ${block.phone}\nE-mail: ${block.email}`;
  }
}

function factText({ term, values }: Fact): string {
  return values.length === 1 ? `${term}: ${values.join('')}` : `${term}:\n${bullets(values)}`;
}

function itemText({ lead, text, url }: Link): string {
  const line = text === '' ? `- ${lead}` : `- ${lead}: ${text}`;
  return url === null ? line : `${line}\n  ${url}`;
}

function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
