import type { BulkOutcome } from './bulk.ts';
import { columns } from './command.ts';

/** An action on a selection: as it was asked, and what came of it. */
export interface BulkReport extends BulkOutcome {
  readonly selection: string;
  /** Dutch, as the Update is called. */
  readonly action: string;
  /** False: it was tried on paper only. */
  readonly isCarriedOut: boolean;
}

/** For people. */
export function bulkText(report: BulkReport): string {
  const { selection, accepted, refused, unanswered, left } = report;
  const total = accepted.length + refused.length + unanswered.length + left.length;
  if (total === 0) return `Geen enkel lopend traject voldoet aan: ${selection}`;
  return [
    ...(report.isCarriedOut ? carriedOut(report, total) : triedOnPaper(report, total)),
    ...section(unanswered, 'Geen antwoord: kijk in het dossier of het is gedaan'),
    ...section(left, 'Niet gedaan, want gestopt'),
  ].join('\n');
}

function triedOnPaper({ action, accepted, refused }: BulkReport, total: number): readonly string[] {
  const rows = [
    ...accepted.map((id): [string, string] => [id, 'kan']),
    ...refused.map(({ id, reason }): [string, string] => [id, `kan niet: ${reason}`]),
  ];
  return [
    `Proef: '${action}' kan bij ${accepted.length} van ${tracks(total)}. Er is niets veranderd.`,
    ...columns(rows),
    ...(accepted.length === 0 ? [] : ['Uitvoeren: geef dezelfde opdracht met --uitvoeren.']),
  ];
}

function carriedOut({ action, accepted, refused }: BulkReport, total: number): readonly string[] {
  return [
    `'${action}' is gedaan bij ${accepted.length} van ${tracks(total)}.`,
    ...(refused.length === 0
      ? []
      : [
          `Geweigerd: ${refused.length}`,
          ...columns(refused.map(({ id, reason }): [string, string] => [id, reason])),
        ]),
  ];
}

function section(ids: readonly string[], title: string): readonly string[] {
  return ids.length === 0 ? [] : [`${title}: ${ids.length}`, ...ids.map((id) => `  ${id}`)];
}

function tracks(count: number): string {
  return `${count} ${count === 1 ? 'traject' : 'trajecten'}`;
}

/** For programs: one object, with what the command has to add. */
export function bulkJson(report: BulkReport, more: object = {}): string {
  const { selection, action, isCarriedOut, accepted, refused, unanswered, left } = report;
  return JSON.stringify(
    {
      selectie: selection,
      handeling: action,
      uitgevoerd: isCarriedOut,
      totaal: accepted.length + refused.length + unanswered.length + left.length,
      // What would be done is not what was done.
      [isCarriedOut ? 'gedaan' : 'mogelijk']: accepted,
      geweigerd: refused.map(({ id, reason }) => ({ id, reden: reason })),
      geenAntwoord: unanswered,
      nietGedaan: left,
      ...more,
    },
    null,
    2,
  );
}
