import { describe, expect, it } from 'vitest';
import { isoDate } from '../../../../../machines/domain/dates.ts';
import { calculationPage } from '../../../../../machines/domain/planning/optimise/calculation-page.ts';
import type { Calculation } from '../../../../../machines/domain/planning/optimise/calculation.ts';
import { calculationText } from '../../../../../machines/domain/planning/optimise/calculation-text.ts';
import { measureNames, type Measures } from '../../../../../machines/domain/planning/optimise/measures.ts';
import {
  calculationNoteSchema,
  notesSection,
} from '../../../../../machines/domain/planning/optimise/note.ts';
import type { Optimum } from '../../../../../machines/domain/planning/optimise/lexicographic.ts';
import type { Replanning } from '../../../../../machines/domain/planning/optimise/replan.ts';

const measures = (change: Partial<Measures> = {}): Measures => ({
  unplaced: 0,
  lateness: 40,
  greatest: 30,
  moves: 0,
  load: 20,
  ...change,
});

function proofs(change: object = {}): Optimum['proofs'] {
  const proof = { bound: 0, isProven: true, isByBound: true, ...change };
  return Object.fromEntries(measureNames.map((name) => [name, proof])) as Optimum['proofs']; // all names
}

function calculated(change: Partial<Replanning> = {}): Calculation {
  const same = measures();
  return {
    kind: 'calculated',
    basis: { planVersion: 1, sequence: 1 },
    seconds: 0.52,
    replanning: {
      today: same,
      without: same,
      unmoved: same,
      after: same,
      best: same,
      moves: [],
      leftOut: 0,
      hit: [],
      shortages: [],
      proofs: proofs(),
      certificate: null,
      ...change,
    },
  };
}

const move = {
  organisation: 'gemeente-gouda',
  function: 'berichtenbox' as const,
  from: '2027-T1.2027-04-06.0900',
  to: '2027-T1.2027-03-16.0900',
  name: 'Gouda',
  gain: 19,
  lateness: 0,
  why: '19 dagen minder uitloop.',
  chain: 1,
};

describe('what was worked out, in words', () => {
  it('begins with what a planner wants to know', () => {
    const text = calculationText(null, calculated({ moves: [move], after: measures({ lateness: 21 }) }));
    expect(text).toMatch(
      /^# Beste planning\n\nMet 1 verplaatsing: 19 dagen uitloop minder\. Gerekend in 0,5 /,
    );
    expect(text).toContain('Beter kan niet: dat is bewezen.');
    expect(text).toMatch(
      /^ {4}1\. {2}Gouda {2}Berichtenbox .* > .* {2}19 dagen winst {2,}19 dagen minder uitloop\.$/m,
    );
    expect(calculationText(null, calculated())).toContain('De planning kan niet beter');
  });

  it('says what the time did not prove', () => {
    const text = calculationText(null, calculated({ proofs: proofs({ isProven: false, bound: null }) }));
    expect(text).toContain('De rekentijd was op');
    expect(text).toContain('dagen uitloop samen 40 (ondergrens onbekend)');
    expect(text).not.toContain('dat is bewezen');
  });

  it('names what is short', () => {
    const key = { organisation: 'gemeente-gouda', function: 'berichtenbox' as const };
    const day = isoDate('2027-03-16');
    const text = calculationText(
      { erbij: 2 },
      calculated({
        after: measures({ unplaced: 3 }),
        shortages: [
          { kind: 'noSlot', who: key, name: 'Gouda' },
          { kind: 'slots', tranches: ['T1'], from: day, until: day, places: 2, needed: 4, who: [key, key] },
          { kind: 'tranches', tranches: [{ name: 'T2', room: 6 }], who: [key] },
        ],
      }),
    );
    expect(text).toContain('- Gouda, Berichtenbox: geen enkel tijdslot');
    expect(text).toContain('4 functies kunnen alleen daar, en er zijn 2 plaatsen. 2 tekort.');
    expect(text).toContain(
      'geen plaats voor nog een organisatie in T2 (plaats voor 6). 1 functie blijft daardoor zonder tijdslot.',
    );
  });

  it('on a page, leaves what people typed as text', () => {
    const name = '<img src=x onerror=alert(1)> **Gouda**';
    const who = { organisation: 'gemeente-gouda', function: 'berichtenbox' as const };
    const shortages = [{ kind: 'noSlot' as const, who, name }];
    const moves = [{ ...move, name }];
    const text = calculationPage(null, calculated({ shortages, moves }), `${name}\n${name}`, 30);
    expect(text).not.toContain('<img');
    expect(text).not.toContain('**Gouda');
    const note = { id: 'doorrekening-1', by: '<b>A</b>', about: 'Beste planning', outcome: '<i>Klaar</i>' };
    expect(notesSection([note], 'namespaces/default').join('\n')).not.toMatch(/<[bi]>/);
  });

  it('takes no note that is not one', () => {
    const note = { id: 'doorrekening-1', by: 'A. de Vries', about: 'Beste planning', outcome: 'Klaar.' };
    expect(calculationNoteSchema.safeParse(note).success).toBe(true);
    for (const change of [{ id: '`x`' }, { by: '' }, { outcome: 'x'.repeat(2_001) }, { about: 7 }]) {
      expect(calculationNoteSchema.safeParse({ ...note, ...change }).success).toBe(false);
    }
  });
});
