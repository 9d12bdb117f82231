import { describe, expect, it } from 'vitest';
import { planningOverview } from '../../../../machines/domain/planning/overview.ts';
import { renderOverview } from '../../../../machines/domain/planning/overview-page.ts';
import { emptyPlanning } from '../../../../machines/domain/planning/state.ts';
import { Desk, newYear, planWith } from './desk.ts';

const ui = 'namespaces/default';

/** T1 takes nine organisations. */
function lateDesk(...names: readonly string[]): Desk {
  const desk = new Desk(
    planWith((file) => {
      for (const tranche of file.tranches) tranche.maximumOrganisaties = 9;
    }),
    ...names,
  );
  for (const name of names) desk.reserve(name, { goLive: '2027-03-01' });
  return desk;
}

function page(desk: Desk, mostItems = 12): string {
  return renderOverview(planningOverview(desk.state, desk.now), { mostItems, ui });
}

describe("the planning's page", () => {
  it('reads as a planning: what waits on somebody, all tranches, then who comes when', () => {
    const desk = lateDesk('Aa', 'Bee', 'Cee', 'Dee');
    desk.release('Aa', 'everything');
    desk.propose(['Bee', 'T1.2027-03-02.0900'], ['Cee', 'T1.2027-03-09.0900']);
    desk.order('Voorstel aannemen', { voorstel: 'V1', verplaatsingen: [1] });
    desk.order('Periode vrijmaken', { van: '2027-03-23', totEnMet: '2027-03-23', reden: 'Storing' });
    desk.register('Eef');
    desk.reserve('Eef', { earliest: '2028-01-03', goLive: '2028-03-01' });
    expect(page(desk)).toBe(
      `
**Planning proef**, versie 1. Stand van maandag 4 januari 2027.

### Voorstel V2: periode vrijmaken

Gemaakt op 4-1-2027 door A. de Vries: 1 voorgesteld.

- 1: [Cee](namespaces/default/workflows/aansluittraject-gemeente-cee), Berichtenbox, van 23-3-2027 om 09:00 (T1) naar 2-6-2027 om 09:00 (T2); 69 dagen verlies; voorgesteld: Storing.

### Voorstel V1: optimalisatie

Gemaakt op 4-1-2027 door A. de Vries: 1 in overleg, 1 vervallen.

- 1: [Bee](namespaces/default/workflows/aansluittraject-gemeente-bee), Berichtenbox, van 9-3-2027 om 09:00 (T1) naar 2-3-2027 om 09:00 (T1); 7 dagen winst; keten 1; in overleg (tot en met 18-1-2027): 7 dagen minder uitloop.
- 2: [Cee](namespaces/default/workflows/aansluittraject-gemeente-cee), Berichtenbox, van 23-3-2027 om 09:00 (T1) naar 9-3-2027 om 09:00 (T1); 14 dagen winst; keten 1; vervallen: Voorstel V2 kwam ervoor in de plaats.

### Wachtlijst

- 1: [Eef](namespaces/default/workflows/aansluittraject-gemeente-eef), Berichtenbox, ingebruikname 1-3-2028 gewenst, ketentest vanaf 3-1-2028

### Tranches

- **[T1](namespaces/default/workflows?query=WorkflowType+=+%27aansluittraject%27+AND+ExecutionStatus+IN+%28%27Running%27%2C+%27Paused%27%29+AND+Tranche+=+%27T1%27)**, actief: 3 van 9 organisaties; vrij: geen tijdslot; ketentesten 1-3-2027 tot en met 31-3-2027; looptijd 4-1-2027 tot en met 31-5-2027
- **[T2](namespaces/default/workflows?query=WorkflowType+=+%27aansluittraject%27+AND+ExecutionStatus+IN+%28%27Running%27%2C+%27Paused%27%29+AND+Tranche+=+%27T2%27)**, open: 0 van 9 organisaties; vrij: 5 plaatsen in 3 tijdsloten, vanaf 2-6-2027; ketentesten 1-6-2027 tot en met 11-6-2027; looptijd 1-4-2027 tot en met 30-9-2027

### Ketentesten van T1

- 9-3-2027, 09:00 tot 13:00: [Bee](namespaces/default/workflows/aansluittraject-gemeente-bee), Berichtenbox, voorlopig, uitloop 24 dagen
- 23-3-2027, 09:00 tot 13:00: [Cee](namespaces/default/workflows/aansluittraject-gemeente-cee), Berichtenbox, voorlopig, uitloop 38 dagen
- 30-3-2027, 09:00 tot 13:00: [Dee](namespaces/default/workflows/aansluittraject-gemeente-dee), Berichtenbox, voorlopig, uitloop 43 dagen
`.trim(),
    );
  });

  it('shows a free slot with who would gain by it', () => {
    const desk = lateDesk('Aa', 'Bee');
    desk.release('Aa', 'everything');
    expect(page(desk)).toContain(
      '### Vrij, en winst voor\n\n- 2-3-2027 om 09:00 (T1), 1 vrij, `T1.2027-03-02.0900`: [Bee](namespaces/default/workflows/aansluittraject-gemeente-bee), Berichtenbox (7 dagen winst, nu 9-3-2027 om 09:00 (T1))',
    );
  });

  it('shows a part of a long list, and how much there is more', () => {
    expect(page(lateDesk('Aa', 'Bee', 'Cee'), 2)).toMatch(
      /\[Bee\].*\n- en nog 1: \[alle trajecten van T1\]\(.*Tranche.*\)$/,
    );
  });

  it('leaves what people wrote as text', () => {
    const desk = lateDesk('Aa');
    desk.order('Tranche verplaatsen', { tranche: 'T1', reden: '<b>nu</b> *meteen*' });
    expect(page(desk)).toContain('voorgesteld: ‹b›nu‹/b› \\*meteen\\*.');
  });

  it('says so when nothing has been published', () => {
    expect(renderOverview(planningOverview(emptyPlanning, newYear), { mostItems: 12, ui })).toBe(
      '**Planning**\n\nEr is nog geen planning gepubliceerd.\n\n### Wachtlijst\n\nNiemand wacht op een plaats.',
    );
  });
});
