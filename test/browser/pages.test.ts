import { expect, it } from 'vitest';
import { deskId, planningId, trackId } from '../../machines/protocol.ts';
import { atTheDesk } from './desk.ts';
import { WorkflowList } from './pages/workflow-list.ts';

atTheDesk('a page', (desk) => {
  it('of a track tells where it stands', async () => {
    const details = await (await desk.openTrack(0)).currentDetails();
    expect(await details.locator('h3').nth(1).innerText()).toBe('Berichtenbox: Intentieverklaring');
    const text = await details.locator('body').innerText();
    for (const part of [
      'Proefstad 1',
      'Aan zet: Servicecentrum',
      'Nu te doen',
      'verwerkersovereenkomst',
      'P. Smit',
    ])
      expect(text).toContain(part);
  });

  it.each([
    ['De planning', /\/workflows\/planning(\/|$)/],
    ['De tijdlijn van dit traject', /\/workflows\/aansluittraject-gemeente-proefstad-1(\/|$)/],
  ])('of a track leads to: %s', async (text, address) => {
    const opened = await (await desk.openTrack(0)).follow(text);
    await opened.getByRole('button', { name: 'More Actions' }).waitFor();
    expect(opened.url()).toMatch(address);
  });

  it.each([
    ['a track', () => trackId(desk.ids[0] ?? ''), 'Alle trajecten van tranche 2027-T1'],
    ['the planning', () => planningId, '2027-T1'],
  ])('of %s leads to the tracks of a tranche', async (_of, id, text) => {
    const opened = await (await desk.open(id())).follow(text);
    const shown = await new WorkflowList(opened).ids();
    expect(shown).toContain('aansluittraject-gemeente-proefstad-1');
    expect(shown).not.toContain('aansluittraject-gemeente-proefstad-8'); // in the other tranche
  });

  it('of the planning leads to the track of who is in it', async () => {
    const page = await desk.open(planningId);
    // Who is shown first depends on the day: tests that were are not on it.
    const who = (await page.links()).find(({ text }) => /^Proefstad \d+$/.test(text))?.text ?? 'Proefstad';
    const opened = await page.follow(who);
    await opened.getByRole('button', { name: 'More Actions' }).waitFor();
    const id = `aansluittraject-gemeente-${who.toLowerCase().replace(' ', '-')}`;
    expect(opened.url()).toMatch(new RegExp(`/workflows/${id}(/|$)`));
  });

  it('of the desk leads to the planning', async () => {
    const opened = await (await desk.open(deskId)).follow('de planning');
    await opened.getByRole('button', { name: 'More Actions' }).waitFor();
    expect(opened.url()).toMatch(/\/workflows\/planning(\/|$)/);
  });

  it('as long as can be is still shown', async () => {
    const long = 'bestuurssecretaris & waarnemend projectleider '.repeat(4).trim();
    const id = await desk.office.declare({
      organisatie: { naam: 'Langstad', soort: 'gemeente' },
      functies: { berichtenbox: { teststart: '2027-03-01', ingebruikname: '2027-07-01' } },
      contactpersonen: Array.from({ length: 50 }, (_, at) => ({
        rol: 'projectleider',
        naam: `${at} ${long}`,
        email: `persoon${at}@${'langenaam.'.repeat(20)}example.org`,
        telefoon: long,
      })),
    });
    const body = (await (await desk.open(trackId(id))).currentDetails()).locator('body');
    const text = await body.innerText();
    expect(text).toContain('Er is meer dan hier past');
    expect(text.length).toBeGreaterThan(17_000);
  });

  it.each([deskId, planningId])('of %s says beside it where to look', async (id) => {
    await desk.page.goto(`${await desk.office.pageOf(id)}/user-metadata`);
    await desk.page.frameLocator('#user-metadata-current-details').locator('p, li').first().waitFor();
    const text = await desk.page.locator('main').innerText();
    expect(text).not.toMatch(/No (details|summary) available/i);
  });
});

atTheDesk('what a consumer typed', (desk) => {
  const track = trackId(desk.ids[29] ?? '');
  /** What would be there if it were no text; the UI has scripts and pictures of its own. */
  const effects = 'img[src="x"], a[href^="javascript:"]';

  it('is text on the page of its track', async () => {
    const body = (await (await desk.open(track)).currentDetails()).locator('body');
    const text = await body.innerText();
    for (const part of [
      '‹img src=x onerror=',
      '[klik](javascript:alert(1))',
      '‹script›',
      '**P. Smit** ‹b›vet‹/b›',
    ])
      expect(text).toContain(part);
    expect(await body.locator('img, script:not([src]), b').count()).toBe(0);
  });

  // Of the track its summary and its details too.
  it.each([
    ['the page of its track', async () => `${await desk.office.pageOf(track)}/user-metadata`, 'summary'],
    ['its timeline', async () => `${await desk.office.pageOf(track)}/timeline`, null],
    ['its history', async () => `${await desk.office.pageOf(track)}/history`, null],
    ['the list', async () => `${desk.office.ui}/workflows`, null],
    ['the start page', async () => `${await desk.office.pageOf(deskId)}/user-metadata`, 'current-details'],
    ['the planning', async () => `${await desk.office.pageOf(planningId)}/user-metadata`, 'current-details'],
  ])('has no element, link or script on %s', async (_page, address, shownIn) => {
    const { page } = desk;
    await page.goto(await address());
    const shown = shownIn === null ? page.locator('main') : page.frameLocator(`#user-metadata-${shownIn}`);
    await shown.getByText(/kwaad/i).first().waitFor();
    for (const frame of page.frames()) {
      expect(await frame.locator(effects).count()).toBe(0);
      expect(await frame.title()).not.toBe('stuk');
    }
  });
});
