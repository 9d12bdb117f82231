import { stringify } from 'yaml';

/** The services that a Temporal server is made of; in one process, or each in processes of its own. */
export const serviceNames = ['frontend', 'history', 'matching', 'worker'] as const;
export type ServiceName = (typeof serviceNames)[number];

export interface ServicePorts {
  readonly grpc: number;
  /** Registered in the database as a smallint: below 32768. */
  readonly membership: number;
}

export interface ProcessConfig {
  /** Its own, and of each other service one that runs elsewhere: a process must know that there is such a service. */
  readonly services: Readonly<Record<ServiceName, ServicePorts>>;
  readonly databasePort: number;
  readonly database: string;
  readonly shards: number;
  /** The file with settings that can change while the server runs. */
  readonly settings: string;
}

const host = '127.0.0.1';
export const databaseUser = 'temporal';

/** Two databases, as everywhere: what runs, and the lists of it. */
export function visibilityOf(database: string): string {
  return `${database}_visibility`;
}

/** The configuration file of one process, on this computer alone. */
export function processConfig(config: ProcessConfig): string {
  const { services, databasePort, database, shards, settings } = config;
  const store = (databaseName: string, most: number) => ({
    sql: {
      pluginName: 'postgres12',
      databaseName,
      connectAddr: `${host}:${databasePort}`,
      connectProtocol: 'tcp',
      user: databaseUser,
      password: '',
      maxConns: most,
      maxIdleConns: most,
      maxConnLifetime: '1h',
    },
  });
  const frontend = `${host}:${services.frontend.grpc}`;
  const ports = Object.entries(services).map(([name, { grpc, membership }]) => [
    name,
    { rpc: { grpcPort: grpc, membershipPort: membership, bindOnIP: host } },
  ]);
  return stringify({
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: shards,
      datastores: { default: store(database, 20), visibility: store(visibilityOf(database), 5) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: host } },
    services: Object.fromEntries(ports),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: frontend,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    publicClient: { hostPort: frontend },
    dynamicConfigClient: { filepath: settings, pollInterval: '1m' },
  });
}

/** What a server does not do by itself: docs/deployment.md says why. */
export const serverSettings = stringify({
  'frontend.workflowPauseEnabled': [{ value: true }],
  'history.maxInFlightUpdates': [{ value: 100 }],
});
