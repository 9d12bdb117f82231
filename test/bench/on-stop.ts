const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Ctrl-C, or an end from outside: what was begun is taken away, and the exit code is 130. What it returns ends this, for what
 * has been taken away already.
 */
export function onStop(cleanUp: () => Promise<void>): () => void {
  const stop = (): void => {
    process.stderr.write('Gestopt.\n');
    void cleanUp().finally(() => process.exit(130));
  };
  for (const signal of signals) process.once(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}
