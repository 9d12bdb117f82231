import { currentUpdateInfo } from '@temporalio/workflow';
import { withExamples } from '../machines/domain/example-input.ts';
import type { PlanningOverview } from '../machines/domain/planning/overview.ts';
import { shortened, type Decided } from '../machines/domain/planning/proposals/decided.ts';
import { plannerOrders, type PlannerOrder } from '../machines/domain/planning/proposals/orders.ts';
import type { PlanningAnswer } from '../machines/domain/planning/requests.ts';
import type { PlanningState } from '../machines/domain/planning/state.ts';
import type { AnsweredUpdates } from './answered-updates.ts';
import type { ListedUpdate } from './listed-updates.ts';
import { refusal } from './refusal.ts';

interface Planner {
  readonly state: () => PlanningState;
  /** Business time. */
  readonly now: () => number;
  readonly become: (state: PlanningState, notices: readonly PlanningAnswer[]) => void;
  readonly answered: AnsweredUpdates<string>;
  /** As the page showed it last. */
  readonly overview: () => PlanningOverview;
}

type Done = Extract<Decided, { readonly kind: 'done' }>;

/** Worked out for this Update, on this state. */
interface Decision {
  readonly id: string | undefined;
  readonly state: PlanningState;
  readonly now: number;
  readonly decided: Done;
}

/**
 * One Update for each thing that a planner can order. Its rules are pure, so that one which would be refused is
 * refused before it is accepted, and leaves no trace.
 */
export function plannerUpdates(planner: Planner): readonly ListedUpdate[] {
  return plannerOrders.map((order) => plannerUpdate(order, planner));
}

function plannerUpdate(
  order: PlannerOrder,
  { state, now, become, answered, overview }: Planner,
): ListedUpdate {
  let latest: Decision | null = null;
  const decide = (raw: unknown): Done => {
    const id = currentUpdateInfo()?.id;
    const basis = { id, state: state(), now: now() };
    const known = latest;
    latest = null;
    // What its validator found a moment ago. A replay has no validator: then it is worked out here.
    if (id !== undefined && known?.id === id && known.state === basis.state && known.now === basis.now)
      return known.decided;
    const decided = order.carryOut(basis.state, raw, basis.now);
    if (decided.kind === 'refused') throw refusal(decided.reason);
    latest = { ...basis, decided };
    return decided;
  };
  return {
    name: order.name,
    describe() {
      const input = order.example(overview());
      return input === null ? null : withExamples(order.description, [input]);
    },
    validate(raw) {
      if (answered.earlier === null) decide(raw);
    },
    carryOut(raw) {
      const { earlier } = answered;
      if (earlier !== null) return earlier;
      const decided = decide(raw);
      become(decided.state, decided.notices);
      answered.remember(shortened(decided.answer));
      return decided.answer;
    },
  };
}
