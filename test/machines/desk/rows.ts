import { toIso } from '../../../machines/domain/amsterdam.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import type { Notice } from '../../../machines/desk/notices.ts';
import type { TrackRow } from '../../../machines/desk/overview.ts';
import type { FunctionLine } from '../../../machines/track/attributes.ts';
import { at } from '../track/simulation.ts';

/** Tracks as lists show them, and what tracks tell. */

export function line(change: Partial<FunctionLine> = {}): FunctionLine {
  return {
    functie: 'berichtenbox',
    stap: 'Aanvraag',
    wachtOp: 'afnemer',
    termijn: isoDate('2027-06-01'),
    tranche: null,
    tijdslot: null,
    ...change,
  };
}

export function slotAt(begin: string): FunctionLine['tijdslot'] {
  return { begin: toIso(at(begin)), einde: toIso(at(begin) + 4 * 3_600_000) };
}

export function row(
  id: string,
  functions: readonly FunctionLine[],
  change: Partial<TrackRow> = {},
): TrackRow {
  return {
    organisation: { id: `gemeente-${id}`, name: id },
    run: `run-${id}`,
    status: 'lopend',
    functions,
    tests: { berichtenbox: null, lopendeZaken: null },
    escalation: 0,
    inDanger: false,
    taskOpen: false,
    ...change,
  };
}

export function late(
  id: string,
  change: Partial<Extract<Notice['what'], { kind: 'ladder' }>['line']> = {},
): Notice {
  const what = {
    kind: 'ladder',
    line: {
      function: 'berichtenbox',
      step: 'application',
      waitsOn: 'consumer',
      due: isoDate('2027-03-01'),
      rung: 'overdue',
      subject: 'step',
      asked: ['verwerkersovereenkomst'],
      id: `berichtenbox/application.1/step/consumer/2027-03-01/${change.rung ?? 'overdue'}`,
      planned: isoDate('2027-03-02'),
      remindedBefore: true,
      ...change,
    },
  } as const;
  const isEscalation = what.line.rung === 'escalation1';
  return {
    id: `gemeente-${id}/${what.line.rung}`,
    organisation: { id: `gemeente-${id}`, name: id },
    to: isEscalation ? 'coordinator' : 'desk',
    on: isoDate('2027-03-02'),
    what,
  };
}

export function task(id: string, text = 'Berichtenbox staat op plaats 1 van de wachtlijst.'): Notice {
  return {
    id: `gemeente-${id}/wachtlijst`,
    organisation: { id: `gemeente-${id}`, name: id },
    to: 'desk',
    on: isoDate('2027-03-01'),
    what: { kind: 'task', function: 'berichtenbox', text },
  };
}
