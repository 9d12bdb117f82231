import type { Headers, WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { z } from 'zod';
import { traceHeader } from '../../machines/protocol.ts';
import type { Carrier, Outcome, Spans, Told } from './spans.ts';

/** Calls of workflows. An Update carries its place in the trace along: see workflows/trace-context.ts. */
export function clientInterceptors(spans: Spans): WorkflowClientInterceptor {
  return {
    startUpdate: (input, next) =>
      spans({
        name: `update ${input.updateName}`,
        kind: 'call',
        told: of(input.workflowExecution),
        run: (carrier) => next({ ...input, headers: carrying(input.headers, carrier) }),
        outcomeOf: ({ outcome }) => outcomeOf(outcome),
      }),
    startUpdateWithStart: (input, next) =>
      spans({
        name: `update ${input.updateName}`,
        kind: 'call',
        told: {
          ...of(input.workflowStartOptions),
          'temporal.workflow.type': input.workflowType,
        },
        run: (carrier) => next({ ...input, updateHeaders: carrying(input.updateHeaders, carrier) }),
        outcomeOf: ({ updateOutcome }) => outcomeOf(updateOutcome),
      }),
    startWithDetails: (input, next) =>
      spans({
        name: `start ${input.workflowType}`,
        kind: 'call',
        told: { ...of(input.options), 'temporal.workflow.type': input.workflowType },
        run: () => next(input),
      }),
    signal: (input, next) =>
      spans({
        name: `signal ${input.signalName}`,
        kind: 'call',
        told: of(input.workflowExecution),
        run: () => next(input),
      }),
    query: (input, next) =>
      spans({
        name: `query ${input.queryType}`,
        kind: 'call',
        told: of(input.workflowExecution),
        run: () => next(input),
      }),
  };
}

/** Each attempt of an activity, within the Update that it came of. */
export function activityInterceptors(spans: Spans): ActivityInterceptorsFactory {
  return ({ info }) => ({
    inbound: {
      execute: (input, next) => {
        const from = carried(input.headers[traceHeader]);
        return spans({
          name: `activity ${info.activityType}`,
          kind: 'activity',
          told: {
            ...of(info.workflowExecution ?? {}),
            ...(info.workflowType === undefined ? {} : { 'temporal.workflow.type': info.workflowType }),
            'temporal.activity.type': info.activityType,
            'temporal.activity.attempt': info.attempt,
          },
          ...(from === null ? {} : { from }),
          run: () => next(input),
        });
      },
    },
  });
}

function of({
  workflowId,
  runId,
}: {
  readonly workflowId?: string | null;
  readonly runId?: string | null;
}): Told {
  return {
    ...(workflowId ? { 'temporal.workflow.id': workflowId } : {}),
    ...(runId ? { 'temporal.workflow.run_id': runId } : {}),
  };
}

function outcomeOf(outcome: { readonly failure?: unknown } | null | undefined): Outcome {
  return outcome?.failure ? 'refused' : 'done';
}

function carrying(headers: Headers, carrier: Carrier): Headers {
  return { ...headers, [traceHeader]: defaultPayloadConverter.toPayload(carrier) };
}

const carrierSchema = z.record(z.string(), z.string());

/** Null when there is none, or one that is not ours. */
function carried(payload: Payload | undefined): Carrier | null {
  if (payload === undefined) return null;
  try {
    return carrierSchema.parse(defaultPayloadConverter.fromPayload(payload));
  } catch {
    return null;
  }
}
