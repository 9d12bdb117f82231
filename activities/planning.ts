import type { WorkflowClient } from '@temporalio/client';
import {
  planningAnswerSchema,
  type PlanningAnswer,
  type PlanningRequest,
} from '../machines/domain/planning/requests.ts';
import type { SuggestedMove } from '../machines/domain/planning/optimise/replan.ts';
import type { Declaration } from '../machines/domain/declaration.ts';
import {
  planningId,
  planningMessages,
  type KnownOrganisation,
  type OrganisationMessage,
} from '../machines/protocol.ts';
import { refusalIsFinal, sendUpdate } from './send-update.ts';
import { freeStopped } from './stopped-tracks.ts';
import { Turns } from './turns.ts';

/** `planVersion`: of the plan that they were worked out on. */
interface SubmittedMoves {
  readonly by: string;
  readonly planVersion: number;
  readonly moves: readonly Pick<SuggestedMove, 'organisation' | 'function' | 'from' | 'to' | 'why'>[];
}

/** Of the ten Updates that a workflow takes at a time: some are left for other workers, and for the desk. */
const mostAtOnce = 8;
/** Less than the time in which an activity must have its answer. */
const patienceMs = 8_000;

/** In which a worker asks the planning. */
export function planningTurns(): Turns {
  return new Turns(mostAtOnce, patienceMs);
}

export function createPlanningActivities({ workflows }: { readonly workflows: WorkflowClient }) {
  const turns = planningTurns();
  return {
    /**
     * What a track asks of the planning. Any failure is tried again, a refusal too: a well-formed request is
     * always answered, so only a fault of the system can cause one, and a mended release heals it.
     */
    askPlanning: async (request: PlanningRequest): Promise<PlanningAnswer> => {
      const answer = await turns.take(() =>
        sendUpdate<unknown>(workflows, planningId, planningMessages.request, request),
      );
      return planningAnswerSchema.parse(answer);
    },

    /** Whether the register knows an organisation by this id. */
    isRegistered: async (id: string): Promise<boolean> => {
      const found = await workflows
        .getHandle(planningId)
        .query<unknown, [string]>(planningMessages.organisation, id);
      return found !== null;
    },

    /** Hands in the moves that were worked out, as a proposal; the planning's answer. A refusal is not tried again. */
    submitProposal: async ({ by, planVersion, moves }: SubmittedMoves): Promise<string> => {
      const message = {
        door: by,
        planversie: planVersion,
        verplaatsingen: moves.map(({ organisation, function: fn, from, to, why }) => ({
          afnemer: organisation,
          functie: fn,
          van: from,
          naar: to,
          reden: why,
        })),
      };
      return await refusalIsFinal(() => sendUpdate(workflows, planningId, planningMessages.propose, message));
    },

    /**
     * Finds the organisation of a declaration in the register, or adds it. What a track of it that was stopped still
     * holds is freed first: a new one begins with nothing. A refusal is not tried again.
     */
    registerOrganisation: async (declared: Declaration['organisation']): Promise<KnownOrganisation> => {
      const { name: naam, kind: soort, oin, cbsCode, choice: keuze } = declared;
      const message: OrganisationMessage = {
        naam,
        soort,
        ...(oin === undefined ? {} : { oin }),
        ...(cbsCode === undefined ? {} : { cbsCode }),
        ...(keuze === undefined ? {} : { keuze }),
      };
      const register = (id: string) =>
        refusalIsFinal(() =>
          turns.take(() =>
            sendUpdate<KnownOrganisation>(workflows, planningId, planningMessages.register, message, id),
          ),
        );
      const known = await register('');
      if (known.kind !== 'registered' || !(await freeStopped(workflows, known.organisation.id))) return known;
      return await register('/vrij');
    },
  };
}
