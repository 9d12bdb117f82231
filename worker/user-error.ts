/**
 * A fault that the user can mend: one Dutch sentence, shown as it is, without a stack trace. Only the command
 * line's entry point catches it and exits.
 *
 * `exitCode`: 1 = it can't be done now (server, port, data folder); 2 = the command or its input is wrong;
 * 130 = stopped by the user (Ctrl-C).
 */
export class UserError extends Error {
  readonly exitCode: 1 | 2 | 130;

  constructor(message: string, options: { exitCode?: 1 | 2 | 130; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'UserError';
    this.exitCode = options.exitCode ?? 1;
  }
}
