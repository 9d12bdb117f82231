/** SMTP_URL is wrong. Message: one Dutch sentence for whoever set it; it never shows the credentials. */
export class SmtpUrlInvalid extends Error {
  override readonly name = 'SmtpUrlInvalid';
}

const expected =
  'smtp://gebruiker:wachtwoord@mail.example.org:587 of smtps://… (bijzondere tekens in het wachtwoord als procentcode, # als %23)';

/**
 * The address of a mail server: `smtp:` (STARTTLS if the server has it) or `smtps:` (TLS at once), with
 * credentials and nodemailer's options (`?tls.…`) if needed.
 * @throws SmtpUrlInvalid
 */
export function parseSmtpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw invalid('tekst die geen adres is');
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') throw invalid(`een adres met "${url.protocol}"`);
  if (url.hostname === '') throw invalid('een adres zonder servernaam');
  if (url.hash !== '' || (url.pathname !== '' && url.pathname !== '/')) {
    throw invalid('een adres met tekst na de servernaam');
  }
  return url;
}

function invalid(found: string): SmtpUrlInvalid {
  return new SmtpUrlInvalid(`SMTP_URL: verwacht: ${expected}; gevonden: ${found}.`);
}
