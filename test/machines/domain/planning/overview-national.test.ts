import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { addDays, isoDate } from '../../../../machines/domain/dates.ts';
import { planningOverview } from '../../../../machines/domain/planning/overview.ts';
import { renderOverview } from '../../../../machines/domain/planning/overview-page.ts';
import { parsePlan } from '../../../../machines/domain/planning/plan-file.ts';
import { clipDetails, withFittingLists } from '../../../../workflows/details.ts';
import { Desk } from './desk.ts';

const csv = readFileSync(new URL('../../../bench/planning/gemeenten.csv', import.meta.url), 'utf8');
const names = csv
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.slice(line.indexOf(',') + 1).replaceAll('"', ''));

/** A tranche begins every nine weeks, and has nine weeks of tests. */
const firstMonday = isoDate('2027-01-04');
const tranches = Array.from({ length: 8 }, (_, at) => {
  const from = addDays(firstMonday, at * 63);
  const tests = addDays(from, 56);
  return {
    naam: `2027-landelijk-${at + 1}`,
    van: from,
    totEnMet: addDays(from, 26 * 7),
    ketentesten: { van: tests, totEnMet: addDays(tests, 62) },
    maximumOrganisaties: 40,
    tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 4 }],
  };
});

/** All municipalities have declared, and six periods are to make room: many moves are proposed. */
function nationalDesk(): Desk {
  const parsed = parsePlan({ versie: 'landelijk', maximumActieveTranches: 4, tranches });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const desk = new Desk(parsed.plan);
  names.forEach((name, at) => {
    const id = desk.register(name).replace(/^gemeente-/, '');
    const earliest = addDays(firstMonday, 60 + ((at * 37) % 400));
    desk.reserve(id, { earliest, goLive: addDays(earliest, 60) });
    if (at % 3 === 0)
      desk.reserve(id, { function: 'lopendeZaken', earliest, goLive: addDays(earliest, 120) });
  });
  const reden = 'Een lange reden, die in elke regel staat. '.repeat(4).trim();
  for (const { ketentesten } of tranches.slice(0, 6))
    desk.order('Periode vrijmaken', { van: ketentesten.van, totEnMet: addDays(ketentesten.van, 20), reden });
  return desk;
}

it('fits with all 342 municipalities in it, and still tells of every tranche and who comes next', () => {
  expect(names).toHaveLength(342);
  const desk = nationalDesk();
  const overview = planningOverview(desk.state, desk.now);
  expect(overview.tranches.reduce((sum, { organisations }) => sum + organisations, 0)).toBeGreaterThan(250);
  expect(overview.waiting.length).toBeGreaterThan(20);
  const open = overview.proposals.filter(({ isOpen }) => isOpen);
  expect(open.reduce((sum, { moves }) => sum + moves.length, 0)).toBeGreaterThan(40);
  const render = (mostItems: number) => renderOverview(overview, { mostItems, ui: 'namespaces/default' });
  expect(clipDetails(render(12))).not.toBe(render(12));
  const page = withFittingLists(render, 12);
  expect(clipDetails(page)).toBe(page);
  for (const { naam } of tranches) expect(page).toContain(`- **[${naam}](`);
  expect(page.match(/^### Ketentesten van /gm)).toHaveLength(3);
  // The interface hands a page to itself in an address: what a proxy before it must take, as the README says.
  expect(encodeURIComponent(page).length).toBeLessThan(32 * 1024 - 100);
});
