import {
  ApplicationFailure,
  continueAsNew,
  defineQuery,
  defineUpdate,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import type { Clock } from '../../../machines/domain/clock.ts';
import { DurableRun, type Carried, type Origin } from '../../../workflows/durable.ts';
import type { ToyActivities } from './activities.ts';
import { parcelMachine, type ParcelContext, type ParcelEffect, type ParcelEvent } from './machine.ts';

export const packUpdate = defineUpdate<number, [string]>('pack');
export const sealUpdate = defineUpdate<void>('seal');
export const contentsQuery = defineQuery<ParcelContext>('contents');
export const runsQuery = defineQuery<number>('runs');

export interface ParcelInput {
  readonly clock: Clock;
  readonly historyLimit: number;
  readonly runs: number;
  readonly carried: Carried<ParcelEffect> | null;
}
export interface ParcelResult {
  readonly context: ParcelContext;
  readonly runs: number;
}

const { stamp, tell } = proxyActivities<ToyActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '50ms', maximumInterval: '1m' },
});

export async function parcel(input: ParcelInput): Promise<ParcelResult> {
  const origin: Origin<object, ParcelEffect> =
    input.carried === null ? { start: {} } : { carried: input.carried };
  const run = new DurableRun<ParcelContext, ParcelEvent, object, ParcelEffect>(
    {
      machine: parcelMachine,
      clock: input.clock,
      takeNote: () => false,
      async perform(effect) {
        if (effect.kind === 'stamp') return { type: 'stamped', stamp: await stamp(effect.item) };
        await tell(effect.text);
        return null;
      },
      isOrdered: (effect) => effect.kind === 'stamp',
      cancelled: { type: 'cancel.requested' },
      isCancelAnswered: () => false,
      timerSummary: (moment) => `until ${moment}`,
      onChange: () => {},
      publish: () => {},
      historyLimit: input.historyLimit,
    },
    origin,
  );
  setHandler(
    packUpdate,
    async (item) => {
      const turn = run.dispatch({ type: 'pack', item });
      await run.answered(turn);
      return run.context.stamps.length;
    },
    {
      validator: (item) => {
        if (!run.canTake({ type: 'pack', item })) throw ApplicationFailure.nonRetryable('refused');
      },
    },
  );
  setHandler(sealUpdate, () => {
    run.dispatch({ type: 'seal' });
  });
  setHandler(contentsQuery, () => run.context);
  setHandler(runsQuery, () => input.runs);
  const carried = await run.untilEnd();
  if (carried === null) return { context: run.context, runs: input.runs };
  return await continueAsNew<typeof parcel>({ ...input, carried, runs: input.runs + 1 });
}
