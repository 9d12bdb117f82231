import { startEmbedded } from '../../worker/server/embedded.ts';
import { defaultRetention } from '../../worker/server/retention.ts';

/** A process of its own for server.test.ts: starts a server, says its pid, and stays until it is killed. */
const [binary = '', dataDir = '', port = ''] = process.argv.slice(2);
const server = await startEmbedded({
  binary,
  dataDir,
  port: Number(port),
  uiPort: null,
  retention: defaultRetention,
  searchAttributes: {},
  report: () => {},
});
process.stdout.write(`${server.pid}\n`);
setInterval(() => {}, 60_000);
