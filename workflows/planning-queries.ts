import { defineQuery, setHandler } from '@temporalio/workflow';
import type { Organisation } from '../machines/domain/organisation.ts';
import type { Clock } from '../machines/domain/clock.ts';
import { carryPlanning, type CarriedPlanning } from '../machines/domain/planning/carried.ts';
import { coordinate } from '../machines/domain/planning/coordinate.ts';
import { planningOverview, type PlanningOverview } from '../machines/domain/planning/overview.ts';
import { checkPlanFile, type PlanCheck } from '../machines/domain/planning/plan-check.ts';
import { organisationById } from '../machines/domain/planning/register.ts';
import {
  planningRequestSchema,
  type Generations,
  type PlanningAnswer,
} from '../machines/domain/planning/requests.ts';
import { generationsOf, organisationOf, type PlanningState } from '../machines/domain/planning/state.ts';
import type { RecentAct } from '../machines/domain/recent-acts.ts';
import type { DeskSettings } from '../machines/desk/workplace.ts';
import { planningMessages } from '../machines/protocol.ts';
import type { TrackSettings } from '../machines/track/context.ts';
import type { AnsweredUpdate } from './answered-updates.ts';
import type { CarriedCalculations } from './calculations.ts';
import { momentOfAsking } from './moment-of-asking.ts';
import { parsed } from './refusal.ts';
import { signedInput } from './signed-input.ts';

/** What one run hands to the next, or leaves behind when it was terminated. */
export interface CarriedCoordinator {
  readonly planning: CarriedPlanning;
  readonly notices: readonly PlanningAnswer[];
  readonly answered: readonly AnsweredUpdate<string>[];
  readonly calculations?: CarriedCalculations;
  readonly recent?: readonly RecentAct[];
}

interface Asked {
  readonly state: () => PlanningState;
  readonly carry: () => CarriedCoordinator;
  readonly clock: Clock;
}

/** What can be asked of the planning; nothing of it changes anything. */
export function registerPlanningQueries({ state, carry, clock }: Asked): void {
  setHandler(
    defineQuery<PlanningOverview, [unknown?]>(planningMessages.overview),
    (askedAt) => planningOverview(state(), momentOfAsking(clock, askedAt)),
    { description: 'Tranches, tijdsloten, bezetting, wachtlijst, voorstellen en vrije tijdsloten.' },
  );
  setHandler(
    defineQuery<PlanCheck, [unknown, unknown?]>(planningMessages.check),
    (raw, askedAt) => checkPlanFile(state(), signedInput(raw).content, momentOfAsking(clock, askedAt)),
    { description: 'Wat er gebeurt als deze planning gepubliceerd wordt; verandert niets.' },
  );
  setHandler(defineQuery<CarriedCoordinator>(planningMessages.state), carry, {
    description: 'De hele stand van de planning, voor programma’s.',
  });
  setHandler(defineQuery(planningMessages.basis), () => ({ planning: carryPlanning(state()), clock }), {
    description: 'De planning met haar klok, voor het doorrekenen.',
  });
  setHandler(
    defineQuery<Organisation | null, [string]>(planningMessages.organisation),
    (id) => organisationById(state(), id) ?? null,
    { description: 'Een organisatie uit het register, bij haar kenmerk.' },
  );
  setHandler(
    defineQuery<Generations, [string]>(planningMessages.generations),
    (id) => {
      const organisation = organisationOf(state(), id);
      return organisation === undefined ? {} : generationsOf(organisation);
    },
    { description: 'De nieuwste verzoeken van een organisatie, voor programma’s.' },
  );
  setHandler(defineQuery<DeskSettings>(planningMessages.settings), () => deskSettingsOf(state()), {
    description: 'Beleid en sluitingen, zoals een nieuw traject ze meekrijgt, en de tranches.',
  });
  setHandler(
    defineQuery<PlanningAnswer, [unknown, unknown?]>(planningMessages.alternatives),
    (request, askedAt) =>
      coordinate(state(), parsed(alternativesSchema, request), momentOfAsking(clock, askedAt)).answer,
    { description: 'De beste vrije tijdsloten voor een wens; verandert niets.' },
  );
}

const alternativesSchema = planningRequestSchema.refine(({ kind }) => kind === 'alternatives');

export function settingsOf({ plan }: PlanningState): TrackSettings {
  return { policy: plan.policy, closures: plan.closures };
}

function deskSettingsOf(state: PlanningState): DeskSettings {
  const tranches = state.plan.tranches.map(({ name, active }) => ({ name, active }));
  return { ...settingsOf(state), tranches };
}
