import type { PlanningRequest } from '../domain/planning/requests.ts';
import type { Post } from '../desk/notices.ts';
import type { MailOrder } from './mail.ts';
import type { DiaryEntry } from './diary.ts';

/**
 * Everything a track can ask of the world. The machine decides them; the workflow carries them out.
 * - `planning`: an update on the planning workflow; its answer comes back as the event `planning.answered`.
 * - `mail`: sent in the background, retried while the mail server refuses temporarily; a permanent refusal
 *   comes back as `mail.undeliverable`.
 * - `post`: news for the desk and the coordinator, that goes out with the morning's mail; told until it has
 *   arrived at the desk, which knows it again by its ids.
 * - `diary`: a line in the track's diary.
 */
export type Effect =
  | { readonly kind: 'planning'; readonly request: PlanningRequest }
  | { readonly kind: 'mail'; readonly order: MailOrder }
  | { readonly kind: 'post'; readonly post: Post }
  | { readonly kind: 'diary'; readonly entry: DiaryEntry };

export const effectKinds = ['planning', 'mail', 'post', 'diary'] as const satisfies readonly Effect['kind'][];
