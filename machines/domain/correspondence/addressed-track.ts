import { organisationIdSchema, type OrganisationId } from '../organisation.ts';
import type { IncomingMail } from './incoming-mail.ts';

/**
 * Which organisation's track a mail is about, from the marks that our own mail carries: the inverse of
 * `activities/mail/message-identity.ts` (a test holds the two together).
 */

const longestId = 200;
/** A mail that names more is about none of them. */
const mostCandidates = 10;

/**
 * The organisations that a mail can be about, by the strongest mark that it has: its plus-address, else what it
 * answers. None, one, or several; whether such a track exists is for the caller to find out. What a bounce returns
 * says more than to whom it was sent.
 */
export function candidateGroups(mail: IncomingMail): readonly (readonly OrganisationId[])[] {
  const groups = [
    ...(mail.returned === null ? [] : [idsOf(mail.returned.references, organisationOfReference)]),
    idsOf(mail.recipients, organisationOfAddress),
    idsOf(mail.references, organisationOfReference),
  ];
  return groups.filter((ids) => ids.length > 0);
}

function idsOf(
  texts: readonly string[],
  read: (text: string) => OrganisationId | null,
): readonly OrganisationId[] {
  const ids = new Set(texts.flatMap((text) => read(text) ?? []));
  return [...ids].slice(0, mostCandidates);
}

/** "servicecentrum+gemeente-utrecht@logius.nl" (RFC 5233). */
export function organisationOfAddress(address: string): OrganisationId | null {
  const tag = /^[^+@\s]+\+([^@\s]+)@[^@\s]+$/.exec(address)?.[1];
  return tag === undefined ? null : idOf(tag.toLowerCase());
}

/** The thread that all mail of an organisation refers to, or one of its mails. */
function organisationOfReference(reference: string): OrganisationId | null {
  const thread = /^<aansluittraject\.([^@<>\s.]+)\.[a-z0-9]{1,12}@[^@<>\s]+>$/.exec(reference)?.[1];
  return thread === undefined ? organisationOfMessageId(reference) : idOf(thread);
}

/** "<gemeente-utrecht.k3x8q1.0123456789abcdef01234567@logius.nl>": a mail of ours, by its track and a digest. */
export function organisationOfMessageId(messageId: string): OrganisationId | null {
  const id = /^<([^@<>\s.]+)\.[a-z0-9]{1,12}\.[0-9a-f]{24}@[^@<>\s]+>$/.exec(messageId)?.[1];
  return id === undefined ? null : idOf(id);
}

function idOf(text: string): OrganisationId | null {
  if (text.length > longestId) return null;
  const parsed = organisationIdSchema.safeParse(text);
  return parsed.success ? parsed.data : null;
}
