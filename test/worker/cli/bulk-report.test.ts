import { describe, expect, it } from 'vitest';
import { bulkJson, bulkText, type BulkReport } from '../../../worker/cli/bulk-report.ts';

const report: BulkReport = {
  selection: "Tranche = '2027-T1'",
  action: 'Advies boeken',
  isCarriedOut: true,
  accepted: ['gemeente-almere', 'gemeente-ede'],
  refused: [{ id: 'gemeente-utrecht', reason: "'Advies boeken' kan nu niet." }],
  unanswered: [],
  left: [],
  isStopped: false,
};

describe('bulkText', () => {
  it('lists what was refused and why', () => {
    expect(bulkText(report)).toBe(
      [
        "'Advies boeken' is gedaan bij 2 van 3 trajecten.",
        'Geweigerd: 1',
        "  gemeente-utrecht  'Advies boeken' kan nu niet.",
      ].join('\n'),
    );
  });

  it('says of a trial, per track, whether it can be, and that nothing changed', () => {
    const text = bulkText({ ...report, isCarriedOut: false });
    expect(text).toMatch(/^Proef: 'Advies boeken' kan bij 2 van 3 trajecten\. Er is niets veranderd\.$/m);
    expect(text).toMatch(/^ {2}gemeente-ede +kan$/m);
    expect(text).toMatch(/^ {2}gemeente-utrecht +kan niet: 'Advies boeken' kan nu niet\.$/m);
    expect(text).toMatch(/--uitvoeren\.$/);
  });

  it('does not advise to carry out what nobody would accept', () => {
    expect(bulkText({ ...report, accepted: [], isCarriedOut: false })).not.toMatch(/--uitvoeren/);
  });

  it('tells apart what was not done and what may have been, after a stop', () => {
    const text = bulkText({ ...report, left: ['gemeente-zeist'], unanswered: ['gemeente-soest'] });
    expect(text).toMatch(/^'Advies boeken' is gedaan bij 2 van 5 trajecten\.$/m);
    expect(text).toMatch(/^Geen antwoord: kijk in het dossier .*: 1\n {2}gemeente-soest$/m);
    expect(text).toMatch(/^Niet gedaan, want gestopt: 1\n {2}gemeente-zeist$/m);
  });

  it('says so when the selection is empty', () => {
    expect(bulkText({ ...report, accepted: [], refused: [] })).toBe(
      "Geen enkel lopend traject voldoet aan: Tranche = '2027-T1'",
    );
  });
});

describe('bulkJson', () => {
  it('is one object with everything in it', () => {
    expect(JSON.parse(bulkJson(report))).toEqual({
      selectie: "Tranche = '2027-T1'",
      handeling: 'Advies boeken',
      uitgevoerd: true,
      totaal: 3,
      gedaan: ['gemeente-almere', 'gemeente-ede'],
      geweigerd: [{ id: 'gemeente-utrecht', reden: "'Advies boeken' kan nu niet." }],
      geenAntwoord: [],
      nietGedaan: [],
    });
  });

  it('never calls done what was tried', () => {
    const tried: unknown = JSON.parse(bulkJson({ ...report, isCarriedOut: false }));
    expect(tried).toMatchObject({ uitgevoerd: false, mogelijk: report.accepted });
    expect(tried).not.toHaveProperty('gedaan');
  });
});
