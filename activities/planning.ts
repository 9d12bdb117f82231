import type { WorkflowClient } from '@temporalio/client';
import { planningAnswerSchema, type PlanningAnswer, type PlanningRequest } from '../machines/domain/planning/requests.ts';
import { planningId, planningMessages } from '../machines/protocol.ts';
import { sendUpdate } from './send-update.ts';
