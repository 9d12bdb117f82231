import type { TrackContext } from './context.ts';
import { lineOf, type ArmedRung } from './ladder.ts';
import type { LadderLine } from './mail.ts';
import type { Turn } from './turn.ts';

/**
 * The consumer gets a mail now; the desk and the coordinator are told, for their mail of this morning. `before`:
 * the context in which the rungs were not recorded yet.
 */
export function deliver(turn: Turn, before: TrackContext, rungs: readonly ArmedRung[]): void {
  const lines: LadderLine[] = [];
  for (const { id, item, rung, to } of rungs) {
    const line = lineOf(before, item, rung);
    if (to === 'consumer') lines.push(line);
    else turn.tell(to === 'letter' ? 'desk' : to, id, { kind: 'ladder', line });
  }
  if (lines.length > 0) turn.mailConsumer({ kind: 'ladder', lines });
  if (rungs.some(({ to }) => to === 'letter')) {
    turn.task(
      'letterPrepared',
      null,
      'Er staat een brief aan de tekenbevoegde klaar. Verstuur de brief of rond de taak af.',
    );
  }
}
