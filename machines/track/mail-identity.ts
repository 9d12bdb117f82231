import { latest } from '../domain/dates.ts';
import type { TrackContext } from './context.ts';
import type { LadderLine, MailContent } from './mail.ts';

/**
 * What makes a mail this mail: the effect that it is, never the moment at which it goes out or what else was
 * mailed. A reset takes a track back, carries out its later actions anew, and does so at a later time; a mail
 * that goes out again then has its old identity.
 */

/** The track's own name: an organisation's second track has another than its first. */
export function trackKey({ organisation, begunAt }: Pick<TrackContext, 'organisation' | 'begunAt'>): string {
  return `${organisation.id}.${begunAt.toString(36)}`;
}

export interface MailEffect {
  /** Its kind, and the functions that it is for. */
  readonly series: string;
  /** What it is about, without days that follow from when it was decided. */
  readonly about: readonly string[];
  /** Whether there can be another one just like it, so that it is counted within its series. */
  readonly canRecur: boolean;
}

export function mailEffect(content: MailContent): MailEffect {
  const { kind } = content;
  switch (content.kind) {
    case 'ladder':
      return { series: kind, about: newestRungs(content.lines), canRecur: false };
    case 'slotAgreed':
    case 'slotCancelled': {
      const { slot, invitation } = content;
      const about = [
        invitation.uid,
        String(invitation.sequence),
        slot.id,
        String(slot.begin),
        String(slot.end),
      ];
      return { series: `${kind}/${content.function}`, about, canRecur: false };
    }
    case 'slotProposed':
      return { series: `${kind}/${content.function}`, about: [content.slot.id], canRecur: true };
    case 'declarationReceived': {
      const functions = content.functions.map((entry) => entry.function);
      return { series: `${kind}/${functions.join('+')}`, about: content.missing, canRecur: true };
    }
    case 'alternativesOffered':
    case 'accessReady':
    case 'live':
    case 'supplierReady':
      return { series: `${kind}/${content.function}`, about: [], canRecur: true };
    case 'testResult': {
      const about = [content.outcome, content.cause ?? '', content.findings ?? ''];
      return { series: `${kind}/${content.function}`, about, canRecur: true };
    }
    case 'documentsRejected':
      return { series: `${kind}/${content.documents.join('+')}`, about: [content.reason], canRecur: true };
    case 'formalStart': {
      const functions = content.functions.map((entry) => entry.function);
      return { series: `${kind}/${functions.join('+')}`, about: [], canRecur: true };
    }
    case 'withdrawn':
      return { series: `${kind}/${content.functions.join('+')}`, about: [content.reason], canRecur: true };
    case 'suspended':
      return { series: kind, about: [content.until ?? '', content.reason], canRecur: true };
    case 'resumed':
      return { series: kind, about: [], canRecur: true };
    case 'escalationLetter':
      return { series: kind, about: content.lines.map(({ id }) => id), canRecur: true };
  }
}

/**
 * Each rung is in one ladder mail of a recipient. After a stop or a reset several mornings come together in one
 * mail: it is the last of those that would have gone out.
 */
function newestRungs(lines: readonly LadderLine[]): readonly string[] {
  const [first, ...more] = lines.map(({ planned }) => planned);
  if (first === undefined) return [];
  const newest = latest(first, ...more);
  return lines.filter(({ planned }) => planned === newest).map(({ id }) => id);
}
