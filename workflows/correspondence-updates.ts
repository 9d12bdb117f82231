import {
  bounceMessageSchema,
  replyMessageSchema,
  type BounceMessage,
  type Receipt,
} from '../machines/domain/correspondence/messages.ts';
import { trackMessages } from '../machines/protocol.ts';
import type { TrackContext } from '../machines/track/context.ts';
import {
  bounceEvent,
  isKnownMail,
  isOwnAddress,
  mostWaiting,
  replyEvent,
} from '../machines/track/decisions/correspondence.ts';
import type { TrackEvent } from '../machines/track/events.ts';
import { waitingReplies } from '../machines/track/waiting-replies.ts';
import type { InternalMessages } from './internal-messages.ts';
import { parsed, refusal } from './refusal.ts';

interface Recipient {
  /** As it is now. Changes nothing. */
  peek(): TrackContext;
  /** @throws a refusal when the track is about to close. */
  requireOpen(): void;
  /** Lets happen what is due, and then the event; what the context became. */
  take(event: TrackEvent): TrackContext;
}

/**
 * Mail that came in, as `traject mail inlezen` hands it over. Not for people: what they do has actions of its own.
 * Nothing in a mail is ever carried out; the same mail twice changes nothing.
 */
export function registerCorrespondence(internal: InternalMessages, recipient: Recipient): void {
  const known = (id: string): Receipt | null =>
    isKnownMail(recipient.peek(), id)
      ? { outcome: 'known', text: 'Deze mail was al verwerkt; er is niets veranderd.' }
      : null;
  const requireRoom = (id: string): void => {
    const context = recipient.peek();
    if (isKnownMail(context, id) || waitingReplies(context).length < mostWaiting) return;
    throw refusal(
      `Er wachten al ${mostWaiting} antwoorden op het Servicecentrum. Handel die eerst af en lees deze mail dan opnieuw in.`,
    );
  };

  internal.onUpdate(trackMessages.reply, (raw): Receipt => {
    recipient.requireOpen();
    const message = parsed(replyMessageSchema, raw);
    requireRoom(message.id);
    const earlier = known(message.id);
    if (earlier !== null) return earlier;
    if (isOwnAddress(recipient.peek(), message.email))
      return { outcome: 'ignored', text: 'De afzender is Logius zelf; er is niets veranderd.' };
    const event = replyEvent(recipient.peek(), message);
    const task = waitingReplies(recipient.take(event)).at(-1);
    return {
      outcome: 'kept',
      text: `Antwoord van ${event.by} vastgelegd. Taak voor het Servicecentrum: ${task?.id ?? ''}. Tot die klaar is, krijgt de afnemer geen herinneringen.`,
    };
  });
  internal.onUpdate(trackMessages.bounce, (raw): Receipt => {
    recipient.requireOpen();
    const message = parsed(bounceMessageSchema, raw);
    const earlier = known(message.id);
    if (earlier !== null) return earlier;
    recipient.take(bounceEvent(message));
    return { outcome: 'kept', text: toldOf(message) };
  });
}

function toldOf({ failures }: BounceMessage): string {
  const listed = (permanent: boolean) =>
    failures
      .filter((failure) => failure.permanent === permanent)
      .map(({ address }) => address)
      .join(', ');
  const [broken, missed] = [listed(true), listed(false)];
  return [
    ...(broken === '' ? [] : [`Onbestelbaar: ${broken}. Er is een taak voor het Servicecentrum.`]),
    ...(missed === '' ? [] : [`Niet aangekomen, maar het adres blijft in gebruik: ${missed}.`]),
  ].join(' ');
}
