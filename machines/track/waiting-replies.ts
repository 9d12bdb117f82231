import type { DeskTask, TrackContext } from './context.ts';

/** The consumer's answers that the desk has not handled yet, each a task, oldest first. */
export function waitingReplies({ tasks }: Pick<TrackContext, 'tasks'>): readonly DeskTask[] {
  return tasks.filter(({ kind }) => kind === 'reply');
}
