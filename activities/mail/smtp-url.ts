import { formatProblems } from '../../machines/domain/problem.ts';
import { readOptions, type SmtpOptions } from './smtp-options.ts';

/** SMTP_URL is wrong. Message: Dutch, for whoever set it; it shows nothing that can be part of a password. */
export class SmtpUrlInvalid extends Error {
  override readonly name = 'SmtpUrlInvalid';
}

export interface SmtpServer {
  /** With the account, without options: for nodemailer only. */
  readonly address: string;
  /** Server and port, to be shown. */
  readonly host: string;
  readonly hasAccount: boolean;
  /** Whether mail never leaves this machine on its way to the server. */
  readonly isLoopback: boolean;
  readonly options: SmtpOptions;
}

const expected =
  'smtp://gebruiker:wachtwoord@mail.example.org:587 of smtps://… (bijzondere tekens in het wachtwoord als procentcode, # als %23)';

/**
 * The address of a mail server: `smtp:` (STARTTLS if the server has it) or `smtps:` (TLS at once), with an account
 * and options behind it if needed.
 * @throws SmtpUrlInvalid
 */
export function parseSmtpUrl(given: string): SmtpServer {
  const text = given.trim();
  const wrong = whatIsWrong(text);
  if (wrong !== null) throw new SmtpUrlInvalid(`SMTP_URL: verwacht: ${expected}; gevonden: ${wrong}.`);
  const url = new URL(text);
  const read = readOptions(url.searchParams);
  if (read.kind === 'wrong') {
    const problems = read.problems.map((problem) => ({
      ...problem,
      path: `SMTP_URL, optie ${problem.path}`,
    }));
    throw new SmtpUrlInvalid(formatProblems(problems));
  }
  const { protocol, username, password, host, hostname } = url;
  const hasAccount = username !== '';
  return {
    address: `${protocol}//${hasAccount ? `${username}:${password}@` : ''}${host}`,
    host,
    hasAccount,
    isLoopback: /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/i.test(hostname),
    options: read.options,
  };
}

/** Null: nothing. Never more than the kind of thing that was found: any part of the text can be a password. */
function whatIsWrong(text: string): string | null {
  if (text === '') return 'niets';
  const scheme = /^([a-z][a-z0-9+.-]*:\/\/)/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return 'tekst die niet met smtp:// of smtps:// begint';
  if (scheme !== 'smtp://' && scheme !== 'smtps://') return `een adres dat met ${scheme} begint`;
  if (/\s/.test(text)) return 'een adres met een spatie of een regeleinde erin';
  const rest = text.slice(scheme.length);
  if (/[/?#].*@/.test(rest)) {
    return 'een #, / of ? vóór de @ (in een gebruiker of wachtwoord: %23, %2F of %3F)';
  }
  const server = (/^[^/?#]*/.exec(rest)?.[0] ?? '').split('@').at(-1) ?? '';
  const [, name = '', port = null] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(server) ?? [];
  if (name === '') return 'een adres zonder servernaam';
  if (port !== null && !isPort(port)) return 'een poort die geen getal van 1 tot en met 65535 is';
  if (!URL.canParse(text)) return 'een servernaam die niet kan bestaan';
  const { pathname, hash, username, password } = new URL(text);
  if (hash !== '' || (pathname !== '' && pathname !== '/')) return 'een adres met tekst na de servernaam';
  if (password === '' && username !== '') return 'een gebruiker zonder wachtwoord';
  if (password !== '' && username === '') return 'een wachtwoord zonder gebruiker';
  return null;
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}
