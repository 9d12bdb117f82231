/** The environment for programs that others made: without our keys, and without the mail server's password. */
export function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { TRAJECT_SLEUTELS: _keys, SMTP_URL: _mailServer, ...rest } = env;
  return rest;
}
