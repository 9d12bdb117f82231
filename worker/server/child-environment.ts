/**
 * The environment for programs that others made: without our keys, the mail server's password, and that of the
 * collector of traces; what they would send there themselves has not been looked through for personal data.
 */
export function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { TRAJECT_SLEUTELS: _keys, SMTP_URL: _mailServer, ...rest } = env;
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith('OTEL_')));
}
