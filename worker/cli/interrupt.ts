const sameKeyMs = 1_000;

/**
 * Resolves at the first request to stop; a second one ends the process at once, with exit code 130.
 * npm passes on the Ctrl-C that the terminal has sent us as well: what comes within a second is one request.
 */
export async function interruption(): Promise<'interrupted'> {
  return await new Promise((resolve) => {
    let first: number | null = null;
    const interrupt = (): void => {
      if (first !== null && performance.now() - first > sameKeyMs) process.exit(130);
      first ??= performance.now();
      resolve('interrupted');
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  });
}
