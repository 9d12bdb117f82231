import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { instantAt } from '../../../machines/domain/amsterdam.ts';
import { filledIn } from '../../machines/desk/filled-in.ts';
import { deskId, deskMessages, planningId, trackId } from '../../../machines/protocol.ts';
import { queryOf } from '../../../machines/desk/queries.ts';
import { projectRoot } from '../../../worker/project.ts';
import { findChromium } from '../chromium.ts';
import { WorkflowPage } from '../pages/workflow-page.ts';
import { startRehearsal } from '../rehearsal.ts';
import { showDay, telling } from './telling-tracks.ts';

/** The pictures of the manual, made from the running system: `npm run screenshots`. */

const folder = join(projectRoot, 'docs', 'handleiding');
const executablePath = findChromium(process.env);
if (executablePath === null) throw new Error('No Chromium found: set CHROME_PATH, or install chromium.');

await mkdir(folder, { recursive: true });
const rehearsal = await startRehearsal({
  anchorBusiness: instantAt(showDay, '09:30'),
  dayLengthMs: 86_400_000,
});
const { office } = rehearsal;
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const tracks = await telling(office);
  const page = await browser.newPage({
    viewport: { width: 1280, height: 1400 },
    colorScheme: 'light',
    // The UI closes its menu at the side, and remembers that.
    storageState: {
      cookies: [],
      origins: [{ origin: new URL(office.ui).origin, localStorage: [{ name: 'navOpen', value: 'false' }] }],
    },
  });
  const shoot = async (name: string, { from = 60, until }: { from?: number; until: number }) => {
    await settled(page);
    await page.screenshot({
      path: join(folder, `${name}.png`),
      clip: { x: 0, y: from, width: 1280, height: until - from },
    });
  };
  /** Without the page behind it, which is blurred, and large as a picture. */
  const shootDialog = async (name: string) => {
    await settled(page);
    await page
      .getByRole('dialog', { name: 'Send an Update' })
      .screenshot({ path: join(folder, `${name}.png`) });
  };
  const open = async (id: string) => new WorkflowPage(page, await office.pageOf(id));

  await (await open(deskId)).currentDetails();
  await shoot('startpagina', { from: 100, until: 796 });
  await page.goto(`${office.ui}/workflows?query=${encodeURIComponent(queryOf('waitsOnDesk', office.today))}`);
  await page.getByTestId('workflow-count').waitFor();
  await shoot('lijst', { until: 460 });

  await (await open(trackId(tracks.underway))).currentDetails();
  await shoot('traject', { from: 100, until: 1020 });
  const { pathname } = new URL(page.url());
  await page.goto(new URL(pathname.replace('user-metadata', 'timeline'), page.url()).href);
  await page.getByRole('button', { name: 'More Actions' }).waitFor();
  await shoot('tijdlijn', { from: 660, until: 1040 });

  const acting = await (await open(trackId(tracks.fresh))).sendUpdate();
  await acting.names();
  await shootDialog('handelingen');
  const filled = await (await open(trackId(tracks.fresh))).sendUpdate();
  await filled.fill('Advies boeken', { door: 'A. de Vries', minuten: 60 });
  await shootDialog('invullen');
  const refused = await (await open(trackId(tracks.fresh))).sendUpdate();
  await refused.send('Advies boeken', { door: 'A. de Vries', minuten: 600 });
  await refused.refusal();
  await shootDialog('geweigerd');

  const register = await (await open(deskId)).sendUpdate();
  await register.fill(deskMessages.register, filledIn(office.today));
  await shootDialog('registreren');

  await (await open(trackId(tracks.delayed))).currentDetails();
  await shoot('vertraging', { from: 420, until: 1190 });
  await (await open(planningId)).currentDetails();
  await shoot('planning', { from: 260, until: 1060 });
} finally {
  await browser.close();
  await rehearsal.stop();
}

/** What fades in has done so. */
async function settled(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready');
  await page.waitForTimeout(700);
}
