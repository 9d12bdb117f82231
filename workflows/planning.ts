import {
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineUpdate,
  setCurrentDetails,
  setDefaultUpdateHandler,
  setHandler,
} from '@temporalio/workflow';
import { businessTime, type Clock } from '../machines/domain/clock.ts';
import type { Organisation } from '../machines/domain/organisation.ts';
import { usedAdvice } from '../machines/domain/planning/advice.ts';
import { carryPlanning, resumePlanning, type CarriedPlanning } from '../machines/domain/planning/carried.ts';
import { coordinate } from '../machines/domain/planning/coordinate.ts';
import {
  planningOverview,
  renderOverview,
  type PlanningOverview,
} from '../machines/domain/planning/overview.ts';
import { parsePlan } from '../machines/domain/planning/plan-file.ts';
import type { Plan } from '../machines/domain/planning/plan.ts';
import { publish } from '../machines/domain/planning/publish.ts';
import {
  organisationById,
  registerOrganisation,
  type Registration,
} from '../machines/domain/planning/register.ts';
import {
  planningRequestSchema,
  type PlanningAnswer,
  type PlanningRequest,
} from '../machines/domain/planning/requests.ts';
import { emptyPlanning, organisationOf, type PlanningState } from '../machines/domain/planning/state.ts';
import { formatProblems } from '../machines/domain/problem.ts';
import {
  organisationMessageSchema,
  planningMessages,
  type KnownOrganisation,
  type OrganisationMessage,
} from '../machines/protocol.ts';
import type { TrackSettings } from '../machines/track/context.ts';
import { clipDetails } from './details.ts';
import { Notices } from './notices.ts';
import { parsed, refusal } from './refusal.ts';
import { defaultHistoryLimit, isLongRun } from './run-length.ts';
import { signedInput } from './signed-input.ts';

export interface PlanningInput {
  readonly clock: Clock;
  /** Events in one run, after which it continues as new; for tests. */
  readonly historyLimit?: number;
  readonly carried?: { readonly planning: CarriedPlanning; readonly notices: readonly PlanningAnswer[] };
}

/**
 * The one coordinator of the planning: whatever is reserved, is reserved here. Its handlers never await, so that
 * requests that come together are decided one after the other. It can't be cancelled.
 */
export async function planning(input: PlanningInput): Promise<never> {
  const { clock, historyLimit = defaultHistoryLimit, carried } = input;
  let state: PlanningState = carried === undefined ? emptyPlanning : resumePlanning(carried.planning);
  const notices = new Notices(carried?.notices ?? []);
  /** Changes in this run. */
  let changes = 0;
  const now = () => businessTime(clock, Date.now());
  const become = (next: PlanningState, told: readonly PlanningAnswer[] = []): void => {
    changes++;
    state = next;
    notices.add(told);
  };

  setHandler(
    defineUpdate<PlanningAnswer, [PlanningRequest]>(planningMessages.request),
    (request) => {
      const decided = coordinate(state, request, now());
      become(decided.state, decided.notices);
      return decided.answer;
    },
    {
      description: 'Vraag van een aansluittraject aan de planning. Trajecten sturen dit zelf.',
      validator: (request) => {
        parsed(planningRequestSchema, request);
      },
    },
  );
  setHandler(
    defineUpdate<string, [unknown]>(planningMessages.publish),
    (raw) => {
      const plan = planIn(raw);
      const published = publish(state, plan, now());
      switch (published.kind) {
        case 'refused':
          throw refusal(formatProblems(published.problems));
        case 'unchanged':
          return `Deze planning was al gepubliceerd (versie ${published.planVersion}). Er is niets veranderd.`;
        case 'published':
          become(published.state, published.notices);
          return publishedText(plan, published.planVersion, published.notices);
      }
    },
    {
      description:
        'Publiceert een nieuwe planning in haar geheel: tranches, tijdsloten, sluitingen en beleid, zoals in het planningsbestand. Fouten worden alle tegelijk gemeld; dan verandert er niets.',
      validator: (raw) => {
        planIn(raw);
      },
    },
  );
  setHandler(
    defineUpdate<KnownOrganisation, [OrganisationMessage]>(planningMessages.register),
    (message) => {
      const registered = registerOrganisation(state, registrationIn(message));
      switch (registered.kind) {
        case 'refused':
          throw refusal(registered.reason);
        case 'ambiguous':
          return registered;
        case 'registered':
          become(registered.state);
          return known(registered.state, registered.id);
      }
    },
    {
      description:
        'Zoekt een organisatie in het register, of schrijft haar in. Voorbeeld: {"naam":"Utrecht","soort":"gemeente","cbsCode":"GM0344"}',
      validator: (message) => {
        registrationIn(message);
      },
    },
  );
  setDefaultUpdateHandler((name) => {
    const { publish: publishing, register, request } = planningMessages;
    throw refusal(`'${name}' bestaat niet. Wel kan: ${[publishing, register, request].join(', ')}.`);
  });

  setHandler(defineQuery<PlanningOverview>(planningMessages.overview), () => planningOverview(state, now()), {
    description: 'Tranches, tijdsloten, bezetting en wachtlijst.',
  });
  setHandler(
    defineQuery<Organisation | null, [string]>(planningMessages.organisation),
    (id) => organisationById(state, id) ?? null,
    { description: 'Een organisatie uit het register, bij haar kenmerk.' },
  );
  setHandler(defineQuery<TrackSettings>(planningMessages.settings), () => settingsOf(state), {
    description: 'Beleid en sluitingen, zoals een nieuw traject ze meekrijgt.',
  });
  setHandler(
    defineQuery<PlanningAnswer, [unknown]>(planningMessages.alternatives),
    (request) => coordinate(state, parsed(alternativesSchema, request), now()).answer,
    { description: 'De beste vrije tijdsloten voor een wens; verandert niets.' },
  );

  return await CancellationScope.nonCancellable(async () => {
    let shown = -1;
    for (;;) {
      if (shown !== changes) setCurrentDetails(clipDetails(renderOverview(planningOverview(state, now()))));
      shown = changes;
      const isLong = () => changes > 0 && isLongRun(historyLimit);
      await condition(() => changes !== shown || !notices.isEmpty || isLong());
      if (isLong()) {
        const rest = { planning: carryPlanning(state), notices: notices.carried() };
        return await continueAsNew<typeof planning>({ ...input, carried: rest });
      }
      if (!notices.isEmpty) await notices.deliverRound();
    }
  });
}

const alternativesSchema = planningRequestSchema.refine(({ kind }) => kind === 'alternatives');

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

function settingsOf({ plan }: PlanningState): TrackSettings {
  return { policy: plan.policy, closures: plan.closures };
}

function known(state: PlanningState, id: string): KnownOrganisation {
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
  };
}

function publishedText(plan: Plan, version: number, notices: readonly PlanningAnswer[]): string {
  const displaced = notices.filter(({ kind }) => kind === 'displaced').length;
  const placed = notices.filter(({ kind }) => kind === 'placed').length;
  return [
    `Planning ${plan.version} is gepubliceerd (versie ${version}), met ${plan.tranches.length} tranches.`,
    ...(displaced === 0
      ? []
      : [`${displaced} keer is er geen plaats meer: spreek daar een nieuw tijdslot af.`]),
    ...(placed === 0 ? [] : [`${placed} keer is er een plaats bijgekomen of veranderd.`]),
  ].join(' ');
}
