import { z } from 'zod';

/** What an error of nodemailer means. Its message and its cause are not kept: they can hold addresses or credentials. */
export interface SmtpFailure {
  /** Refused for good (5xx): trying again cannot help. */
  readonly permanent: boolean;
  /** "550 5.1.1", as far as the server told. */
  readonly code: string;
  readonly recipient: string | undefined;
  /** Set when each recipient was refused by itself. */
  readonly recipients: readonly SmtpFailure[];
  /** Why it is not possible now: one Dutch sentence. */
  readonly sentence: string;
}

const errorSchema = z
  .object({
    code: z.string(),
    /** Node's own, when the connection failed. */
    originalCode: z.string(),
    /** Of the SMTP conversation, at which it failed. */
    command: z.string(),
    responseCode: z.number(),
    response: z.string(),
    permanent: z.boolean(),
    recipient: z.string(),
    rejectedErrors: z.array(z.unknown()),
  })
  .partial();
type MailerError = z.infer<typeof errorSchema>;

export function readFailure(error: unknown): SmtpFailure {
  const parsed = errorSchema.safeParse(error);
  const found = parsed.success ? parsed.data : {};
  return {
    permanent: isPermanent(found),
    code: replyCode(found),
    recipient: found.recipient,
    recipients: (found.rejectedErrors ?? []).map(readFailure),
    sentence: sentence(found),
  };
}

/** Asked for credentials, or others than ours: for the administrator to mend, after which a retry succeeds. */
const credentialReplies: readonly number[] = [530, 534, 535, 538];

/** Only a refusal of a recipient or this message is final; a server that is down or misconfigured is not. */
function isPermanent(error: MailerError): boolean {
  const { code, responseCode, permanent } = error;
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return false;
  if (isAboutSender(error)) return false;
  if (responseCode === undefined) return true; // nodemailer itself refused it: no usable address, or too large
  return permanent === true && !credentialReplies.includes(responseCode);
}

/** The same for every mail: for the administrator, and no recipient's address is wrong. */
function isAboutSender({ command, responseCode }: MailerError): boolean {
  return command === 'MAIL FROM' && responseCode !== undefined;
}

function isForNow({ responseCode = 0 }: MailerError): boolean {
  return responseCode >= 400 && responseCode < 500;
}

function areCredentialsRefused(error: MailerError): boolean {
  if (error.code === 'EAUTH') return !isForNow(error);
  return error.responseCode !== undefined && credentialReplies.includes(error.responseCode);
}

function replyCode({ responseCode, response }: MailerError): string {
  const enhanced = enhancedCode(response);
  return [responseCode, enhanced].filter((part) => part !== undefined).join(' ');
}

/** RFC 3463: 5.1.1. */
function enhancedCode(response: string | undefined): string | undefined {
  return /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
}

/** Of OpenSSL's verification of a certificate, and of Node's of the name in it. */
const distrust = /CERT|^UNABLE_TO_VERIFY|^HOSTNAME_MISMATCH$/;

function sentence(error: MailerError): string {
  const code = replyCode(error);
  const { originalCode = '' } = error;
  if (areCredentialsRefused(error)) return 'De mailserver wijst de inloggegevens uit SMTP_URL af.';
  if (distrust.test(originalCode)) {
    return `Het certificaat van de mailserver wordt niet vertrouwd (${originalCode}).`;
  }
  if (error.code === 'ETLS' || originalCode.startsWith('ERR_SSL_')) {
    return 'De beveiligde verbinding (TLS) met de mailserver lukt niet.';
  }
  if (isAboutSender(error) && !isForNow(error)) {
    return `De mailserver neemt het adres van de afzender niet aan (${code}).`;
  }
  if (code !== '') return `De mailserver neemt de mail nu niet aan (${code}).`;
  switch (error.code) {
    case 'EDNS':
      return 'De naam van de mailserver uit SMTP_URL is niet te vinden.';
    case 'ETIMEDOUT':
      return 'De mailserver antwoordt niet op tijd.';
    default:
      return 'De verbinding met de mailserver lukt niet of is verbroken.';
  }
}

/** Why it was refused for good: one Dutch sentence, by the enhanced status code (RFC 3463) where there is one. */
export function refusalReason({ code }: SmtpFailure): string {
  const shown = code === '' ? '' : ` (${code})`;
  return `${explanation(code.slice(code.lastIndexOf(' ') + 1))}${shown}.`;
}

function explanation(enhanced: string): string {
  switch (enhanced) {
    case '5.1.1':
    case '5.1.6':
    case '5.1.10':
      return 'Dit e-mailadres bestaat niet';
    case '5.1.2':
      return 'Het domein van dit e-mailadres bestaat niet';
    case '5.2.1':
      return 'Deze mailbox is gesloten';
    case '5.2.2':
      return 'Deze mailbox is vol';
    case '5.2.3':
    case '5.3.4':
      return 'De mail is te groot voor de ontvanger';
    default:
      return enhanced.startsWith('5.7.')
        ? 'De mailserver weigert de mail om redenen van beveiliging'
        : 'De mailserver weigert deze mail of dit e-mailadres';
  }
}
