import type { Instant } from '../amsterdam.ts';
import type { Problem } from '../problem.ts';
import { displacementOf, markDisplaced, placedReservations, slotById } from './displacement.ts';
import { checkPlan } from './plan-problems.ts';
import type { Plan } from './plan.ts';
import { isOpen, locatedMoves } from './proposals/proposal.ts';
import { refusalLines } from './proposals/proposal-words.ts';
import type { Proposed } from './proposals/propose.ts';
import { proposeForDisplaced } from './proposals/relocate.ts';
import { settle, settleMoves } from './proposals/settle.ts';
import type { PlanningAnswer, Slot } from './requests.ts';
import { scheduleOf } from './schedule.ts';
import type { PlanningState } from './state.ts';

export type Published =
  /** Nothing has changed. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  /** The plan is the one that was published already. */
  | { readonly kind: 'unchanged'; readonly planVersion: number; readonly summary: string }
  | {
      readonly kind: 'published';
      readonly state: PlanningState;
      readonly planVersion: number;
      /** Dutch, for who published it. One line; each next line names one function that has no other slot. */
      readonly summary: string;
      /**
       * `displaced`, `placed` again (room came back, or the slot has other hours), moves that it ended or made
       * possible, and `placed` from the waiting list.
       */
      readonly notices: readonly PlanningAnswer[];
      /** Other places for who has none any more, and who can't have one. */
      readonly proposed: Proposed;
    };

/**
 * A new plan takes the place of the old one as a whole, or not at all. For all that it has no room for, another
 * place is proposed and kept, before who waits is served.
 */
export function publish(state: PlanningState, plan: Plan, now: Instant, by = 'planning'): Published {
  const problems = checkPlan(plan);
  if (problems.length > 0) return { kind: 'refused', problems };
  if (state.planVersion > 0 && sameJson(plan, state.plan)) {
    const summary = `Deze planning (${plan.version}) was al gepubliceerd, als versie ${state.planVersion}. Er is niets veranderd.`;
    return { kind: 'unchanged', planVersion: state.planVersion, summary };
  }
  const planVersion = state.planVersion + 1;
  const replaced = markDisplaced({ ...state, plan, planVersion, retired: retiredSlots(state, plan) }, now);
  const changed = changedPlaces(state, replaced);
  const moved = settleMoves(replaced, now);
  const proposed = proposeForDisplaced(moved.state, by, now);
  const served = settle(proposed.state, now);
  const notices = [...changed, ...moved.notices, ...proposed.notices, ...served.notices];
  const summary = publishedText(plan, planVersion, notices, proposed);
  return { kind: 'published', state: served.state, planVersion, summary, notices, proposed };
}

function publishedText(
  plan: Plan,
  planVersion: number,
  notices: readonly PlanningAnswer[],
  { state, proposal, refusals }: Proposed,
): string {
  const displaced = notices.filter(({ kind }) => kind === 'displaced').length;
  const placed = notices.filter((notice) => notice.kind === 'placed' && !notice.agreed).length;
  const head = [
    `Planning ${plan.version} is gepubliceerd, als versie ${planVersion}. Tranches: ${plan.tranches.length}, tijdsloten: ${scheduleOf(plan).slots.length}.`,
    `Geen plaats meer: ${displaced}. Voorlopig geplaatst: ${placed}.`,
    ...(proposal === null
      ? []
      : [
          `Voorstel ${proposal.id} staat klaar, met een ander tijdslot voor ${proposal.moves.length} van hen.`,
        ]),
    ...(refusals.length === 0 ? [] : [`Zonder ander tijdslot: ${refusals.length}.`]),
  ].join(' ');
  return [head, ...refusalLines(state, refusals)].join('\n');
}

/** Plans are made by one schema, so that equal ones have their keys in the same order. */
function sameJson(a: Plan, b: Plan): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Slots that are gone, and that somebody holds or was on the way to. */
function retiredSlots(state: PlanningState, plan: Plan): readonly Slot[] {
  const { slotsById } = scheduleOf(plan);
  const wanted = locatedMoves(state).filter(isOpen);
  const ids = new Set([
    ...placedReservations(state).map(({ reservation }) => reservation.slot),
    ...wanted.map(({ move }) => move.to),
  ]);
  return [...ids].filter((id) => !slotsById.has(id)).map((id) => slotById(state, id));
}

/** What the tracks of those who had a place must hear. */
function changedPlaces(before: PlanningState, after: PlanningState): readonly PlanningAnswer[] {
  const old = placedReservations(before);
  const current = new Map(
    placedReservations(after).map(({ key, reservation }) => [
      `${key.organisation} ${key.function}`,
      reservation,
    ]),
  );
  return old.flatMap(({ key, reservation }): PlanningAnswer[] => {
    const renewed = current.get(`${key.organisation} ${key.function}`) ?? reservation;
    const { generation } = renewed;
    const was = displacementOf(before, key.function, reservation) !== null;
    const reason = displacementOf(after, key.function, renewed);
    if (reason !== null) return was ? [] : [{ kind: 'displaced', ...key, generation, reason }];
    const slot = slotById(after, renewed.slot);
    // Also who fits since another left: nobody told its track so.
    if (reservation.displaced === null && slot.end === slotById(before, reservation.slot).end) return [];
    return [{ kind: 'placed', ...key, generation, slot, agreed: renewed.status === 'agreed' }];
  });
}
