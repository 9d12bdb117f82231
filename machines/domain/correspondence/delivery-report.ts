import { addressSchema } from '../contacts.ts';
import { plainLine } from './plain-text.ts';

/** What a mail server reports of one recipient (RFC 3464, 2.3). */
export interface RecipientReport {
  readonly address: string;
  /** `permanent`: the address does not work. `temporary`: given up, but not because of the address. `pending`: still tried, or delivered. */
  readonly outcome: 'permanent' | 'temporary' | 'pending';
  /** What the server said, cleaned. */
  readonly reason: string;
}

const mostRecipients = 50;
const longestReason = 200;

/** The recipients in the text of a `message/delivery-status` part: groups of fields, the first of them about the message. */
export function readDeliveryReport(text: string): readonly RecipientReport[] {
  const groups = text.replaceAll(/\r\n?/g, '\n').split(/\n[ \t]*\n/);
  return groups.flatMap((group) => recipientOf(fieldsOf(group)) ?? []).slice(0, mostRecipients);
}

function recipientOf(fields: ReadonlyMap<string, string>): RecipientReport | null {
  const address = addressIn(fields.get('original-recipient')) ?? addressIn(fields.get('final-recipient'));
  if (address === null) return null;
  const status = /^\s*([245])\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[1];
  const failed = (fields.get('action') ?? '').trim().toLowerCase() === 'failed';
  const said = withoutType(fields.get('diagnostic-code') ?? '') || (fields.get('status') ?? '');
  return {
    address,
    outcome: failed ? (status === '5' ? 'permanent' : 'temporary') : 'pending',
    reason: plainLine(said, longestReason),
  };
}

/** "rfc822; jan@example.org": the type says how to read it. Null when it is no address that mail can go to. */
function addressIn(value: string | undefined): string | null {
  if (value === undefined || !/^\s*(?:rfc822|utf-8)\s*;/i.test(value)) return null;
  const parsed = addressSchema.safeParse(withoutType(value).replace(/^<(.*)>$/, '$1'));
  return parsed.success ? parsed.data : null;
}

function withoutType(value: string): string {
  return value.slice(value.indexOf(';') + 1).trim();
}

/** Of a repeated field the first counts. */
function fieldsOf(group: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (name !== '' && !fields.has(name)) fields.set(name, line.slice(colon + 1));
  }
  return fields;
}
