import { expect, it } from 'vitest';
import { parseDeclaration } from '../../../machines/domain/declaration.ts';
import { startPage } from '../../../machines/track/start-page.ts';
import { both, declared, paper } from './office.ts';

const hostile = '<img src=x> **J**\n# Kop';

function pageOf(contacts: readonly object[]) {
  const parsed = parseDeclaration(paper(both, { contactpersonen: contacts }));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return startPage(declared(both).context.organisation, parsed.declaration, []);
}

it('says who declared what, with the contacts in the details alone', () => {
  const { summary, details } = pageOf([
    { rol: 'projectleider', naam: 'J. Bakker', email: 'j@example.org', telefoon: '030' },
  ]);
  expect(summary).toBe('Aansluittraject van Utrecht (gemeente): Berichtenbox en Lopende Zaken');
  expect(details).toMatch(/- Berichtenbox: teststart .* 2027, ingebruikname .* 2027/);
  expect(details).toContain('- projectleider: J. Bakker, 030, j@example.org');
});

it('shows what was typed as text, and fits', () => {
  const contact = { rol: 'projectleider', email: 'j@example.org', telefoon: '[0](x)' };
  const { details } = pageOf([
    { ...contact, naam: hostile.replaceAll('\n', ' ') },
    ...Array.from({ length: 40 }, (_, i) => ({ ...contact, naam: `${i}${'é'.repeat(190)}` })),
  ]);
  expect(details).not.toMatch(/<img|(?<!\\)\*\*J|(?<!\\)\[0/);
  expect(new TextEncoder().encode(details).length).toBeLessThan(20_000);
});
