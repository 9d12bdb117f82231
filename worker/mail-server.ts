import { parseSmtpUrl, SmtpUrlInvalid, type SmtpServer } from '../activities/mail/smtp-url.ts';
import { UserError } from './user-error.ts';

/**
 * The mail server of SMTP_URL; null without one.
 * @throws UserError when SMTP_URL is no address of a mail server
 */
export function mailServer({ SMTP_URL }: NodeJS.ProcessEnv): SmtpServer | null {
  if (SMTP_URL === undefined || SMTP_URL === '') return null;
  try {
    return parseSmtpUrl(SMTP_URL);
  } catch (cause) {
    if (cause instanceof SmtpUrlInvalid) throw new UserError(cause.message, { exitCode: 2, cause });
    throw cause;
  }
}
