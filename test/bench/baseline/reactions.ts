import { connectionFunctions, isStep } from '../../../machines/domain/vocabulary.ts';
import type { TrackContext } from '../../../machines/track/context.ts';
import * as correspondence from '../../../machines/track/decisions/correspondence.ts';
import * as course from '../../../machines/track/decisions/course.ts';
import * as declaration from '../../../machines/track/decisions/declaration.ts';
import * as deliverability from '../../../machines/track/decisions/deliverability.ts';
import * as desk from '../../../machines/track/decisions/desk.ts';
import * as documents from '../../../machines/track/decisions/documents.ts';
import * as preparation from '../../../machines/track/decisions/preparation.ts';
import type { TrackEvent } from '../../../machines/track/events.ts';
import { functionGuards, trackGuards } from '../../../machines/track/guards.ts';
import { takeAnswer } from '../../../machines/track/placement.ts';
import { functionReaction } from './function-reactions.ts';
import { read, when, type EventOf, type Reaction, type WholeEvent } from './progress.ts';

/** What an event does to a track that is open; null: nothing. Judged on the context that it finds. */
export function reactionTo(context: TrackContext, event: TrackEvent): Reaction | null {
  if (!('function' in event)) return wholeReaction(context, event);
  const connection = context.connections[event.function];
  return connection === undefined ? null : functionReaction(context, event, connection);
}

/** What concerns the consumer as a whole. */
function wholeReaction(context: TrackContext, event: WholeEvent): Reaction | null {
  switch (event.type) {
    case 'declaration.received':
      return received(context, event);
    case 'declaration.completed':
      return completed(context, event);
    case 'planning.answered':
      return answered(context, event);
    case 'advice.booked':
      return when(trackGuards.adviceFits(context, event), (turn) => preparation.bookAdvice(turn, event));
    case 'documents.received':
      return when(trackGuards.documentsReceivable(context, event), (turn) =>
        documents.receiveDocuments(turn, event),
      );
    case 'documents.accepted':
      return when(trackGuards.documentsCheckable(context, event), (turn) =>
        documents.acceptDocuments(turn, event),
      );
    case 'documents.rejected':
      return when(trackGuards.documentsCheckable(context, event), (turn) =>
        documents.rejectDocuments(turn, event),
      );
    case 'contactMoment.noted':
      return when(trackGuards.hasHappened(context, event), (turn) => desk.noteContact(turn, event));
    case 'contact.changed':
      return when(trackGuards.hasHappened(context, event), (turn) =>
        deliverability.changeContact(turn, event),
      );
    case 'suspended':
      return when(context.suspension === null && trackGuards.returnsLater(context, event), (turn) =>
        course.suspend(turn, event),
      );
    case 'resumed':
      return when(trackGuards.resumable(context, event), (turn) => course.resume(turn, event));
    case 'succeeded':
      return succeeded(context, event);
    case 'task.done':
      return when(trackGuards.taskIsOpen(context, event), (turn) => desk.finishTask(turn, event));
    case 'letter.sent':
      return when(trackGuards.letterIsDue(context, event), (turn) => desk.sendLetter(turn));
    case 'reply.received':
      return when(trackGuards.takesReply(context, event), (turn) => correspondence.takeReply(turn, event));
    case 'delivery.failed':
      return when(trackGuards.takesBounce(context, event), (turn) => correspondence.takeBounce(turn, event));
    case 'mail.undeliverable':
      return when(true, (turn) => desk.mailFailed(turn, event));
    case 'cancel.requested':
      return when(true, (turn) => desk.questionCancel(turn));
  }
}

function received(context: TrackContext, event: EventOf<'declaration.received'>): Reaction | null {
  if (!trackGuards.opensFunction(context, event)) return null;
  const opened = connectionFunctions.filter((fn) => functionGuards.declares(context, event, { fn }));
  return (progress) => {
    for (const fn of opened) progress.decide((turn) => declaration.declare(turn, fn, event));
    progress.decide((turn) => declaration.takeInDeclaration(turn, event));
    for (const fn of opened) read(progress, fn, event);
  };
}

function completed(context: TrackContext, event: EventOf<'declaration.completed'>): Reaction | null {
  const incomplete = declaration.incomplete(context);
  if (incomplete.length === 0 || !trackGuards.hasHappened(context, event)) return null;
  return (progress) => {
    progress.decide((turn) => declaration.completeDeclarations(turn, event));
    for (const fn of incomplete) read(progress, fn, event);
  };
}

function answered(context: TrackContext, event: EventOf<'planning.answered'>): Reaction | null {
  const { answer } = event;
  if ('booking' in answer) {
    return when(trackGuards.settlesAdvice(context, event), (turn) => preparation.settleAdvice(turn, answer));
  }
  if (!('function' in answer) || !functionGuards.answersPlace(context, event, { fn: answer.function }))
    return null;
  const { function: fn } = answer;
  const isAgreed = functionGuards.agreesAssignment(context, event, { fn });
  return (progress) => {
    progress.decide((turn) => takeAnswer(turn, answer));
    if (isAgreed) progress.decide((turn) => course.enterStage(turn, fn, 'impactAnalysis', event));
  };
}

function succeeded(context: TrackContext, event: EventOf<'succeeded'>): Reaction | null {
  if (!trackGuards.succeeds(context, event)) return null;
  const active = connectionFunctions.filter((fn) => {
    const stage = context.connections[fn]?.stage;
    return stage !== undefined && isStep(stage);
  });
  return (progress) => {
    progress.decide((turn) => course.succeed(turn, event));
    for (const fn of active) progress.decide((turn) => course.end(turn, fn, 'succeeded', event));
  };
}
