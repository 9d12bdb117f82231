import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantAt } from '../../../machines/domain/amsterdam.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import { actsSection, withAct, type RecentAct } from '../../../machines/domain/recent-acts.ts';

const at = instantAt(isoDate('2027-01-04'), '10:05');
const act = (answer: string, by = 'A. de Vries'): RecentAct => ({ at, by, what: 'Advies boeken', answer });

describe('what people did last', () => {
  it('says when, who, what, and the answer; nothing when nothing was done', () => {
    expect(actsSection([])).toEqual([]);
    expect(actsSection([act('Vastgelegd.')])).toEqual([
      '### Laatst gedaan',
      '- 4-1-2027 om 10:05, A. de Vries, **Advies boeken**: Vastgelegd.',
    ]);
  });

  it('keeps the newest five, each of bounded length', () => {
    const acts = ['1', '2', '3', '4', '5', '6', 'x'.repeat(5_000)].reduce<readonly RecentAct[]>(
      (kept, answer) => withAct(kept, act(answer)),
      [],
    );
    expect(acts.map(({ answer }) => answer.slice(0, 3))).toEqual(['xxx', '6', '5', '4', '3']);
    expect(acts[0]?.answer.length).toBeLessThan(700);
  });

  it('is text on one line, whatever was typed', () => {
    const typed = fc.string({
      unit: fc.constantFrom('\n', '*', '<', '&', '[', ']', '(', '`', '#', '-', 'a', ' '),
    });
    fc.assert(
      fc.property(typed, typed, (by, answer) => {
        const [, item = ''] = actsSection([act(answer, by)]);
        expect(item.split('\n')).toHaveLength(1);
        expect(item.replace('**Advies boeken**', '')).not.toMatch(/<|(?<!\\)[*`[\]]/);
      }),
    );
  });
});
