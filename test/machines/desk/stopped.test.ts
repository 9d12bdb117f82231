import { describe, expect, it } from 'vitest';
import { isoDate } from '../../../machines/domain/dates.ts';
import { emptyInbox, receive } from '../../../machines/desk/notices.ts';
import {
  afterLook,
  noneStopped,
  notStopped,
  renderStopped,
  settleStopped,
  settlingDescription,
  stoppedNotice,
  unknownUpdate,
  type StoppedTrack,
} from '../../../machines/desk/stopped.ts';

const today = isoDate('2027-03-02');
const stopped = (name: string, run = `run-${name}`): StoppedTrack => ({
  organisation: { id: `gemeente-${name.toLowerCase()}`, name },
  run,
  how: 'TERMINATED',
});
const look = (found: readonly StoppedTrack[], running: readonly string[] = []) => ({
  stopped: found,
  running,
  next: { until: 1, seen: found.map(({ run }) => run) },
});

describe('tracks that were stopped', () => {
  it('stand on the desk’s page until one of the organisation runs again', () => {
    const first = afterLook(noneStopped, look([stopped('Utrecht'), stopped('Ede')]), today);
    expect(renderStopped(first).join()).toContain(
      '**Utrecht** (`aansluittraject-gemeente-utrecht`): beëindigd, gezien op dinsdag 2 maart 2027',
    );
    const second = afterLook(first, look([], ['gemeente-utrecht']), today);
    expect(second.tracks.map(({ organisation }) => organisation.name)).toEqual(['Ede']);
    expect(renderStopped(afterLook(second, look([], ['gemeente-ede']), today))).toEqual([]);
  });

  it('stand there once, though terminated twice; and the page stays small', () => {
    const twice = afterLook(
      afterLook(noneStopped, look([stopped('Ede', 'a')]), today),
      look([stopped('Ede', 'b')]),
      today,
    );
    expect(twice.tracks.map(({ run }) => run)).toEqual(['b']);
    const many = Array.from({ length: 300 }, (_, i) => stopped(`X${i}`));
    const { tracks } = afterLook(noneStopped, look(many), today);
    expect(tracks).toHaveLength(50);
    expect(tracks.at(-1)?.organisation.name).toBe('X299');
  });

  it('that were stopped on purpose are taken off the page, with the notice that waits', () => {
    const state = afterLook(noneStopped, look([stopped('Utrecht'), stopped('Ede')]), today);
    const told = [stopped('Utrecht'), stopped('Ede')].map((track) => stoppedNotice(track, today));
    const inbox = receive(emptyInbox, { told, settled: [] });
    expect(settlingDescription(state)).toContain('{"door":"uw naam","afnemer":"gemeente-ede"}');
    const settled = settleStopped(state, 'gemeente-ede');
    expect(settled?.answer).toBe('Ede staat niet meer bij de gestopte trajecten.');
    expect(settled?.stopped.tracks.map(({ organisation }) => organisation.name)).toEqual(['Utrecht']);
    expect(settled && receive(inbox, settled.post).waiting).toEqual([told[0]]);
    expect(settleStopped(state, 'gemeente-zeist')).toBeNull();
    expect(notStopped(state, 'gemeente-zeist')).toBe(
      'afnemer: verwacht een van gemeente-utrecht, gemeente-ede, gevonden: gemeente-zeist.',
    );
    expect(settlingDescription(noneStopped)).toBeNull();
  });

  it('show what a consumer typed as text', () => {
    const { organisation, ...track } = stopped('Ede');
    const typed = { ...track, organisation: { ...organisation, name: '<b>x</b>' } };
    const state = afterLook(noneStopped, look([typed]), today);
    expect(renderStopped(state).join()).not.toContain('<b>');
  });

  it('are news once, found twice or not', () => {
    const notice = stoppedNotice(stopped('Ede'), today);
    const again = stoppedNotice(stopped('Ede'), isoDate('2027-03-03'));
    const inbox = receive(receive(emptyInbox, { told: [notice], settled: [] }), {
      told: [again],
      settled: [],
    });
    expect(inbox.waiting).toEqual([notice]);
    expect(notice.what).toMatchObject({
      kind: 'task',
      text: expect.stringContaining('Wat het vasthield, is vrij'),
    });
  });
});

it('an Update that the desk does not have is refused with those that it has now', () => {
  const said = (stoppedTracks: readonly StoppedTrack[]) =>
    unknownUpdate(afterLook(noneStopped, look(stoppedTracks), today), 'Advies boeken');
  expect(said([])).toContain("'Advies boeken' bestaat niet. Hier kan: Intentieverklaring registreren. ");
  expect(said([stopped('Ede')])).toContain(' Intentieverklaring registreren, Gestopt traject afronden. ');
});
