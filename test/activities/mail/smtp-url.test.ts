import { describe, expect, it } from 'vitest';
import { parseSmtpUrl, SmtpUrlInvalid } from '../../../activities/mail/smtp-url.ts';

function problemOf(text: string): string {
  try {
    parseSmtpUrl(text);
  } catch (error) {
    if (error instanceof SmtpUrlInvalid) return error.message;
    throw error;
  }
  return 'nothing';
}

describe('SMTP_URL', () => {
  it('is an address with an account and options; what is shown of it holds no password', () => {
    const { address, host, hasAccount, options } = parseSmtpUrl(
      ' smtps://kim:g%23heim@mail.example.org:465/?maxConnections=4&tls.ca=%2B\n',
    );
    expect({ address, host, hasAccount }).toEqual({
      address: 'smtps://kim:g%23heim@mail.example.org:465',
      host: 'mail.example.org:465',
      hasAccount: true,
    });
    expect(options).toEqual({ maxConnections: 4, tls: { ca: '+' } });
  });

  it.each(['smtp://mail.example.org', 'SMTP://mail.example.org:587', 'smtp://[::1]:25'])(
    '%s is taken without an account',
    (text) => {
      expect(parseSmtpUrl(text)).toMatchObject({ hasAccount: false, options: {} });
    },
  );

  it.each([
    ['', 'niets'],
    ['mail.example.org', 'tekst die niet met smtp:// of smtps:// begint'],
    ['mail.example.org:587', 'tekst die niet met smtp:// of smtps:// begint'],
    ['kim:geheim@mail.example.org', 'tekst die niet met smtp:// of smtps:// begint'],
    ['"smtp://kim:geheim@mail.example.org"', 'tekst die niet met smtp:// of smtps:// begint'],
    ['https://kim:geheim@mail.example.org', 'een adres dat met https:// begint'],
    ['smtp://', 'een adres zonder servernaam'],
    ['smtp://kim:geheim@', 'een adres zonder servernaam'],
    ['smtp://:25', 'een adres zonder servernaam'],
    ['smtp://kim:geheim@mail example.org', 'een adres met een spatie of een regeleinde erin'],
    ['smtp://kim:geheim@mail.example.org\nx', 'een adres met een spatie of een regeleinde erin'],
    ['smtp://mail.example.org:99999', 'een poort die geen getal van 1 tot en met 65535 is'],
    ['smtp://mail.example.org:0', 'een poort die geen getal van 1 tot en met 65535 is'],
    ['smtp://kim:geheim', 'een poort die geen getal van 1 tot en met 65535 is'],
    ['smtp://mail.example.org/inbox', 'een adres met tekst na de servernaam'],
    ['smtp://mail.example.org#x', 'een adres met tekst na de servernaam'],
    ['smtp://kim@mail.example.org', 'een gebruiker zonder wachtwoord'],
    ['smtp://:geheim@mail.example.org', 'een wachtwoord zonder gebruiker'],
    ['smtp://mail<example.org', 'een servernaam die niet kan bestaan'],
  ])('%j is refused: %s', (text, found) => {
    const problem = problemOf(text);
    expect(problem).toMatch(/^SMTP_URL: verwacht: smtp:\/\//);
    expect(problem).toContain(`; gevonden: ${found}.`);
    expect(problem).not.toMatch(/geheim|kim/);
  });

  // Not refused, these would be another server, and a password for it.
  it.each(['#', '/', '?', '?x=1&'])('a password with a bare %s is told how to write it', (sign) => {
    const problem = problemOf(`smtp://kim:12${sign}geheim@mail.example.org`);
    expect(problem).toContain(
      'gevonden: een #, / of ? vóór de @ (in een gebruiker of wachtwoord: %23, %2F of %3F).',
    );
    expect(problem).not.toMatch(/geheim|kim/);
  });

  it.each([
    ['maxConnections=0', "een geheel getal van 1 tot en met 100, gevonden: '0'"],
    ['rateLimit=veel', "een geheel getal van 0 tot en met 100000, gevonden: 'veel'"],
    ['socketTimeout=-5', "een geheel getal van 1 tot en met 300000, gevonden: '-5'"],
    ['socketTimeout=600000', "een geheel getal van 1 tot en met 300000, gevonden: '600000'"],
    ['greetingTimeout=1.5', "een geheel getal van 1 tot en met 300000, gevonden: '1.5'"],
    ['tls.ca=', 'tekst die niet leeg is, gevonden: lege tekst'],
  ])('?%s is refused', (option, problem) => {
    const [name = ''] = option.split('=');
    expect(problemOf(`smtp://mail.example.org?${option}`)).toBe(
      `SMTP_URL, optie ${name}: verwacht ${problem}.`,
    );
  });

  // A password in the clear or in the log, a certificate that nobody looks at, retries that nobody sees.
  it.each([
    'ignoreTLS=true',
    'requireTLS=false',
    'secure=false',
    'tls.rejectUnauthorized=false',
    'logger=true',
    'debug=true',
    'transactionLog=true',
    'maxRequeues=5',
    'pool=false',
    'host=elsewhere.example',
    'maxConections=4',
  ])('?%s is no option of ours', (option) => {
    expect(problemOf(`smtp://kim:geheim@mail.example.org?${option}`)).toMatch(
      /^SMTP_URL, optie [\w.]+: verwacht een van de velden maxConnections, .*, gevonden: een onbekend veld\.$/,
    );
  });

  it('an option that is given twice is refused', () => {
    expect(problemOf('smtp://mail.example.org?rateLimit=1&rateLimit=2')).toContain(
      'SMTP_URL, optie rateLimit: ',
    );
  });
});
