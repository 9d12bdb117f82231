import { createServer, type ServerResponse } from 'node:http';
import { LOOPBACK } from '../server/ports.ts';

/** What the listener tells of. Each throws when it can't be known. */
export interface Observed {
  /** Prometheus' text. */
  readonly metrics: () => Promise<string>;
  /** What is not as it should be, by name and in Dutch; empty when the system can do its work. */
  readonly faults: () => Promise<Readonly<Record<string, string>>>;
}

export interface ObservationListener {
  close(): Promise<void>;
}

/** `/metrics`, `/health/live` and `/health/ready`, for this computer only. */
export async function listen(port: number, observed: Observed): Promise<ObservationListener> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    answer(path, observed, response).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      end(
        response,
        503,
        'application/json',
        JSON.stringify({ status: 'storing', storing: { reden: reason } }),
      );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: LOOPBACK, exclusive: true }, resolve);
  });
  return {
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

async function answer(path: string, { metrics, faults }: Observed, response: ServerResponse): Promise<void> {
  switch (path) {
    case '/metrics':
      end(response, 200, 'text/plain; version=0.0.4; charset=utf-8', await metrics());
      return;
    case '/health/live':
      end(response, 200, 'application/json', JSON.stringify({ status: 'in orde' }));
      return;
    case '/health/ready': {
      const storing = await faults();
      const ready = Object.keys(storing).length === 0;
      const body = ready ? { status: 'in orde' } : { status: 'storing', storing };
      end(response, ready ? 200 : 503, 'application/json', JSON.stringify(body));
      return;
    }
    default:
      end(response, 404, 'text/plain; charset=utf-8', 'Wel: /metrics, /health/live, /health/ready\n');
  }
}

function end(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
