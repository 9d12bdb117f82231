import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { listViews, trancheView } from '../../machines/desk/views.ts';
import { deskId, trackId } from '../../machines/protocol.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { atTheDesk } from './desk.ts';
import { WorkflowList } from './pages/workflow-list.ts';
import type { Link } from './pages/workflow-page.ts';

/** Wednesday, and the Sunday of its week. */
const today = '2027-01-06';
const sunday = '2027-01-10';

type Belongs = (track: TrackView) => boolean;
const isOpen: Belongs = ({ status }) => status !== 'afgerond';
const isActive: Belongs = (track) => isOpen(track) && track.status !== 'opgeschort';
const isDueBefore =
  (day: string): Belongs =>
  (track) =>
    isActive(track) && track.functies.some(({ termijn }) => termijn !== null && termijn < day);
const waitsOn =
  (party: string): Belongs =>
  (track) =>
    isActive(track) && track.functies.some(({ wachtOp }) => wachtOp?.split(' en ').includes(party));
const isIn =
  (name: string): Belongs =>
  (track) =>
    isOpen(track) && track.functies.some(({ tranche }) => tranche === name);

/** What each list is for, in the terms of a track's own overview; not the attributes that the list is made from. */
const lists: Readonly<Record<string, Belongs>> = {
  Geëscaleerd: ({ escalatie }) => escalatie > 0,
  'Te laat': isDueBefore(today),
  'Wacht op ons': waitsOn('Servicecentrum'),
  'Open taak': ({ taken }) => taken.length > 0,
  'Uiterlijk deze week': isDueBefore('2027-01-11'),
  'Deze week ketentest': (track) =>
    isOpen(track) &&
    track.functies.some(
      ({ plaats, tijdslot }) =>
        plaats.startsWith('afgesproken') &&
        tijdslot !== null &&
        tijdslot.begin.slice(0, 10) >= today &&
        tijdslot.begin.slice(0, 10) <= sunday,
    ),
  'Onbestelbare mail': (track) =>
    isOpen(track) &&
    (track.contactpersonen.some(({ onbestelbaar }) => onbestelbaar) ||
      track.contactpersonen.every(({ email }) => email === null)),
  'Planning in gevaar': (track) => isActive(track) && track.functies.some(({ inGevaar }) => inGevaar),
  'Wacht op de afnemer': waitsOn('afnemer'),
  'Zonder tranche': (track) =>
    isOpen(track) && track.functies.some(({ tranche, wachtOp }) => wachtOp !== null && tranche === null),
  Opgeschort: ({ status }) => status === 'opgeschort',
  Gepauzeerd: () => false, // one that is can't be asked: it has a test of its own
  'Alle lopende trajecten': isOpen,
  Afgerond: (track) => !isOpen(track),
  '2027-T1': isIn('2027-T1'),
  '2027-T2': isIn('2027-T2'),
};

atTheDesk('the lists of the start page', (desk) => {
  let links: readonly Link[] = [];
  beforeAll(async () => {
    while (!(await hasClimbed())) {
      if (desk.office.today > today) throw new Error('Wednesday is over: the tests were too slow.');
      await wait(500);
    }
  }, 200_000);
  /** The ladder's rungs of Wednesday have fired. */
  async function hasClimbed(): Promise<boolean> {
    if (desk.office.today < today) return false;
    return (await desk.office.tracks()).some(({ escalatie }) => escalatie > 0);
  }

  it('are all there, each with a link to open it and one to keep it', async () => {
    const start = await desk.open(deskId);
    // The page of the day is made as it begins: a moment ago.
    await expect
      .poll(async () => await (await start.currentDetails()).locator('body').innerText(), { timeout: 20_000 })
      .toContain('Stand van woensdag 6 januari 2027');
    links = await start.links();
    const names = Object.keys(lists);
    expect(links.slice(0, names.length * 2).map(({ text }) => text)).toEqual(
      names.flatMap((name) => [name, 'bewaar']),
    );
  });

  const asked = Object.entries(lists).filter(([name]) => name !== 'Gepauzeerd');
  it.each(asked)('%s shows just the tracks that say so themselves', async (name, belongs) => {
    const tracks = await desk.office.tracks();
    const expected = tracks
      .filter(belongs)
      .map(({ id }) => trackId(id))
      .toSorted();
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(tracks.length);
    const list = new WorkflowList(desk.page);
    // A list follows a moment after what happened.
    await expect
      .poll(async () => {
        await desk.page.goto(linkTo(name).to);
        return await list.ids();
      })
      .toEqual(expected);
    expect(await list.savedViews()).toEqual([]);
  });

  it('Gepauzeerd shows the one that is, and all lists keep it', async () => {
    const [open] = (await desk.office.tracks()).filter(isOpen);
    const id = trackId(open?.id ?? '');
    const unpause = await desk.office.pause(id);
    const list = new WorkflowList(desk.page);
    const shown = async (name: string) => {
      await desk.page.goto(linkTo(name).to);
      return await list.ids();
    };
    await expect.poll(() => shown('Gepauzeerd')).toEqual([id]);
    expect(await shown('Alle lopende trajecten')).toContain(id);
    await unpause();
  });

  it.each(Object.keys(lists))('%s is kept under its name by a new browser', async (name) => {
    await desk.page.goto(links[links.indexOf(linkTo(name)) + 1]?.to ?? '');
    const list = new WorkflowList(desk.page);
    await list.ids();
    const view = [...listViews(desk.office.today), trancheView('2027-T1'), trancheView('2027-T2')].find(
      (one) => one.name === name || one.name === `Tranche ${name}`,
    );
    const [kept = '', ...others] = await list.savedViews();
    expect(others).toEqual([]);
    expect(kept.startsWith(view?.name ?? '?')).toBe(true);
    expect(kept.endsWith(' 6-1-2027')).toBe(view?.on !== null);
  });

  function linkTo(name: string): Link {
    const link = links.find(({ text }) => text === name);
    if (link === undefined) throw new Error(`The start page has no link '${name}'`);
    return link;
  }
});
