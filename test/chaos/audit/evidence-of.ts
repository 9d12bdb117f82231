import type { Recorded } from '../records.ts';
import type { Evidence } from './evidence.ts';

/** Hand-made evidence of a run in which nothing happened but what is given. Business time is real time from 1 January 2027. */
export const begin = Date.parse('2027-01-01T00:00:00+01:00');

export function evidenceOf(given: Partial<Evidence>): Evidence {
  return {
    clock: { anchorReal: begin, anchorBusiness: begin, dayLengthMs: 86_400_000 },
    settledAt: Date.parse('2027-12-01T12:00:00+01:00'),
    runs: [],
    diaries: new Map(),
    reservations: [],
    holdings: [],
    mails: [],
    told: [],
    room: { T1: { organisations: 1, places: 1 } },
    ...given,
  };
}

export const at = (time: string): number => Date.parse(`${time}:00+01:00`);

/** An event without its moment. */
type Event = Recorded extends infer One ? (One extends Recorded ? Omit<One, 'at'> : never) : never;

/** One run, its events a minute after each other. */
export function runOf(workflowId: string, ...events: readonly (Event & { readonly at?: number })[]) {
  return {
    workflowId,
    runId: 'run',
    events: events.map((event, i) => ({ at: begin + i * 60_000, ...event })),
  };
}
