import type { BusinessAction } from './action.ts';
import { contactActions } from './contacts.ts';
import { courseActions, resumeAction } from './course.ts';
import { delayActions } from './delay.ts';
import { deskActions } from './desk.ts';
import { moveActions } from './moves.ts';
import { preparationActions } from './preparation.ts';
import { testingActions } from './testing.ts';

/** Every business action, in the order in which a track meets them; first what a suspended one waits for. */
export const businessActions: readonly BusinessAction[] = [
  resumeAction,
  ...preparationActions,
  ...testingActions,
  ...delayActions,
  ...deskActions,
  ...contactActions,
  ...moveActions,
  ...courseActions,
];
