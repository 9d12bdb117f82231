import type { WorkflowClient } from '@temporalio/client';
import {
  planningAnswerSchema,
  type PlanningAnswer,
  type PlanningRequest,
} from '../machines/domain/planning/requests.ts';
import type { Declaration } from '../machines/domain/declaration.ts';
import {
  planningId,
  planningMessages,
  type KnownOrganisation,
  type OrganisationMessage,
} from '../machines/protocol.ts';
import { refusalIsFinal, sendUpdate } from './send-update.ts';

export function createPlanningActivities({ workflows }: { readonly workflows: WorkflowClient }) {
  return {
    /**
     * What a track asks of the planning. Any failure is tried again, a refusal too: a well-formed request is
     * always answered, so only a fault of the system can cause one, and a mended release heals it.
     */
    askPlanning: async (request: PlanningRequest): Promise<PlanningAnswer> => {
      const answer = await sendUpdate<unknown>(workflows, planningId, planningMessages.request, request);
      return planningAnswerSchema.parse(answer);
    },

    /** Whether the register knows an organisation by this id. */
    isRegistered: async (id: string): Promise<boolean> => {
      const found = await workflows
        .getHandle(planningId)
        .query<unknown, [string]>(planningMessages.organisation, id);
      return found !== null;
    },

    /** Finds the organisation of a declaration in the register, or adds it. A refusal is not tried again. */
    registerOrganisation: async (declared: Declaration['organisation']): Promise<KnownOrganisation> => {
      const { name: naam, kind: soort, oin, cbsCode, choice: keuze } = declared;
      const message: OrganisationMessage = {
        naam,
        soort,
        ...(oin === undefined ? {} : { oin }),
        ...(cbsCode === undefined ? {} : { cbsCode }),
        ...(keuze === undefined ? {} : { keuze }),
      };
      return await refusalIsFinal(() =>
        sendUpdate(workflows, planningId, planningMessages.register, message),
      );
    },
  };
}
