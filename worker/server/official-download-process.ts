import { Runtime } from '@temporalio/worker';
import sdk from '@temporalio/worker/package.json' with { type: 'json' };

/**
 * A process of its own (see official-download.ts): has the SDK download the official binary in the version
 * that is given into the folder that is given, by starting a server and stopping it at once.
 */
const [, , folder, version] = process.argv;
if (folder === undefined || version === undefined)
  throw new Error('usage: official-download-process <folder> <version>');

try {
  const runtime = Runtime.instance();
  const server = await runtime.createEphemeralServer({
    type: 'dev-server',
    exe: {
      type: 'cached-download',
      downloadDir: folder,
      version: `v${version}`,
      ttl: 24 * 60 * 60_000,
      sdkName: 'sdk-typescript',
      sdkVersion: sdk.version,
    },
    namespace: 'default',
    ip: '127.0.0.1',
    port: null,
    uiPort: null,
    dbFilename: null,
    ui: false,
    log: { format: 'pretty', level: 'error' },
    extraArgs: [],
  });
  await runtime.shutdownEphemeralServer(server);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
