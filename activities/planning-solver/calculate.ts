import { Context, heartbeat, log } from '@temporalio/activity';
import type { WorkflowClient } from '@temporalio/client';
import { businessTime, type Clock } from '../../machines/domain/clock.ts';
import { resumePlanning, type CarriedPlanning } from '../../machines/domain/planning/carried.ts';
import { faultsOf } from '../../machines/domain/planning/optimise/check.ts';
import { faultsOfBound } from '../../machines/domain/planning/optimise/check-bound.ts';
import { measureWords } from '../../machines/domain/planning/optimise/measure-words.ts';
import type { Calculation } from '../../machines/domain/planning/optimise/calculation.ts';
import { problemOf } from '../../machines/domain/planning/optimise/problem-of.ts';
import type { Supposal } from '../../machines/domain/planning/optimise/question.ts';
import { suppose } from '../../machines/domain/planning/optimise/suppose.ts';
import { planningId, planningMessages } from '../../machines/protocol.ts';
import { Turns } from '../turns.ts';
import { solveInThread } from './solve-in-thread.ts';

/** The planning as it is, and the clock that it goes by. */
export interface CalculationBasis {
  readonly planning: CarriedPlanning;
  readonly clock: Clock;
}

export interface CalculationDependencies {
  readonly workflows: WorkflowClient;
  /** For tests: a solver that fails or lies. */
  readonly solve?: typeof solveInThread;
}

const heartbeatMs = 2_000;
/** A solver takes a core and some hundred megabytes: the next one waits. */
const mostAtOnce = 1;
/** Less than the time in which an activity must have its answer. */
const patienceMs = 600_000;

export function createCalculationActivities({ workflows, solve = solveInThread }: CalculationDependencies) {
  const turns = new Turns(mostAtOnce, patienceMs);
  return {
    /**
     * Works out the best planning, for now or for what is supposed, and goes over the answer before anybody sees it.
     * Changes nothing. Whatever the solver does, the outcome is an answer: only a worker that dies is tried again.
     */
    calculatePlanning: async (supposal: Supposal | null): Promise<Calculation> => {
      const { cancellationSignal, info } = Context.current();
      const { planning, clock } = await workflows
        .getHandle(planningId)
        .query<CalculationBasis>(planningMessages.basis);
      const today = resumePlanning(planning);
      const now = businessTime(clock, info.currentAttemptScheduledTimestampMs); // the server’s time
      const supposed =
        supposal === null ? ({ kind: 'supposed', state: today } as const) : suppose(today, supposal, now);
      if (supposed.kind === 'refused') return { kind: 'failed', reason: supposed.reason };
      let began = performance.now();
      let said = 'wacht op zijn beurt';
      const beat = setInterval(() => heartbeat(said), heartbeatMs);
      const say = (words: string): void => {
        said = words;
        heartbeat(words);
      };
      try {
        const solving = turns.take(async () => {
          began = performance.now();
          return await solve(
            { planning, supposal, now, seconds: today.plan.policy.planning.rekenSeconden },
            { signal: cancellationSignal, progress: (measure) => say(measureWords[measure]) },
          );
        });
        const replanning = await Promise.race([solving, aborted(cancellationSignal)]);
        const faults = [
          ...faultsOf(supposed.state, replanning.moves, replanning.after, now),
          ...faultsOfBound(problemOf(supposed.state, now), replanning),
        ];
        if (faults.length > 0) {
          log.warn('The solver’s answer is not what it says', { faults });
          const reason = `De uitkomst klopt niet bij het narekenen (${faults.length} keer: ${faults[0]}) Er is niets veranderd.`;
          return { kind: 'failed', reason };
        }
        const seconds = Math.round(performance.now() - began) / 1_000;
        const basis = { planVersion: today.planVersion, sequence: today.sequence };
        return { kind: 'calculated', replanning, basis, seconds };
      } catch (error) {
        if (cancellationSignal.aborted) throw cancellationSignal.reason;
        log.warn('The solver gave no answer', { error });
        return {
          kind: 'failed',
          reason: 'Het doorrekenen is mislukt. Er is niets veranderd; probeer het opnieuw.',
        };
      } finally {
        clearInterval(beat);
      }
    },
  };
}

/** Only ever rejects, when it is cancelled. */
async function aborted(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  return await new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
