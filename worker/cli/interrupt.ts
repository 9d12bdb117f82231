const sameKeyMs = 1_000;

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Resolves at the first request to stop; a second one ends the process at once, with exit code 130.
 * npm passes on the Ctrl-C that the terminal has sent us as well: what comes within a second is one request.
 * Once `ended`, a request to stop has its usual effect again.
 */
export async function interruption(ended?: AbortSignal): Promise<'interrupted'> {
  return await new Promise((resolve) => {
    let first: number | null = null;
    const interrupt = (): void => {
      if (first !== null && performance.now() - first > sameKeyMs) process.exit(130);
      first ??= performance.now();
      resolve('interrupted');
    };
    for (const signal of signals) process.on(signal, interrupt);
    ended?.addEventListener('abort', () => {
      for (const signal of signals) process.off(signal, interrupt);
    });
  });
}
