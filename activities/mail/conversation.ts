import { createHash } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';

/**
 * What makes mail programs show mails as one conversation. Most go by References, to a Message-ID that no mail has:
 * so no mail has to be the first. Outlook goes by two fields of its own (MS-OXOMSG, PidTagConversationIndex and
 * PidTagConversationTopic), and without them by the subject.
 */
export function inConversation(
  threadId: string,
  topic: string,
): Pick<SendMailOptions, 'inReplyTo' | 'references'> & {
  readonly headers: Readonly<Record<string, string>>;
} {
  return {
    inReplyTo: threadId,
    references: [threadId],
    headers: { 'Thread-Topic': topic, 'Thread-Index': threadIndex(threadId) },
  };
}

/** 1 January 2026 as the first six bytes of a FILETIME: when a conversation began tells nothing apart. */
const begun = Buffer.from('01dc7ab19281', 'hex');

/** A moment and sixteen bytes that are the conversation's own. */
function threadIndex(threadId: string): string {
  const own = createHash('sha256').update(threadId).digest().subarray(0, 16);
  return Buffer.concat([begun, own]).toString('base64');
}
