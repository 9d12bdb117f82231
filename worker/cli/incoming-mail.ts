import type { Readable } from 'node:stream';
import { WorkflowNotFoundError, WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { MailUnreadable } from '../../activities/mail/incoming/mime-parts.ts';
import { readMail } from '../../activities/mail/incoming/read-mail.ts';
import { isOpen } from '../../activities/run-status.ts';
import { candidateGroups } from '../../machines/domain/correspondence/addressed-track.ts';
import { classify } from '../../machines/domain/correspondence/classify.ts';
import type { IncomingMail } from '../../machines/domain/correspondence/incoming-mail.ts';
import {
  bounceMessage,
  receiptSchema,
  replyMessage,
  type Receipt,
} from '../../machines/domain/correspondence/messages.ts';
import { refusals, trackId, trackMessages } from '../../machines/protocol.ts';
import { UserError } from '../user-error.ts';
import { fileProblem } from './read-document.ts';
import { update } from './updates.ts';

/** What became of one mail, in words for people and programs. */
export interface TakenIn {
  readonly uitkomst:
    | 'vastgelegd'
    | 'al bekend'
    | 'genegeerd'
    | 'niet herkend'
    | 'gesloten'
    | 'geweigerd'
    | 'onleesbaar';
  /** The organisation's id. */
  readonly afnemer: string | null;
  /** Dutch, one or two sentences. */
  readonly uitleg: string;
}

/** Nothing is left for a person to do with the mail itself. */
export function isDone({ uitkomst }: TakenIn): boolean {
  return uitkomst === 'vastgelegd' || uitkomst === 'al bekend' || uitkomst === 'genegeerd';
}

/**
 * Reads a mail and brings it to its track. Nothing in it is carried out: it can become a contact moment with a task,
 * or a mark on an address, and no more.
 * @throws UserError when the system does not answer.
 */
export async function takeIn(client: Client, open: () => Readable): Promise<TakenIn> {
  const read = await readMail(open()).then(
    (mail) => ({ mail }),
    (error: unknown) => ({ error }),
  );
  if ('error' in read) return { uitkomst: 'onleesbaar', afnemer: null, uitleg: unreadable(read.error) };
  const { mail } = read;
  const meaning = classify(mail);
  switch (meaning.kind) {
    case 'automatic':
      return {
        uitkomst: 'genegeerd',
        afnemer: null,
        uitleg: `${sentence(meaning.reason)} Er is niets veranderd.`,
      };
    case 'unclear':
      return {
        uitkomst: 'niet herkend',
        afnemer: null,
        uitleg: `${sentence(meaning.reason)} Lees deze mail zelf.`,
      };
    case 'reply':
      return await bring(client, mail, trackMessages.reply, replyMessage(mail));
    case 'bounce':
      return await bring(client, mail, trackMessages.bounce, bounceMessage(mail, meaning.reports));
  }
}

function unreadable(error: unknown): string {
  return error instanceof MailUnreadable ? error.message : sentence(fileProblem(error));
}

async function bring(client: Client, mail: IncomingMail, name: string, message: object): Promise<TakenIn> {
  const found = await findTrack(client, mail);
  if ('uitkomst' in found) return found;
  const { id } = found;
  try {
    const receipt = receiptSchema.parse(await update(client, trackId(id), name, message));
    return { uitkomst: outcomeWords[receipt.outcome], afnemer: id, uitleg: receipt.text };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { cause } = error;
    if (cause instanceof WorkflowNotFoundError) return closed(id);
    if (!(cause instanceof WorkflowUpdateFailedError)) throw error;
    const isClosing = cause.cause instanceof ApplicationFailure && cause.cause.type === refusals.closing;
    return isClosing ? closed(id) : { uitkomst: 'geweigerd', afnemer: id, uitleg: error.message };
  }
}

const outcomeWords: Readonly<Record<Receipt['outcome'], TakenIn['uitkomst']>> = {
  kept: 'vastgelegd',
  known: 'al bekend',
  ignored: 'genegeerd',
};

function closed(id: string): TakenIn {
  return {
    uitkomst: 'gesloten',
    afnemer: id,
    uitleg: 'Deze mail hoort bij een traject dat gesloten is. Lees de mail zelf.',
  };
}

/** The one track that the strongest mark of the mail names, of those that there are. */
async function findTrack(client: Client, mail: IncomingMail): Promise<{ readonly id: string } | TakenIn> {
  for (const ids of candidateGroups(mail)) {
    const known: FoundTrack[] = [];
    for (const id of ids) known.push(...(await tracksOf(client, id)));
    const [track, other] = known;
    if (track === undefined) continue;
    if (other === undefined) return track.isOpen ? { id: track.id } : closed(track.id);
    const names = known.map(({ id }) => id).join(', ');
    return unmatched(`Deze mail past bij meer dan één traject: ${names}.`);
  }
  return unmatched('Deze mail past bij geen traject: geen plusadres of verwijzing die wij kennen.');
}

function unmatched(reason: string): TakenIn {
  return {
    uitkomst: 'niet herkend',
    afnemer: null,
    uitleg: `${reason} Er is niets veranderd; lees de mail zelf.`,
  };
}

interface FoundTrack {
  readonly id: string;
  readonly isOpen: boolean;
}

/** The organisation's newest track; none when it never had one. */
async function tracksOf(client: Client, id: string): Promise<readonly FoundTrack[]> {
  try {
    const { status } = await client.workflow.getHandle(trackId(id)).describe();
    return [{ id, isOpen: isOpen(status.name) }];
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return [];
    throw error;
  }
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
