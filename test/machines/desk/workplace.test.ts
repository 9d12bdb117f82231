import { describe, expect, it } from 'vitest';
import { parseDeclaration, missingParts } from '../../../machines/domain/declaration.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import { defaultPolicy } from '../../../machines/domain/policy.ts';
import { newDesk, type DeskState } from '../../../machines/desk/morning.ts';
import { statutoryCalendar } from '../../../machines/domain/calendar.ts';
import { signerSchema } from '../../../machines/domain/written-fields.ts';
import { filledIn } from './filled-in.ts';
import { declarationExample, registerDescription } from '../../../machines/desk/registering.ts';
import { withRegistration, type Registration } from '../../../machines/desk/registrations.ts';
import { listViews } from '../../../machines/desk/views.ts';
import { renderWorkplace as render, type DeskSettings } from '../../../machines/desk/workplace.ts';
import type { Instant } from '../../../machines/domain/amsterdam.ts';
import { clipDetails } from '../../../workflows/details.ts';
import { at } from '../track/simulation.ts';

const renderWorkplace = (state: DeskState, known: DeskSettings | null, now: Instant) =>
  render(state, known, now, 'namespaces/default');
const monday = at('2027-01-04 09:30');
const tranche = (name: string, until: string) => ({
  name,
  active: { from: isoDate('2026-01-01'), until: isoDate(until) },
});
const settings: DeskSettings = {
  policy: defaultPolicy,
  closures: [],
  tranches: [tranche('2026-T4', '2026-12-31'), tranche('2027-T1', '2027-06-30')],
};
const registration = (name: string): Registration => ({
  on: isoDate('2027-01-04'),
  organisation: { id: 'gemeente-ede', name },
  answer: 'Vastgelegd. Berichtenbox: Intentieverklaring.',
});
const linksOf = (page: string) =>
  [...page.matchAll(/\[((?:[^\]\\]|\\.)*)\]\(([^)\s]+)\)/g)].map(([, text = '', to = '']) => ({ text, to }));

describe('the start page', () => {
  it('says of which day it is, and links every list by name, and the tranches to come', () => {
    const page = renderWorkplace(newDesk, settings, monday);
    expect(page).toContain('Stand van maandag 4 januari 2027');
    const links = linksOf(page).map(({ text }) => text);
    const names = listViews(isoDate('2027-01-04')).map(({ name }) => name);
    expect(links).toEqual([...names, '2027-T1'].flatMap((name) => [name, 'bewaar']).concat('de planning'));
    for (const { text, to } of linksOf(page)) expect(to.includes('&savedQuery=')).toBe(text === 'bewaar');
    expect(page).toContain('Volgende overzicht: maandag 4 januari 2027 om 10:00 uur');
  });

  it('has the lists of the day on which it is made', () => {
    const late = (page: string) => linksOf(page).find(({ text }) => text === 'Te laat')?.to;
    const today = late(renderWorkplace(newDesk, settings, monday));
    expect(late(renderWorkplace(newDesk, settings, at('2027-01-04 23:59')))).toBe(today);
    expect(late(renderWorkplace(newDesk, settings, at('2027-01-05 00:00')))).not.toBe(today);
  });

  it('is there before anything is known, and after what an earlier release carried', () => {
    const { tranches: _tranches, ...earlier } = settings;
    const { inbox, heldOn, overview, failures } = newDesk;
    for (const known of [null, earlier])
      expect(renderWorkplace({ inbox, heldOn, overview, failures }, known, monday)).toContain(
        'nog geen planning met tranches',
      );
  });

  it('shows the last registrations with their answers, the newest first, and keeps what was typed text', () => {
    const names = ['Zwolle', 'Ede', 'Zeist', 'Soest', 'Baarn', '<b>[Wo](x)_erd_en</b>'];
    const state = names.map(registration).reduce(withRegistration, newDesk);
    const page = renderWorkplace(state, settings, monday);
    const shown = page.split('\n').filter((line) => line.includes('Vastgelegd.'));
    expect(shown).toHaveLength(5);
    expect(shown[0]).toBe(
      String.raw`- [‹b›\[Wo\](x)\_erd\_en‹/b›](namespaces/default/workflows/aansluittraject-gemeente-ede), maandag 4 januari 2027: Vastgelegd. Berichtenbox: Intentieverklaring.`,
    );
    expect(page).not.toContain('Zwolle](');
  });

  it('has no table, HTML or quote, which the UI does not show as such', () => {
    const state = withRegistration(newDesk, registration('Ede'));
    expect(renderWorkplace(state, settings, monday)).not.toMatch(/[<>|]/);
  });

  it('fits, with the longest answers and the tranches of years', () => {
    const tranches = Array.from({ length: 40 }, (_, i) => tranche(`2030-tranche-${i}`, '2030-12-31'));
    const long = { ...registration('x'.repeat(120)), answer: 'lang '.repeat(200) };
    const state = Array.from({ length: 5 }, () => long).reduce(withRegistration, newDesk);
    const page = renderWorkplace(state, { ...settings, tranches }, monday);
    expect(clipDetails(page)).toBe(page);
  });
});

describe('the example of a declaration', () => {
  it('can be registered once it is filled in, on any day, and lacks nothing', () => {
    for (const day of ['2027-01-04', '2028-02-29']) {
      const { door: _door, ...paper } = filledIn(isoDate(day));
      const parsed = parseDeclaration(paper);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      expect(missingParts(parsed.declaration)).toEqual([]);
      expect(parsed.declaration.received).toEqual({ on: day, via: 'post' });
    }
  });

  it('is nobody’s: as it stands each text that only the desk knows is refused', () => {
    const { door, ...paper } = declarationExample(isoDate('2027-01-04'));
    expect(signerSchema.safeParse(door).success).toBe(false);
    const parsed = parseDeclaration(paper);
    const paths = parsed.ok ? [] : parsed.problems.map(({ path }) => path);
    const texts = [...JSON.stringify(paper).matchAll(/VUL IN/g)];
    expect(paths).toHaveLength(texts.length);
    expect(paths).toContain('organisatie.naam');
  });

  it('asks for working days', () => {
    for (const day of ['2027-01-04', '2027-01-05', '2027-01-06', '2027-01-09']) {
      const { berichtenbox, lopendeZaken } = declarationExample(isoDate(day)).functies;
      for (const asked of [...Object.values(berichtenbox), ...Object.values(lopendeZaken)])
        expect(statutoryCalendar.onOrAfter(asked)).toBe(asked);
    }
  });

  it('stands in the description of the Update, in one paragraph', () => {
    const text = registerDescription(isoDate('2027-01-04'));
    expect(text).not.toContain('\n');
    expect(JSON.parse(text.slice(text.indexOf('{')))).toEqual(declarationExample(isoDate('2027-01-04')));
  });
});
