import { instantAt } from '../domain/amsterdam.ts';
import { addDays, endOfWeek, type IsoDate } from '../domain/dates.ts';
import { partyWords } from '../domain/words.ts';
import { workflowTypes } from '../protocol.ts';
import type { Status } from '../track/view.ts';
import type { SectionKind } from './overview.ts';

/** The lists of the overview as queries on search attributes. */

export const suspendedStatus = 'opgeschort' satisfies Status;

/** The tracks that an overview is made from. */
export const openTracks = `WorkflowType = '${workflowTypes.track}' AND ExecutionStatus = 'Running'`;

/** A relative date does not exist in these queries: each morning's links have that morning's dates. */
export function queryOf(kind: SectionKind, today: IsoDate): string {
  const moment = (day: IsoDate) => `'${new Date(instantAt(day, '00:00')).toISOString()}'`;
  const weekIsOver = moment(addDays(endOfWeek(today), 1));
  const isActive = `TrajectStatus != '${suspendedStatus}'`;
  const conditions = ((): readonly string[] => {
    switch (kind) {
      case 'escalated':
        return ['Escalatie > 0'];
      case 'late':
        return [isActive, `Termijn < ${moment(today)}`];
      case 'inDanger':
        return ['InGevaar = true'];
      case 'dueThisWeek':
        // A track knows its nearest date only: one of which the other function is late is shown too.
        return [isActive, `Termijn < ${weekIsOver}`];
      case 'testsThisWeek':
        return [`Ketentest >= ${moment(today)}`, `Ketentest < ${weekIsOver}`];
      case 'waitsOnDesk':
        return [isActive, `WachtOp = '${partyWords.desk}'`];
      case 'taskOpen':
        return ['TaakOpen = true'];
    }
  })();
  return [openTracks, ...conditions].join(' AND ');
}
