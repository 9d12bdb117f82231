import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { queryOf } from '../../machines/desk/queries.ts';
import { trackId } from '../../machines/protocol.ts';
import type { FunctionView, TrackView } from '../../machines/track/view.ts';
import { findChromium, mayBeSkipped } from './chromium.ts';
import { Office } from './office.ts';
import { WorkflowPage } from './pages/track-page.ts';
import { WorkflowList } from './pages/workflow-list.ts';
import { firstDay, hostile, registerThirty } from './thirty-tracks.ts';

const executablePath = findChromium(process.env);
if (executablePath === null && mayBeSkipped(process.env))
  process.stderr.write(
    'No Chromium found (CHROME_PATH, or chromium on the PATH): the browser tests are skipped.\n',
  );

describe.skipIf(executablePath === null && mayBeSkipped(process.env))('the Servicecentrum', () => {
  let office: Office;
  let browser: Browser;
  let page: Page;
  let ids: readonly string[] = [];

  beforeAll(async () => {
    if (executablePath === null) throw new Error('No Chromium found: set CHROME_PATH, or install it.');
    office = await Office.open({ from: firstDay, tempo: '24h' });
    ids = await registerThirty(office);
    // As root Chromium has no sandbox of its own.
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });
  beforeEach(async () => {
    // A new user each time: nothing is kept.
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  });
  afterEach(async () => {
    await page.close();
  });

  const idOf = (at: number) => ids[at] ?? '';
  async function pageOf(id: string): Promise<WorkflowPage> {
    return new WorkflowPage(page, office.ui, trackId(id), await office.run(trackId(id)));
  }
  async function belonging(belongs: (view: TrackView) => boolean): Promise<readonly string[]> {
    const views = await Promise.all(ids.map((id) => office.view(id)));
    return views
      .filter(belongs)
      .map(({ id }) => trackId(id))
      .toSorted();
  }
  const some = (view: TrackView, test: (line: FunctionView) => boolean) =>
    view.status !== 'opgeschort' && view.functies.some(test);

  it.each([
    ['late', (view: TrackView) => some(view, ({ termijn }) => termijn !== null && termijn < firstDay)],
    ['waitsOnDesk', (view: TrackView) => some(view, ({ wachtOp }) => /Servicecentrum/.test(wachtOp ?? ''))],
    ['taskOpen', (view: TrackView) => view.taken.length > 0],
  ] as const)('sees in the list %s just the tracks that say so themselves', async (kind, belongs) => {
    const expected = await belonging(belongs);
    // Lists follow a moment after what happened.
    await expect
      .poll(async () => (await WorkflowList.open(page, office.ui, queryOf(kind, firstDay))).ids(), {
        timeout: 30_000,
      })
      .toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(ids.length);
  });

  it('keeps a list that a link gives under its name', async () => {
    const query = encodeURIComponent("Tranche = '2027-T2'");
    await page.goto(
      `${office.ui}/workflows?query=${query}&savedQuery=${encodeURIComponent('Tranche 2027-T2')}`,
    );
    const list = new WorkflowList(page);
    expect(await list.ids()).toEqual(
      await belonging(({ functies }) => functies.some(({ tranche }) => tranche === '2027-T2')),
    );
    expect(await list.savedViews()).toEqual(['Tranche 2027-T2']);
  });

  it('reads where a track stands', async () => {
    const details = await (await pageOf(idOf(0))).currentDetails();
    expect(await details.locator('h1').innerText()).toBe('Proefstad 1');
    expect(await details.locator('h2').first().innerText()).toBe('Berichtenbox: Intentieverklaring');
    expect(await details.locator('body').innerText()).toMatch(/wacht op Servicecentrum/);
  });

  it('is offered what is possible now, and nothing else', async () => {
    const dialog = await (await pageOf(idOf(0))).sendUpdate();
    const names = await dialog.names();
    expect(names).toContain('Intentieverklaring goedkeuren');
    expect(names).not.toContain('Akkoord vastleggen');
    expect(names).not.toContain('Ketentest vastleggen');
  });

  it('carries out an action, which the page then shows', async () => {
    const track = await pageOf(idOf(10));
    const dialog = await track.sendUpdate();
    await dialog.send('Intentieverklaring goedkeuren', { door: 'A. de Vries' });
    expect(await dialog.isClosed()).toBe(true);
    const details = await track.currentDetails();
    expect(await details.locator('h2').first().innerText()).toBe('Berichtenbox: Inroostering');
  });

  it('reads in Dutch why an action is refused, without a trace of the program', async () => {
    const dialog = await (await pageOf(idOf(1))).sendUpdate();
    await dialog.send('Advies boeken', { door: 'A. de Vries', minuten: 600 });
    const text = await dialog.refusal();
    expect(text).toMatch(/minuten: verwacht ten hoogste 180, gevonden: 600/);
    expect(text).not.toMatch(/\n\s*at |\.ts|\.js|node_modules|\//);
  });

  it('sees what a consumer typed as text: no element, no link, no script', async () => {
    const details = await (await pageOf(idOf(29))).currentDetails();
    const body = details.locator('body');
    expect(await body.innerText()).toContain('<img src=x onerror=');
    expect(await body.innerText()).toContain('<script>');
    expect(await body.locator('img, script:not([src]), b, a[href^="javascript:"]').count()).toBe(0);
    expect(await details.locator('h1').innerText()).toContain(hostile.name.slice(0, 20));
    for (const frame of page.frames()) expect(await frame.title()).not.toBe('stuk');
  });
});
