import type { Instant } from '../../../../machines/domain/amsterdam.ts';
import { grouped } from '../../../../machines/domain/grouped.ts';
import type { PlanningAnswer } from '../../../../machines/domain/planning/requests.ts';
import type { ConnectionFunction } from '../../../../machines/domain/vocabulary.ts';

/** What one track was told: the test's own account, from answers and notices alone. */
export interface Told {
  readonly organisation: string;
  readonly function: ConnectionFunction;
  slot: string | null;
  begin: Instant;
  agreed: boolean;
  tranche: string | null;
  displaced: boolean;
  /** The move that is talked about, or that waits for others. */
  move: { readonly id: string; readonly slot: string; readonly awaits: boolean } | null;
}

export class Accounts {
  readonly all = new Map<string, Told>();

  /** An answer to the track's own request ends what was talked about before, or says that it waits. */
  answered(answer: PlanningAnswer, keepsTranche = false): void {
    if (answer.kind !== 'closed' && 'function' in answer) this.#told(answer).move = null;
    this.hear(answer, keepsTranche);
  }

  hear(answer: PlanningAnswer, keepsTranche = false): void {
    if (answer.kind === 'closed') {
      for (const [key, { organisation }] of this.all)
        if (organisation === answer.organisation) this.all.delete(key);
      return;
    }
    if (!('function' in answer)) return;
    const told = this.#told(answer);
    if (answer.kind === 'placed') {
      const { id, tranche, begin } = answer.slot;
      if (told.move?.slot === id) told.move = null;
      Object.assign(told, { slot: id, tranche, begin, agreed: answer.agreed, displaced: false });
    }
    if (answer.kind === 'displaced') told.displaced = true;
    if (answer.kind === 'moveProposed' || answer.kind === 'awaiting') {
      told.move = { id: answer.move, slot: answer.slot.id, awaits: answer.kind === 'awaiting' };
    }
    if (answer.kind === 'moveEnded' && told.move?.id === answer.move) told.move = null;
    if (answer.kind === 'released')
      Object.assign(told, { ...nothing, tranche: keepsTranche ? told.tranche : null });
  }

  #told({ organisation, function: fn }: Pick<Told, 'organisation' | 'function'>): Told {
    const key = `${organisation} ${fn}`;
    const told = this.all.get(key) ?? { organisation, function: fn, ...nothing };
    this.all.set(key, told);
    return told;
  }

  inSlots(): ReadonlyMap<string, readonly Told[]> {
    const placed = [...this.all.values()].filter(({ slot }) => slot !== null);
    return grouped(placed, ({ slot }) => slot ?? '');
  }

  inTranches(): ReadonlyMap<string, ReadonlySet<string>> {
    const counting = grouped(
      [...this.all.values()].filter(({ tranche }) => tranche !== null),
      ({ tranche }) => tranche ?? '',
    );
    return new Map(
      [...counting].map(([tranche, told]) => [
        tranche,
        new Set(told.map(({ organisation }) => organisation)),
      ]),
    );
  }
}

const nothing = { slot: null, begin: 0, agreed: false, tranche: null, displaced: false, move: null };
