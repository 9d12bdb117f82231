import { defineConfig } from 'vitest/config';

/** The others of the whole system take the machine for a minute each: they run in `.ci/run`, by `npm run test:slow`. */
const quick = ['test/system/{access,mail-reset,pinned-binary,privacy,server,tracing}.test.ts'];

/**
 * `fast`: pure code, in parallel, no server. `server`: a real Temporal server or the time-skipping one; one file
 * after another, since each starts servers and uses both cores. `slow`: the same, and long. `browser`: Temporal's web
 * interface, in the system's Chromium.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/{machines,activities,worker,house,bench,fuzz,chaos}/**/*.test.ts'],
          setupFiles: ['test/setup/fixed-seed.ts'],
          // A third of the time went to loading the same modules for each file: so no module is mocked here.
          isolate: false,
          testTimeout: 60_000,
          // Some of these talk to real processes and sockets; a second try shows in the report.
          retry: 1,
        },
      },
      {
        test: {
          name: 'server',
          include: ['test/workflows/**/*.test.ts', ...quick],
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          // Writes: see docs/releases.md.
          name: 'record',
          include: ['test/fixtures/histories/record.test.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['test/system/**/*.test.ts'],
          exclude: quick,
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/setup.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
