import { formatShortDate } from '../../dutch-dates.ts';
import { functionWords } from '../../words.ts';
import { measureWords } from './measure-words.ts';
import { measureNames, type MeasureName } from './measures.ts';
import type { Supposal } from './question.ts';
import type { Replanning, SuggestedMove } from './replan.ts';
import type { Shortage } from './shortage.ts';

/** The sentences about a calculation that its page and its text share (Dutch). */

export function supposalInWords(supposal: Supposal | null): string {
  if (supposal === null) return 'Beste planning';
  if ('uitval' in supposal) {
    const { van, totEnMet } = supposal.uitval;
    return `Wat als preproductie uitvalt van ${formatShortDate(van)} tot en met ${formatShortDate(totEnMet)}?`;
  }
  if ('erbij' in supposal) {
    const { erbij } = supposal;
    return `Wat als er ${counted(erbij, 'organisatie', 'organisaties')} bij ${erbij === 1 ? 'komt' : 'komen'}?`;
  }
  const { tranche, weken } = supposal;
  return `Wat als tranche ${tranche} ${counted(weken, 'week', 'weken')} later is?`;
}

/** One or two sentences: what a planner wants to know first. */
export function verdict(supposal: Supposal | null, replanning: Replanning): string {
  return supposal === null ? bestInWords(replanning) : consequenceInWords(supposal, replanning);
}

function bestInWords({ moves, without, after }: Replanning): string {
  if (moves.length === 0) return 'De planning kan niet beter: er is geen verplaatsing die genoeg oplevert.';
  const late = difference(without.lateness, after.lateness, 'dag uitloop', 'dagen uitloop');
  const placed =
    without.unplaced === after.unplaced
      ? ''
      : ` en ${difference(without.unplaced, after.unplaced, 'functie', 'functies')} zonder tijdslot`;
  return `Met ${movesInWords(moves)}: ${late}${placed}.`;
}

function consequenceInWords(supposal: Supposal, { hit, moves, today, without, after }: Replanning): string {
  const coming = without.unplaced - today.unplaced;
  const struck =
    'erbij' in supposal
      ? `${counted(coming, 'functie heeft', 'functies hebben')} dan nog geen tijdslot.`
      : hit.length === 0
        ? 'Niemand verliest een tijdslot.'
        : `${counted(hit.length, 'functie verliest', 'functies verliezen')} het tijdslot.`;
  if (moves.length === 0) return `${struck} Er verandert niets.`;
  const left = after.unplaced - today.unplaced;
  const outcome =
    left <= 0 ? 'heeft elk daarvan er een' : `${left === 1 ? 'blijft' : 'blijven'} er ${left} zonder`;
  return `${struck} Met ${movesInWords(moves)} ${outcome}.`;
}

/** A first place is no move. */
function movesInWords(moves: readonly SuggestedMove[]): string {
  const first = moves.filter(({ from }) => from === null).length;
  const moved = moves.length - first;
  return [
    ...(moved > 0 ? [counted(moved, 'verplaatsing', 'verplaatsingen')] : []),
    ...(first > 0 ? [counted(first, 'eerste plaats', 'eerste plaatsen')] : []),
  ].join(' en ');
}

function difference(before: number, after: number, one: string, more: string): string {
  if (after === before) return `evenveel ${more}`;
  return `${counted(Math.abs(after - before), one, more)} ${after < before ? 'minder' : 'meer'}`;
}

function counted(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}

export function timeInWords(seconds: number): string {
  return `Gerekend in ${seconds.toFixed(1).replace('.', ',')} seconden, en nagerekend.`;
}

/** What keeps it from being better. A search takes the solver's word, a bound does not. */
export function proofInWords({ best, proofs }: Replanning): string {
  const open = measureNames.filter((name) => !proofs[name].isProven);
  if (open.length > 0) {
    const bounds = open.map((name) => boundInWords(name, best[name], proofs[name].bound));
    return `De rekentijd was op. Niet bewezen is of dit het beste is: ${bounds.join(', ')}.`;
  }
  const { bound } = proofs.lateness;
  const least =
    bound === null || bound === 0 ? 'Beter kan niet' : `Minder dan ${bound} dagen uitloop kan niet`;
  const searched = measureNames.filter((name) => !proofs[name].isByBound).map((name) => measureWords[name]);
  const how = searched.length === 0 ? '' : ` (voor ${searched.join(' en ')} door alles te doorzoeken)`;
  return `${least}: dat is bewezen${how}.`;
}

function boundInWords(name: MeasureName, found: number, bound: number | null): string {
  return `${measureWords[name]} ${found} (${bound === null ? 'ondergrens onbekend' : `ten minste ${bound}`})`;
}

/** Under the measures. */
export const measuresNote = 'Wie geen tijdslot heeft, telt niet mee in de uitloop.';

/** Which capacity, when, and how many are short. */
export function shortageInWords(shortage: Shortage): string {
  switch (shortage.kind) {
    case 'noSlot': {
      const { name, who } = shortage;
      return `${name}, ${functionWords[who.function]}: geen enkel tijdslot van de planning past, ook niet als alles leeg was.`;
    }
    case 'slots': {
      const { from, until, places, needed, tranches } = shortage;
      const period = `Van ${formatShortDate(from)} tot en met ${formatShortDate(until)} (${tranches.join(', ')})`;
      return `${period}: ${counted(needed, 'functie kan', 'functies kunnen')} alleen daar, en er ${places === 1 ? 'is 1 plaats' : `zijn ${places} plaatsen`}. ${needed - places} tekort.`;
    }
    case 'tranches': {
      const names = shortage.tranches.map(({ name, room }) => `${name} (plaats voor ${room})`).join(', ');
      return `Er zijn tijdsloten vrij, maar geen plaats voor nog een organisatie in ${names}. ${counted(shortage.who.length, 'functie blijft', 'functies blijven')} daardoor zonder tijdslot.`;
    }
  }
}

export function leftOutInWords(supposal: Supposal | null, { leftOut }: Replanning): string | null {
  if (leftOut === 0) return null;
  const why = supposal === null ? 'samen te weinig opleveren' : 'hier los van staan';
  return `Weggelaten: ${counted(leftOut, 'verplaatsing', 'verplaatsingen')} die ${why}.`;
}

/** Empty when it needs nobody else's place. */
export function chainInWords(move: SuggestedMove, moves: readonly SuggestedMove[]): string {
  return moves.some((other) => other !== move && other.chain === move.chain) ? `keten ${move.chain}` : '';
}
