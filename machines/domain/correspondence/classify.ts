import { isBareAcceptance } from './calendar-reply.ts';
import { readDeliveryReport, type RecipientReport } from './delivery-report.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { organisationOfMessageId } from './addressed-track.ts';

/** What a mail is, and so what becomes of it. */
export type Classified =
  | { readonly kind: 'reply' }
  | { readonly kind: 'bounce'; readonly reports: readonly RecipientReport[] }
  /** Nobody wrote it to us: nothing is done. `reason` is Dutch. */
  | { readonly kind: 'automatic'; readonly reason: string }
  /** For a person to read; `reason` is Dutch. */
  | { readonly kind: 'unclear'; readonly reason: string };

/** Header fields that `classify` looks at; a reader has to give these. */
export const tellingFields = [
  'auto-submitted',
  'x-autoreply',
  'x-autorespond',
  'precedence',
  'return-path',
  'content-type',
  'list-id',
  'list-post',
  'list-unsubscribe',
  'list-help',
] as const;

const automatic = (reason: string): Classified => ({ kind: 'automatic', reason });

/** By its header fields and what machines put in it alone; what a person wrote in it decides nothing. */
export function classify(mail: IncomingMail): Classified {
  if (mail.messageId !== null && isOwn(mail.messageId)) return automatic('dit is onze eigen mail');
  if (mail.deliveryReport !== null) return bounce(mail.deliveryReport);
  const field = (name: (typeof tellingFields)[number]) =>
    (mail.fields[name] ?? []).map((value) => value.trim().toLowerCase());
  const has = (name: (typeof tellingFields)[number]) => field(name).length > 0;
  if (field('content-type').some((type) => /report-type\s*=\s*"?disposition-notification/.test(type)))
    return automatic('dit is een leesbevestiging');
  const isNullSender = field('return-path').some((path) => path === '<>');
  if (isNullSender && isMailSystem(mail.from.email)) return undeliveredWithoutReport;
  // RFC 3834: anything but `no`, with or without a comment or parameters.
  if (field('auto-submitted').some((value) => !/^no\b/.test(value)))
    return automatic('dit is een automatisch antwoord (Auto-Submitted)');
  if (['x-autoreply', 'x-autorespond'].some((name) => (mail.fields[name] ?? []).some(isYes)))
    return automatic('dit is een automatisch antwoord (X-Autoreply)');
  if (field('precedence').some((value) => /^(?:bulk|auto_reply|junk|list)\b/.test(value)))
    return automatic('dit is een automatische mail (Precedence)');
  if (has('list-id') || has('list-post') || has('list-unsubscribe') || has('list-help'))
    return automatic('dit is een mail van een mailinglijst (List-…)');
  if (isNullSender) return automatic('dit is een automatische mail (zonder afzender: Return-Path <>)');
  if (isBareAcceptance(mail)) return automatic('een agenda heeft onze uitnodiging geaccepteerd');
  if (outOfOffice.test(mail.subject.trim())) return automatic('dit is een afwezigheidsbericht');
  if (isMailSystem(mail.from.email)) return undeliveredWithoutReport;
  return { kind: 'reply' };
}

/** Servers that know no Auto-Submitted announce it in the subject. A person's answer to it begins with "Re:". */
const outOfOffice =
  /^(?:automatisch antwoord|automatische reactie|automatic reply|autoreply|auto-reply|out of (?:the )?office|afwezigheidsbericht|afwezigheidsassistent|niet aanwezig:|afwezig:)/i;

const undeliveredWithoutReport: Classified = {
  kind: 'unclear',
  reason: 'dit is een mail van een mailserver, zonder verslag dat te lezen is',
};

function bounce(report: string): Classified {
  const reports = readDeliveryReport(report);
  if (reports.length === 0) return undeliveredWithoutReport;
  const about = reports.filter(({ outcome }) => outcome !== 'pending');
  return about.length === 0
    ? automatic('dit is een bericht dat mail later aankomt of is aangekomen')
    : { kind: 'bounce', reports: about };
}

function isOwn(messageId: string): boolean {
  return organisationOfMessageId(messageId) !== null;
}

function isMailSystem(email: string): boolean {
  return /^(?:mailer-daemon|postmaster)@/i.test(email);
}

function isYes(value: string): boolean {
  return !/^(?:no|false)$/i.test(value.trim());
}
