import { describe, expect, it } from 'vitest';
import { endOfWeek, isoDate } from '../../../machines/domain/dates.ts';
import { trackLink } from '../../../machines/desk/links.ts';
import { listLink } from '../../../machines/domain/ui-links.ts';
import { mostLines, overviewOf, type SectionKind, type TrackRow } from '../../../machines/desk/overview.ts';
import { at } from '../track/simulation.ts';
import { line, row, slotAt } from './rows.ts';

/** A Wednesday. */
const today = isoDate('2027-03-03');
const testAt = (begin: string) => ({ tests: { berichtenbox: at(begin), lopendeZaken: null } });
const due = (day: string) => [line({ termijn: isoDate(day) })];

const listed = (rows: readonly TrackRow[], kind: SectionKind, day = today) =>
  overviewOf(rows, day)
    .sections.find((section) => section.kind === kind)
    ?.lines.map(({ organisation }) => organisation.name) ?? [];

describe('the lists of the overview', () => {
  it('put each function in one of late, this week, and later with us', () => {
    const rows = [
      row('gisteren', due('2027-03-02')),
      row('vandaag', due('2027-03-03')),
      row('zondag', due('2027-03-07')),
      row('maandag', due('2027-03-08')),
      row('ons', [line({ termijn: isoDate('2027-03-08'), wachtOp: 'afnemer en Servicecentrum' })]),
      row('ons-laat', [line({ termijn: isoDate('2027-03-01'), wachtOp: 'Servicecentrum' })]),
    ];
    expect(listed(rows, 'late')).toEqual(['ons-laat', 'gisteren']);
    expect(listed(rows, 'dueThisWeek')).toEqual(['vandaag', 'zondag']);
    expect(listed(rows, 'waitsOnDesk')).toEqual(['ons']);
  });

  it('show both functions of one consumer, each where it belongs', () => {
    const both = row('utrecht', [
      line({ termijn: isoDate('2027-03-01') }),
      line({ functie: 'lopendeZaken', termijn: isoDate('2027-03-05') }),
    ]);
    expect(listed([both], 'late')).toEqual(['utrecht']);
    expect(listed([both], 'dueThisWeek')).toEqual(['utrecht']);
  });

  it('have the week end on Sunday, whatever day it is', () => {
    const days = ['2027-03-01', '2027-03-05', '2027-03-07'].map((day) => endOfWeek(isoDate(day)));
    expect(days).toEqual(['2027-03-07', '2027-03-07', '2027-03-07']);
    expect(endOfWeek(isoDate('2027-12-31'))).toBe('2028-01-02');
    const monday = row('maandag', due('2027-03-08'));
    expect(listed([monday], 'dueThisWeek', isoDate('2027-03-07'))).toEqual([]);
    expect(listed([monday], 'dueThisWeek', isoDate('2027-03-08'))).toEqual(['maandag']);
  });

  it('show chain tests that are agreed and still to come, from today', () => {
    const test = (id: string, begin: string) => row(id, [line()], testAt(begin));
    const rows = [
      test('vrijdag', '2027-03-05 09:00'),
      test('vandaag', '2027-03-03 09:00'),
      test('gisteren', '2027-03-02 09:00'),
      row('voorlopig', [line({ tijdslot: slotAt('2027-03-04 09:00') })]),
      test('volgende-week', '2027-03-09 09:00'),
    ];
    expect(listed(rows, 'testsThisWeek')).toEqual(['vandaag', 'vrijdag']);
  });

  it('show the chain test of one function, also while that of the other waits for its outcome', () => {
    const tests = { berichtenbox: at('2027-03-01 09:00'), lopendeZaken: at('2027-03-05 09:00') };
    const both = row('utrecht', [line(), line({ functie: 'lopendeZaken', stap: 'Ketentest' })], { tests });
    const section = overviewOf([both], today).sections.find(({ kind }) => kind === 'testsThisWeek');
    expect(section?.lines.map(({ functions }) => functions.map(({ function: fn }) => fn))).toEqual([
      ['lopendeZaken'],
    ]);
  });

  it('leave a suspended track in peace, save its chain test', () => {
    const quiet = row('stil', [line({ termijn: isoDate('2027-03-01'), wachtOp: 'Servicecentrum' })], {
      status: 'opgeschort',
      inDanger: true,
    });
    expect(overviewOf([quiet], today).sections).toEqual([]);
    const tested = { ...quiet, ...testAt('2027-03-04 09:00') };
    expect(listed([tested], 'testsThisWeek')).toEqual(['stil']);
  });

  it('put the highest escalation on top, then the longest overdue', () => {
    const rows = [
      row('a', due('2027-02-20'), { escalation: 1 }),
      row('b', due('2027-02-10'), { escalation: 1 }),
      row('c', due('2027-02-25'), { escalation: 2, inDanger: true, taskOpen: true }),
    ];
    expect(listed(rows, 'escalated')).toEqual(['c', 'b', 'a']);
    expect(listed(rows, 'inDanger')).toEqual(['c']);
    expect(listed(rows, 'taskOpen')).toEqual(['c']);
    expect(overviewOf(rows, today).sections[0]?.kind).toBe('escalated');
  });

  it('have what is late once, when it was escalated: with all its dates, and news as it would be alone', () => {
    const functions = [
      line({ termijn: isoDate('2027-02-20') }),
      line({ functie: 'lopendeZaken', termijn: isoDate('2027-03-03') }),
    ];
    const rows = [row('utrecht', functions, { escalation: 1 }), row('ede', due('2027-03-02'))];
    const { sections, content } = overviewOf(rows, today);
    expect(sections.find(({ kind }) => kind === 'escalated')?.lines[0]?.functions).toMatchObject([
      { due: '2027-02-20' },
      { due: '2027-03-03' },
    ]);
    expect(listed(rows, 'late')).toEqual(['ede']);
    const tomorrow = overviewOf(rows, isoDate('2027-03-04')).content;
    const escalated = (lines: readonly string[]) => lines.filter((text) => text.startsWith('escalated/'));
    expect(escalated(tomorrow)).not.toEqual(escalated(content)); // its other function is late now
  });

  it('are bounded at 1,500 tracks: the first few, and how many there are', () => {
    const rows = Array.from({ length: 1_500 }, (_, i) =>
      row(`dorp-${i}`, due('2027-03-01'), { inDanger: true }),
    );
    const { sections } = overviewOf(rows, today);
    expect(sections.map(({ kind, count }) => [kind, count])).toEqual([
      ['late', 1_500],
      ['inDanger', 1_500],
    ]);
    for (const { lines } of sections) expect(lines).toHaveLength(mostLines);
    expect(JSON.stringify(sections).length).toBeLessThan(10_000);
  });

  it('have the same content on another day, until something a reader sees is another', () => {
    const rows = [row('utrecht', due('2027-03-01')), row('ede', due('2027-03-05'))];
    const content = (day: string, from: readonly TrackRow[] = rows) =>
      overviewOf(from, isoDate(day)).content.toSorted();
    expect(content('2027-03-03')).toEqual(content('2027-03-04'));
    expect(content('2027-03-03', rows.toReversed())).toEqual(content('2027-03-03'));
    expect(
      content(
        '2027-03-03',
        rows.map((one) => ({ ...one, run: 'another' })),
      ),
    ).toEqual(content('2027-03-03'));
    expect(content('2027-03-05')).not.toEqual(content('2027-03-04')); // due today
    expect(content('2027-03-06')).not.toEqual(content('2027-03-05')); // late
    const beyond = Array.from({ length: 20 }, (_, i) => row(`dorp-${i}`, due('2027-03-01')));
    expect(content('2027-03-03', beyond.slice(1))).not.toEqual(content('2027-03-03', beyond)); // beyond what is shown
  });
});

describe('links', () => {
  it('lead to the list with this morning’s dates, in UTC', () => {
    const [section] = overviewOf([row('utrecht', due('2027-03-01'))], today).sections;
    expect(section?.query).toBe(
      "WorkflowType = 'aansluittraject' AND ExecutionStatus IN ('Running', 'Paused') AND TrajectStatus != 'opgeschort' AND Termijn < '2027-03-02T23:00:00.000Z'",
    );
    expect(listLink('http://ui/namespaces/x', "A = 'b c'")).toBe(
      'http://ui/namespaces/x/workflows?query=A+=+%27b+c%27',
    );
  });

  it('lead to a track’s overview, or to the list in which it stands alone', () => {
    expect(trackLink('http://ui/namespaces/x', 'gemeente-ede', 'r1')).toBe(
      'http://ui/namespaces/x/workflows/aansluittraject-gemeente-ede/r1/user-metadata',
    );
    expect(trackLink('http://ui/namespaces/x', 'gemeente-ede', null)).toBe(
      'http://ui/namespaces/x/workflows?query=WorkflowId+=+%27aansluittraject-gemeente-ede%27',
    );
  });
});
