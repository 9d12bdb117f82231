import type { Connection, TrackContext } from '../../../machines/track/context.ts';
import * as course from '../../../machines/track/decisions/course.ts';
import * as declaration from '../../../machines/track/decisions/declaration.ts';
import * as delay from '../../../machines/track/decisions/delay.ts';
import * as moves from '../../../machines/track/decisions/moves.ts';
import * as preparation from '../../../machines/track/decisions/preparation.ts';
import * as testing from '../../../machines/track/decisions/testing.ts';
import { correctsTo, functionGuards } from '../../../machines/track/guards.ts';
import type { Turn } from '../../../machines/track/turn.ts';
import { read, when, type EventOf, type FunctionEvent, type Reaction } from './progress.ts';

/** What concerns one function: by what it is in. */
export function functionReaction(
  context: TrackContext,
  event: FunctionEvent,
  connection: Connection,
): Reaction | null {
  switch (connection.stage) {
    case 'declaration':
      return inDeclaration(context, event, connection) ?? active(context, event);
    case 'trancheAssignment':
      return inAssignment(context, event) ?? active(context, event);
    case 'impactAnalysis':
      return inImpactAnalysis(context, event) ?? active(context, event);
    case 'application':
      return active(context, event);
    case 'preproduction':
      return inPreproduction(context, event) ?? active(context, event);
    case 'chainTest':
      return inChainTest(context, event) ?? active(context, event);
    case 'goLive':
      return inGoLive(context, event) ?? active(context, event);
    case 'live':
    case 'supplierReady':
      return event.type === 'corrected' ? corrected(context, event) : null;
    case 'withdrawn':
    case 'succeeded':
      return event.type === 'reopened' ? reopened(context, event) : null;
  }
}

function inDeclaration(
  context: TrackContext,
  event: FunctionEvent,
  { completeOn }: Connection,
): Reaction | null {
  const fn = event.function;
  if (!functionGuards.concerns(context, event, { fn })) return null;
  switch (event.type) {
    case 'declaration.approved':
      return when(completeOn !== null, (turn) => course.enterStage(turn, fn, 'trancheAssignment', event));
    case 'declaration.foundIncomplete':
      return when(completeOn !== null, (turn) => declaration.findIncomplete(turn, event));
    case 'dates.changed':
      if (completeOn !== null) return null;
      return (progress) => {
        progress.decide((turn) => delay.changeDates(turn, event));
        read(progress, fn, event);
      };
    default:
      return null;
  }
}

function inAssignment(context: TrackContext, event: FunctionEvent): Reaction | null {
  const params = { fn: event.function };
  switch (event.type) {
    case 'assignment.proposed':
      return when(functionGuards.proposable(context, event, params), (turn) =>
        preparation.propose(turn, event),
      );
    case 'assignment.agreed':
      return when(functionGuards.agreeable(context, event, params), (turn) => preparation.agree(turn, event));
    default:
      return null;
  }
}

function inImpactAnalysis(context: TrackContext, event: FunctionEvent): Reaction | null {
  const fn = event.function;
  if (!functionGuards.concerns(context, event, { fn })) return null;
  switch (event.type) {
    case 'impactAnalysis.reported':
      return (progress) => {
        progress.decide((turn) => preparation.reportImpactAnalysis(turn, event));
        progress.decide((turn) => course.enterStage(turn, fn, 'application', event));
      };
    case 'impactAnalysis.waived':
      return when(true, (turn) => course.enterStage(turn, fn, 'application', event));
    default:
      return null;
  }
}

function inPreproduction(context: TrackContext, event: FunctionEvent): Reaction | null {
  if (event.type !== 'preproduction.reported') return null;
  return when(functionGuards.reportable(context, event, { fn: event.function }), (turn) =>
    testing.reportPreproduction(turn, event),
  );
}

function inChainTest(context: TrackContext, event: FunctionEvent): Reaction | null {
  if (event.type !== 'chainTest.reported') return null;
  const fn = event.function;
  const next = ((): ((turn: Turn) => void) | null => {
    if (functionGuards.supplierPasses(context, event, { fn }))
      return (turn) => course.end(turn, fn, 'supplierReady', event);
    if (functionGuards.passes(context, event, { fn }))
      return (turn) => course.enterStage(turn, fn, 'goLive', event);
    // Another slot comes first: it stays where it is.
    return functionGuards.fails(context, event, { fn }) ? (turn) => testing.openRetest(turn, fn) : null;
  })();
  if (next === null) return null;
  return (progress) => {
    progress.decide((turn) => testing.recordTest(turn, event));
    progress.decide(next);
  };
}

function inGoLive(context: TrackContext, event: FunctionEvent): Reaction | null {
  const fn = event.function;
  switch (event.type) {
    case 'goLive.reported':
      return when(functionGuards.goLiveReportable(context, event, { fn }), (turn) =>
        testing.reportGoLive(turn, event),
      );
    case 'goLive.confirmed':
      if (!functionGuards.canGoLive(context, event, { fn })) return null;
      return (progress) => {
        progress.decide((turn) => testing.confirmGoLive(turn, event));
        progress.decide((turn) => course.end(turn, fn, 'live', event));
      };
    default:
      return null;
  }
}

/** Possible in every step. */
function active(context: TrackContext, event: FunctionEvent): Reaction | null {
  const fn = event.function;
  const params = { fn };
  switch (event.type) {
    case 'corrected':
      return corrected(context, event);
    case 'withdrawn':
      if (!functionGuards.concerns(context, event, params)) return null;
      return (progress) => {
        progress.decide((turn) => course.withdraw(turn, event));
        progress.decide((turn) => course.end(turn, fn, 'withdrawn', event));
      };
    case 'delay.reported':
      return when(functionGuards.delayable(context, event, params), (turn) => delay.reportDelay(turn, event));
    case 'delay.lifted':
      return when(functionGuards.liftable(context, event, params), (turn) => delay.liftDelay(turn, event));
    case 'alternatives.requested':
      return when(functionGuards.alternativesWanted(context, event, params), (turn) =>
        delay.requestAlternatives(turn, event),
      );
    case 'alternatives.offered':
      return when(functionGuards.offerable(context, event, params), (turn) =>
        delay.offerAlternatives(turn, event),
      );
    case 'reschedule.wished':
      return when(functionGuards.wishable(context, event, params), (turn) => delay.recordWish(turn, event));
    case 'reschedule.agreed':
      return when(functionGuards.reschedulable(context, event, params), (turn) =>
        delay.reschedule(turn, event),
      );
    case 'slot.released':
      return when(functionGuards.releasable(context, event, params), (turn) =>
        delay.releaseSlot(turn, event),
      );
    case 'move.declined':
      return when(functionGuards.declinable(context, event, params), (turn) =>
        moves.declineProposedMove(turn, event),
      );
    case 'dates.changed':
      return when(functionGuards.concerns(context, event, params), (turn) => delay.changeDates(turn, event));
    default:
      return null;
  }
}

/** Back to an earlier step: `correct` puts the function there. */
function corrected(context: TrackContext, event: EventOf<'corrected'>): Reaction | null {
  const fn = event.function;
  if (!correctsTo(context, event, { fn, step: event.to })) return null;
  return (progress) => {
    progress.decide((turn) => course.correct(turn, event));
    if (event.to === 'declaration') read(progress, fn, event);
  };
}

/** A function that had ended goes on: `reopen` puts it where it left off. */
function reopened(context: TrackContext, event: EventOf<'reopened'>): Reaction | null {
  const fn = event.function;
  if (!functionGuards.concerns(context, event, { fn })) return null;
  const isRead = functionGuards.reopensDeclaration(context, event, { fn });
  return (progress) => {
    progress.decide((turn) => course.reopen(turn, event));
    if (isRead) read(progress, fn, event);
  };
}
