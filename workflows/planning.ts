import { CancellationScope, condition, continueAsNew } from '@temporalio/workflow';
import { dateOf } from '../machines/domain/amsterdam.ts';
import { businessTime, type Clock } from '../machines/domain/clock.ts';
import { formatMoment } from '../machines/domain/dutch-dates.ts';
import type { Organisation } from '../machines/domain/organisation.ts';
import { usedAdvice } from '../machines/domain/planning/advice.ts';
import { carryPlanning, resumePlanning } from '../machines/domain/planning/carried.ts';
import { coordinate } from '../machines/domain/planning/coordinate.ts';
import { isListedAnew, type Listing } from '../machines/domain/planning/listing.ts';
import { notesSection } from '../machines/domain/planning/optimise/note.ts';
import { planningOverview } from '../machines/domain/planning/overview.ts';
import { renderOverview } from '../machines/domain/planning/overview-page.ts';
import { parsePlan } from '../machines/domain/planning/plan-file.ts';
import type { Plan } from '../machines/domain/planning/plan.ts';
import { shortened } from '../machines/domain/planning/proposals/decided.ts';
import { nextMoment, settle } from '../machines/domain/planning/proposals/settle.ts';
import { publish } from '../machines/domain/planning/publish.ts';
import { publishDescription } from '../machines/domain/planning/publishing.ts';
import {
  organisationById,
  registerOrganisation,
  type Registration,
} from '../machines/domain/planning/register.ts';
import { planningRequestSchema, type PlanningAnswer } from '../machines/domain/planning/requests.ts';
import { emptyPlanning, organisationOf, type PlanningState } from '../machines/domain/planning/state.ts';
import { actsSection, withAct, type RecentAct } from '../machines/domain/recent-acts.ts';
import { formatProblems } from '../machines/domain/problem.ts';
import { organisationMessageSchema, planningMessages, type KnownOrganisation } from '../machines/protocol.ts';
import { Alarm } from './alarm.ts';
import { AnsweredUpdates } from './answered-updates.ts';
import { Calculations } from './calculations.ts';
import { namespacePage, showPage, withFittingLists } from './details.ts';
import { InternalMessages } from './internal-messages.ts';
import { ListedUpdates, type ListedUpdate } from './listed-updates.ts';
import { Notices } from './notices.ts';
import { registerPlanningQueries, settingsOf, type CarriedCoordinator } from './planning-queries.ts';
import { plannerUpdates } from './planner-updates.ts';
import { parsed, refusal } from './refusal.ts';
import { defaultHistoryLimit, RunLength } from './run-length.ts';
import { signedInput } from './signed-input.ts';

export interface PlanningInput {
  readonly clock: Clock;
  /** Events in one run, after which it continues as new; for tests. */
  readonly historyLimit?: number;
  readonly carried?: CarriedCoordinator;
}

/**
 * The one coordinator of the planning: whatever is reserved, is reserved here. Its handlers never await, so that
 * requests that come together are decided one after the other. It can't be cancelled.
 */
export async function planning(input: PlanningInput): Promise<never> {
  const { clock, historyLimit = defaultHistoryLimit, carried } = input;
  let state: PlanningState = carried === undefined ? emptyPlanning : resumePlanning(carried.planning);
  const notices = new Notices(carried?.notices ?? []);
  const answered = new AnsweredUpdates<string>(carried?.answered ?? []);
  const length = new RunLength(historyLimit);
  /** Changes in this run, and of those what tracks asked for. */
  let changes = 0;
  let ofTracks = 0;
  const now = () => businessTime(clock, Date.now());
  const become = (next: PlanningState, told: readonly PlanningAnswer[] = []): void => {
    changes++;
    state = next;
    notices.add(told);
  };

  let recent: readonly RecentAct[] = carried?.recent ?? [];
  /** Its answer stands on the page afterwards. */
  const told =
    (update: ListedUpdate) =>
    (raw: unknown): unknown => {
      const isNew = answered.earlier === null;
      const answer = update.carryOut(raw);
      if (isNew && typeof answer === 'string') {
        recent = withAct(recent, { at: now(), by: signedInput(raw).by, what: update.name, answer });
        changes++;
      }
      return answer;
    };

  const internal = new InternalMessages();
  internal.onUpdate(planningMessages.request, (raw): PlanningAnswer => {
    const decided = coordinate(state, parsed(planningRequestSchema, raw), now());
    become(decided.state, decided.notices);
    ofTracks++;
    return decided.answer;
  });
  internal.onUpdate(planningMessages.register, (raw): KnownOrganisation => {
    const registered = registerOrganisation(state, registrationIn(raw));
    switch (registered.kind) {
      case 'refused':
        throw refusal(registered.reason);
      case 'ambiguous':
        return registered;
      case 'registered':
        become(registered.state);
        ofTracks++;
        return known(registered.state, registered.id, registered.lookAlikes);
    }
  });
  internal.onSignal(planningMessages.calculated, (message) => calculations.tell(message));
  const publication: ListedUpdate = {
    name: planningMessages.publish,
    describe: () => publishDescription(Number(dateOf(now()).slice(0, 4)) + 1),
    validate(raw) {
      planIn(raw);
    },
    carryOut(raw) {
      const { earlier } = answered;
      if (earlier !== null) return earlier;
      const published = publish(state, planIn(raw), now(), signedInput(raw).by);
      if (published.kind === 'refused') throw refusal(formatProblems(published.problems));
      if (published.kind === 'published') become(published.state, published.notices);
      answered.remember(shortened(published.summary));
      return published.summary;
    },
  };
  /** As the list of Updates speaks of it. */
  let overview = planningOverview(state, now());
  const calculations = new Calculations(
    { state: () => state, now, answered, changed: () => void changes++ },
    carried?.calculations,
  );
  const orders = [
    ...plannerUpdates({ state: () => state, now, become, answered, overview: () => overview }),
    ...calculations.updates(() => overview),
    publication,
  ].map((update) => ({ ...update, carryOut: told(update) }));
  const updates = new ListedUpdates(orders, (name) => {
    const possible = orders.filter((update) => update.describe() !== null).map((update) => update.name);
    return `'${name}' bestaat niet. Wel kan: ${possible.join(', ')}.`;
  });
  updates.refresh();
  let listed: Listing = { at: Date.now(), byOthers: 0 };
  const list = (): void => {
    const next = { at: Date.now(), byOthers: changes - ofTracks };
    if (!isListedAnew(listed, next, Object.keys(state.organisations).length)) return;
    listed = next;
    overview = planningOverview(state, now());
    updates.refresh();
  };
  showPage(() => {
    const ui = namespacePage();
    const current = planningOverview(state, now());
    const first = [...actsSection(recent), ...notesSection(calculations.notes, ui)];
    return withFittingLists(
      (mostItems) => renderOverview(current, { ui, mostItems, first }),
      mostItemsOfDetails,
    );
  });
  internal.register((name, raw) => updates.unlisted(name, raw));

  const carry = (): CarriedCoordinator => ({
    planning: carryPlanning(state),
    notices: notices.carried(),
    answered: answered.carried(),
    calculations: calculations.carried(),
    recent,
  });
  registerPlanningQueries({ state: () => state, carry, clock });

  return await CancellationScope.nonCancellable(async () => {
    let isRung = false;
    const alarm = new Alarm({
      clock,
      summary: (moment) => `Vastgehouden plaatsen tot ${formatMoment(moment)}`,
      ring: () => {
        isRung = true;
      },
    });
    let shown = -1;
    for (;;) {
      if (isRung) {
        isRung = false;
        const settled = settle(state, now());
        become(settled.state, settled.notices);
      }
      if (shown !== changes) list();
      shown = changes;
      alarm.set(nextMoment(state));
      const isLong = () => length.isLong(changes);
      await condition(
        () => changes !== shown || isRung || !notices.isEmpty || !calculations.isEmpty || isLong(),
      );
      await calculations.startAsked();
      if (isLong() && notices.areFew)
        return await continueAsNew<typeof planning>({ ...input, carried: carry() });
      if (!notices.isEmpty) await notices.deliverRound();
    }
  });
}

/** Of each list; fewer when not all of them fit. */
const mostItemsOfDetails = 12;

/** @throws a refusal with all the problems of the plan. */
function planIn(raw: unknown): Plan {
  const plan = parsePlan(signedInput(raw).content);
  if (!plan.ok) throw refusal(formatProblems(plan.problems));
  return plan.plan;
}

/** @throws a refusal with all the problems of what was sent. */
function registrationIn(message: unknown): Registration {
  const { naam: name, soort: kind, keuze: choice, ...codes } = parsed(organisationMessageSchema, message);
  return { name, kind, choice, ...codes };
}

function known(state: PlanningState, id: string, lookAlikes: readonly Organisation[]): KnownOrganisation {
  const organisation = organisationById(state, id);
  const registered = organisationOf(state, id);
  if (organisation === undefined || registered === undefined) throw new Error(`'${id}' was just registered`);
  return {
    kind: 'registered',
    organisation,
    settings: settingsOf(state),
    usedAdviceMinutes: usedAdvice(registered),
    live: registered.live,
    agreement: registered.agreement ?? null,
    lookAlikes,
  };
}
