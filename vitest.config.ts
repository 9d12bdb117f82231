import { defineConfig } from 'vitest/config';

/**
 * Two projects. `fast`: pure code, in parallel, no server. `server`: a real Temporal server or the
 * time-skipping one; one file after another, since each starts servers and uses both cores.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/{machines,activities,worker,house}/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'server',
          include: ['test/{workflows,system}/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
