import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import {
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { WorkflowNotFoundError, type ClientInterceptors } from '@temporalio/client';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { activityInterceptors, clientInterceptors } from './interceptors.ts';

export interface Tracing {
  readonly client: ClientInterceptors;
  readonly activity: ActivityInterceptorsFactory;
  /** What has ended; never fails, and gives up after a while. */
  send(patienceMs: number): Promise<void>;
}

/** What a span may tell: nothing that people write. Neither inputs and answers, nor the messages of errors. */
export interface Told {
  readonly 'temporal.workflow.id'?: string;
  readonly 'temporal.workflow.run_id'?: string;
  readonly 'temporal.workflow.type'?: string;
  readonly 'temporal.activity.type'?: string;
  readonly 'temporal.activity.attempt'?: number;
}

export type Outcome = 'done' | 'refused' | 'failed';

export interface Work<Result> {
  readonly name: string;
  readonly kind: 'call' | 'activity';
  readonly told: Told;
  /** Where it comes from, when it was another process; else what it is called within. */
  readonly from?: Carrier;
  /** Gets what takes its place in the trace along. */
  readonly run: (carrier: Carrier) => Promise<Result>;
  readonly outcomeOf?: (result: Result) => Outcome;
}

/** A place in a trace, as W3C writes it: `traceparent`. */
export type Carrier = Readonly<Record<string, string>>;
export type Spans = <Result>(work: Work<Result>) => Promise<Result>;

export function startTracing(): Tracing {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'traject' }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const spans = spansOf(provider);
  return {
    client: { workflow: [clientInterceptors(spans)] },
    activity: activityInterceptors(spans),
    async send(patienceMs) {
      const sent = provider.forceFlush().catch(() => {});
      await Promise.race([sent, wait(patienceMs, undefined, { ref: false })]);
    },
  };
}

function spansOf(provider: BasicTracerProvider): Spans {
  const tracer = provider.getTracer('traject');
  const propagator = new W3CTraceContextPropagator();
  const current = new AsyncLocalStorage<Context>();
  return async ({ name, kind, told, from, run, outcomeOf }) => {
    const parent =
      from === undefined
        ? (current.getStore() ?? ROOT_CONTEXT)
        : propagator.extract(ROOT_CONTEXT, from, defaultTextMapGetter);
    const spanKind = kind === 'call' ? SpanKind.CLIENT : SpanKind.CONSUMER;
    const span = tracer.startSpan(name, { kind: spanKind }, parent);
    const context = trace.setSpan(parent, span);
    const carrier: Record<string, string> = {};
    propagator.inject(context, carrier, defaultTextMapSetter);
    let outcome: Outcome = 'failed';
    let isKnown = true;
    try {
      const result = await current.run(context, () => run(carrier));
      outcome = outcomeOf?.(result) ?? 'done';
      return result;
    } catch (error) {
      // By an id that is nobody's, somebody can have typed anything.
      isKnown = !(error instanceof WorkflowNotFoundError);
      throw error;
    } finally {
      if (isKnown) span.setAttributes({ ...told });
      span.setAttribute('traject.outcome', outcome);
      if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    }
  };
}
