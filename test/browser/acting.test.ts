import { expect, it } from 'vitest';
import { filledIn } from '../machines/desk/filled-in.ts';
import { deskId, deskMessages } from '../../machines/protocol.ts';
import { atTheDesk } from './desk.ts';

const by = 'A. de Vries';
/** A stack, a path or a module's name. */
const trace = /\n\s*at |\.ts|\.js|node_modules|\/[a-z]+\//;

atTheDesk('the update dialog', (desk) => {
  it('offers what is possible for a track now, and nothing else', async () => {
    const dialog = await (await desk.openTrack(0)).sendUpdate();
    const names = await dialog.names();
    // What is to be done now comes first.
    expect(names.slice(0, 2)).toEqual(['Intentieverklaring goedkeuren', 'Documenten ontvangen']);
    for (const name of ['Akkoord vastleggen', 'Ketentest vastleggen', 'Hervatten', 'Heropenen'])
      expect(names).not.toContain(name);
  });

  it('offers a suspended track to be resumed, and not to be suspended', async () => {
    const dialog = await (await desk.openTrack(8)).sendUpdate();
    const names = await dialog.names();
    expect(names).toContain('Hervatten');
    expect(names).not.toContain('Opschorten');
  });

  it('carries out an action, which the page then shows with its answer', async () => {
    const track = await desk.openTrack(20);
    const dialog = await track.sendUpdate();
    await dialog.send('Intentieverklaring goedkeuren', { door: by });
    expect(await dialog.isClosed()).toBe(true);
    const details = await track.currentDetails();
    expect(await details.locator('h3').nth(1).innerText()).toBe('Berichtenbox: Inroostering');
    expect(await details.locator('body').innerText()).toMatch(
      /A\. de Vries, Intentieverklaring goedkeuren: /,
    );
    expect(await (await track.sendUpdate()).names()).not.toContain('Intentieverklaring goedkeuren');
  });

  it('tells in Dutch why an action is refused, without a trace of the program', async () => {
    const dialog = await (await desk.openTrack(1)).sendUpdate();
    await dialog.send('Advies boeken', { door: by, minuten: 600 });
    expect(await dialog.refusal()).toMatch(/minuten: verwacht .*180, gevonden: 600\./);
    expect(await dialog.text()).not.toMatch(trace);
    expect((await desk.office.view(desk.ids[1] ?? '')).advies.gebruiktMinuten).toBe(60);
  });

  it('asks who acts', async () => {
    const dialog = await (await desk.openTrack(1)).sendUpdate();
    await dialog.send('Advies boeken', { minuten: 60 });
    expect(await dialog.refusal()).toMatch(/door: verwacht .*, gevonden: niets\./);
  });

  it('offers the desk to register, and nothing else', async () => {
    const dialog = await (await desk.open(deskId)).sendUpdate();
    expect(await dialog.names()).toEqual([deskMessages.register]);
  });

  it('registers a declaration, and its answer stands on the start page', async () => {
    const start = await desk.open(deskId);
    const dialog = await start.sendUpdate();
    await dialog.send(deskMessages.register, filledIn(desk.office.today));
    expect(await dialog.isClosed()).toBe(true);
    const details = await start.currentDetails();
    await details.getByRole('link', { name: 'Zwolle', exact: true }).waitFor();
    expect(await details.locator('body').innerText()).toMatch(
      /Zwolle, .* 2027: Vastgelegd\. Berichtenbox: Intentieverklaring/,
    );
  });

  it('tells all that is wrong with a declaration at once', async () => {
    const dialog = await (await desk.open(deskId)).sendUpdate();
    const { organisatie: _organisation, ...rest } = filledIn(desk.office.today);
    await dialog.send(deskMessages.register, { ...rest, ontvangen: { op: '2027-02-30', via: 'post' } });
    const refusal = await dialog.refusal();
    expect(refusal).toMatch(/organisatie\S*: verwacht .*, gevonden: niets\./);
    expect(refusal).toMatch(/ontvangen\.op: verwacht .*, gevonden: '2027-02-30'\./);
    expect(await dialog.text()).not.toMatch(trace);
  });
});
