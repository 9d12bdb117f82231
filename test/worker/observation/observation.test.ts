import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { overviewOf, type TrackRow } from '../../../machines/desk/overview.ts';
import { suspendedStatus } from '../../../machines/desk/queries.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import type { PlanningOverview } from '../../../machines/domain/planning/overview.ts';
import { businessMetrics } from '../../../worker/observation/business.ts';
import { exposition } from '../../../worker/observation/exposition.ts';
import { listen } from '../../../worker/observation/listener.ts';
import { projectRoot } from '../../../worker/project.ts';
import { freePort } from '../../../worker/server/ports.ts';

const track = (stap: string, termijn: string | null, more: Partial<TrackRow> = {}): TrackRow => ({
  organisation: { id: 'gemeente-geheim', name: 'Geheim' },
  run: '1',
  status: 'loopt',
  functions: [
    {
      functie: 'berichtenbox',
      stap,
      wachtOp: 'afnemer',
      termijn: termijn === null ? null : isoDate(termijn),
      tranche: 'T1',
      tijdslot: null,
    },
  ],
  escalation: 0,
  inDanger: false,
  taskOpen: false,
  tests: { berichtenbox: null, lopendeZaken: null },
  ...more,
});
const period = { from: isoDate('2027-01-04'), until: isoDate('2027-12-31') };
const slot = {
  id: 'a',
  date: isoDate('2027-03-02'),
  begin: '09:00',
  end: '13:00',
  past: false,
  functions: ['berichtenbox' as const],
  capacity: 3,
  kept: 1,
  occupants: [],
};
const planning: PlanningOverview = {
  version: 'proef',
  planVersion: 1,
  today: isoDate('2027-02-01'),
  tranches: [
    {
      name: 'T"1\\',
      active: period,
      chainTests: period,
      status: 'actief',
      organisations: 2,
      maximumOrganisations: 5,
      slots: [slot, { ...slot, id: 'b', past: true, capacity: 100 }],
    },
  ],
  displaced: [],
  waiting: [],
  proposals: [],
  freed: [],
};
const tracks = [
  track('Aanvraag', '2027-01-31', { escalation: 2, taskOpen: true }),
  track('Aanvraag', '2027-02-01', { inDanger: true }),
  track('Ketentest', null),
];
const text = exposition(businessMetrics(tracks, planning, isoDate('2027-02-01')));

describe('the metrics of the business', () => {
  it.each([
    'traject_tracks{status="loopt"} 3',
    'traject_functions{function="berichtenbox",step="Aanvraag"} 2',
    'traject_functions{function="berichtenbox",step="Ketentest"} 1',
    'traject_functions_overdue 1', // on the day itself it is not late yet
    'traject_tracks_escalated{level="1"} 0',
    'traject_tracks_escalated{level="2"} 1',
    'traject_tracks_in_danger 1',
    'traject_tracks_with_task 1',
    'traject_tranche_organisations{tranche="T\\"1\\\\"} 2',
    'traject_slot_places{tranche="T\\"1\\\\",state="all"} 3', // what is past is no room
    'traject_slot_places{tranche="T\\"1\\\\",state="kept"} 1',
    'traject_waiting_functions 0',
  ])('say %s', (line) => {
    expect(text.split('\n')).toContain(line);
  });

  it('count as late and in danger what the desk’s lists show: nothing that is suspended', () => {
    const today = isoDate('2027-02-01');
    const rows = ['loopt', suspendedStatus].flatMap((status) => [
      track('Aanvraag', '2027-01-31', { status, inDanger: true }),
      track('Aanvraag', '2027-02-01', { status }),
    ]);
    const listed = new Map(overviewOf(rows, today).sections.map(({ kind, count }) => [kind, count]));
    const lines = exposition(businessMetrics(rows, planning, today)).split('\n');
    expect(listed.get('late')).toBe(1);
    expect(lines).toContain(`traject_functions_overdue ${listed.get('late')}`);
    expect(lines).toContain(`traject_tracks_in_danger ${listed.get('inDanger')}`);
  });

  it('name nobody', () => {
    expect(text.toLowerCase()).not.toContain('geheim');
  });
});

it('the manual says for each alert what to do', () => {
  const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
  const alerts = [...read('docs/alerts.yaml').matchAll(/alert: (\w+)/g)].map(([, name = '']) => name);
  expect(alerts.length).toBeGreaterThan(0);
  const manual = /## The alerts[^]*/.exec(read('docs/observability.md'))?.[0];
  for (const alert of alerts) expect(manual).toContain(alert);
});

describe('the listener', () => {
  it('tells of metrics and health on this computer, and what is wrong', async () => {
    const port = await freePort();
    let faults = {};
    const listener = await listen(port, {
      metrics: async () => text,
      faults: async () => faults,
    });
    onTestFinished(() => listener.close());
    const get = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      return [answer.status, await answer.text()];
    };
    expect(await get('/metrics')).toEqual([200, text]);
    expect(await get('/health/live')).toEqual([200, '{"status":"in orde"}']);
    expect(await get('/health/ready')).toEqual([200, '{"status":"in orde"}']);
    faults = { planning: 'is geëindigd (TERMINATED)' };
    expect(await get('/health/ready')).toEqual([
      503,
      '{"status":"storing","storing":{"planning":"is geëindigd (TERMINATED)"}}',
    ]);
    expect((await get('/iets'))[0]).toBe(404);
  });

  it('says so when it can’t be known', async () => {
    const port = await freePort();
    const fail = async () => await Promise.reject(new Error('geen verbinding'));
    const listener = await listen(port, { metrics: fail, faults: fail });
    onTestFinished(() => listener.close());
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
    expect([answer.status, await answer.text()]).toEqual([
      503,
      '{"status":"storing","storing":{"reden":"geen verbinding"}}',
    ]);
  });
});
