import { formatDate } from '../domain/dutch-dates.ts';
import { connectionFunctions, type ConnectionFunction } from '../domain/vocabulary.ts';
import { functionWords } from '../domain/words.ts';
import type { TrackContext } from './context.ts';
import type { BusinessEvent } from './events.ts';
import { recorded } from './recorded.ts';
import { viewOf } from './view.ts';

/** Begins the answer to what was recorded, but did not come about. */
export const notAchieved = 'Niet gelukt:';

/** A short Dutch answer to an action: what it did, and what happens next and when. */
export function answerOf(before: TrackContext, after: TrackContext, event: BusinessEvent): string {
  const view = viewOf(after);
  const earlier = new Map(viewOf(before).functies.map(({ functie, plaats }) => [functie, plaats]));
  const concerned = functionsConcerned(before, after, event);
  const lines = view.functies
    .filter(({ functie }) => concerned.includes(functie))
    .map(({ functie, stap, wachtOp, termijn, gevraagd, plaats, verplaatsing }) => {
      const isSame = earlier.get(functie) === plaats;
      const next =
        wachtOp === null
          ? ''
          : `; wacht op ${wachtOp}${termijn === null ? '' : ` (uiterlijk ${formatDate(termijn)}: ${gevraagd.join(', ')})`}`;
      const move = verplaatsing === null ? '' : ` Verplaatsing ${verplaatsing}.`;
      const place = isSame ? '' : ` Inroostering: ${plaats}.`;
      return `${functionWords[functie]}: ${stap}${next}.${place}${move}`;
    });
  const refusal = newRefusal(before, after) ?? refusedAdvice(before, after, event);
  const done = ['Vastgelegd.', recorded(event, after)].filter((sentence) => sentence !== '');
  return [...(refusal === null ? done : [refusal]), ...lines].join(' ');
}

/** The ledger had less room than the track thought. */
function refusedAdvice(before: TrackContext, after: TrackContext, event: BusinessEvent): string | null {
  if (event.type !== 'advice.booked') return null;
  const booked = after.advice.usedMinutes >= before.advice.usedMinutes + event.minutes;
  return booked ? null : `${notAchieved} er is niet zoveel advies meer beschikbaar.`;
}

/** The planning had no room after all: what was asked did not happen, and the old slot is kept. */
function newRefusal(before: TrackContext, after: TrackContext): string | null {
  const known = new Set(
    before.tasks.filter(({ kind }) => kind === 'slotRefused').map(({ id, text }) => `${id}${text}`),
  );
  const fresh = after.tasks.find(
    ({ kind, id, text }) => kind === 'slotRefused' && !known.has(`${id}${text}`),
  );
  return fresh === undefined ? null : `${notAchieved} ${fresh.text}`;
}

function functionsConcerned(
  before: TrackContext,
  after: TrackContext,
  event: BusinessEvent,
): readonly ConnectionFunction[] {
  if ('function' in event) return [event.function];
  const changed = connectionFunctions.filter((fn) => before.connections[fn] !== after.connections[fn]);
  return changed.length > 0 ? changed : connectionFunctions;
}
