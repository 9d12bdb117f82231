import { describe, expect, it } from 'vitest';
import { letterFor } from '../../../activities/mail/templates/index.ts';
import { renderHtml } from '../../../activities/mail/render-html.ts';
import { renderText } from '../../../activities/mail/render-text.ts';
import { mailOrderSchema } from '../../../activities/mail/order-schema.ts';
import { applicationLine, order, testLine, today } from '../../../activities/mail/examples/order.ts';
import { exampleMails as cases } from '../../../activities/mail/examples/index.ts';
import { addDays } from '../../../machines/domain/dates.ts';
import type { LadderLine } from '../../../machines/track/mail.ts';
import { causes, documentKinds, outcomes, rungs, steps } from '../../../machines/domain/vocabulary.ts';

const english = new Set([
  'the',
  'and',
  'your',
  'you',
  'undefined',
  'null',
  'nan',
  'due',
  'overdue',
  'slot',
  'consumer',
  'desk',
  'reminder',
  ...[...steps, ...rungs, ...outcomes, ...causes, ...documentKinds].map((code) => code.toLowerCase()),
]);
/** Codes that are Dutch words too, or names. */
for (const word of ['logius', 'berichtenbox']) english.delete(word);

describe('every mail', () => {
  it.each(cases)('$title: the text', ({ order: sample }) => {
    const letter = letterFor(sample);
    expect(
      `Onderwerp: ${letter.subject}\nBestand: ${letter.fileTitle}\n\n${renderText(letter)}`,
    ).toMatchSnapshot();
  });

  it.each(cases)('$title: Dutch only, nothing left open', ({ order: sample }) => {
    const letter = letterFor(sample);
    const words = `${letter.subject} ${letter.fileTitle} ${renderText(letter)}`
      .replace(/\S+@\S+/g, '')
      .match(/[\p{L}\p{N}.]+/gu);
    expect(words?.filter((word) => english.has(word.toLowerCase()))).toEqual([]);
    expect(renderText(letter)).not.toMatch(/\[object|\$\{|\d{4}-\d{2}-\d{2}T/);
  });

  it.each(cases)('$title: says whom to call, by its plain text and its HTML', ({ order: sample }) => {
    const letter = letterFor(sample);
    for (const shown of [renderText(letter), renderHtml(letter)]) {
      expect(shown).toContain('0900 555 4555');
      expect(shown).toContain('servicecentrum@logius.nl');
    }
  });

  it.each(cases)('$title: accessible HTML that fetches nothing', ({ order: sample }) => {
    const html = renderHtml(letterFor(sample));
    expect(html).toContain('<html lang="nl"');
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).not.toMatch(/<(img|script|link|iframe|style)|url\(|https?:/);
    const opened = [...html.matchAll(/<(h1|h2|p|ul|li|dl|dt|dd|div|a|blockquote)\b/g)].length;
    const closed = [...html.matchAll(/<\/(h1|h2|p|ul|li|dl|dt|dd|div|a|blockquote)>/g)].length;
    expect(closed).toBe(opened);
  });

  it.each(cases)('$title: its order passes the edge unchanged', ({ order: sample }) => {
    expect(mailOrderSchema.parse(JSON.parse(JSON.stringify(sample)))).toEqual(sample);
  });
});

describe('what is asked', () => {
  it('names what, who, when and what happens otherwise', () => {
    const text = renderText(letterFor(order({ kind: 'ladder', lines: [applicationLine] })));
    expect(text).toContain('- verwerkersovereenkomst\n- aanvraagformulier Berichtenbox');
    expect(text).toContain('Wie: Kim Jansen, Gemeente Utrecht');
    expect(text).toContain('Wanneer: uiterlijk maandag 15 februari 2027');
    expect(text).toContain('Zonder deze documenten kunt u niet beginnen in preproductie.');
    expect(text).toContain('Lukt het niet op tijd?');
  });

  it.each([
    ['Herinnering', { remindedBefore: false }],
    // After a short term the first that is sent comes three days ahead: it is no second one.
    ['Herinnering', { rung: 'reminder2', remindedBefore: false }],
    ['Tweede herinnering', { rung: 'reminder2', remindedBefore: true }],
    ['Laatste dag', { rung: 'due', due: today }],
    // After a stop the mail of the last day leaves when that day is over.
    ['Te laat', { rung: 'due', due: addDays(today, -1) }],
  ] as const)('is called %s by its dates and by what was sent before', (word, changes) => {
    const lines = [{ ...applicationLine, ...changes }];
    expect(letterFor(order({ kind: 'ladder', lines })).subject).toMatch(
      new RegExp(`^${word}: Aanvraag Berichtenbox, uiterlijk \\w+dag \\d`),
    );
  });

  it('takes its tone from the most urgent of several', () => {
    const subjectOf = (lines: readonly LadderLine[]) => letterFor(order({ kind: 'ladder', lines })).subject;
    expect(subjectOf([testLine, applicationLine])).toBe('Herinnering: 2 punten staan open');
    expect(subjectOf([testLine, { ...applicationLine, due: today }])).toBe(
      'Laatste dag: 2 punten staan open',
    );
  });

  it.each(cases)('$title: whatever is asked has a day with its weekday', ({ order: sample }) => {
    const text = renderText(letterFor(sample));
    if (!text.includes('Wat vragen wij van u?')) return;
    const when = /\nWanneer:([^]*?)\n\n/.exec(text)?.[1] ?? '';
    const [day] = /(maan|dins|woens|donder|vrij)dag \d+ \w+ 20\d\d/.exec(`${when} ${text}`) ?? [];
    expect(day, when).toBeDefined();
    expect(text).toMatch(/Lukt het niet op tijd\?/);
  });

  it.each(cases.filter(({ title }) => title.includes('door Logius') || title.includes('bij Logius')))(
    '$title: says that the delay is not the consumer’s',
    ({ order: sample }) => {
      expect(renderText(letterFor(sample))).toMatch(
        /bij Logius\. Onze excuses daarvoor\. Deze vertraging telt niet mee als vertraging van uw organisatie\./,
      );
    },
  );
});

describe('HTML', () => {
  it.each(
    cases.filter(({ title }) =>
      ['ontvangstbevestiging: niet compleet', 'herinnering: meer punten in één mail'].includes(title),
    ),
  )('$title: as a document', ({ order: sample }) => {
    expect(renderHtml(letterFor(sample))).toMatchSnapshot();
  });

  it('escapes everything that people wrote', () => {
    const nasty = `<script>alert("x")</script> & 'y'`;
    const html = renderHtml(
      letterFor(
        order(
          { kind: 'documentsRejected', documents: ['agreement'], reason: nasty, by: null },
          { organisation: { id: 'x', name: nasty }, to: [{ name: nasty, email: 'a@example.org' }] },
        ),
      ),
    );
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;');
  });

  it('has enough contrast everywhere (WCAG 2.2, 1.4.3: 4.5 to 1)', () => {
    const html = cases.map(({ order: sample }) => renderHtml(letterFor(sample))).join('');
    const texts = new Set([...html.matchAll(/[ ";]color: (#[0-9a-f]{6})/g)].map(([, color]) => color ?? ''));
    const grounds = new Set(
      [...html.matchAll(/background-color: (#[0-9a-f]{6})/g)].map(([, color]) => color ?? ''),
    );
    expect(texts.size).toBeGreaterThan(1);
    for (const text of texts) {
      for (const ground of grounds) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
