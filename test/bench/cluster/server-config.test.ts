import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { processConfig, serverSettings } from './server-config.ts';
import { manyProcesses, oneProcess } from './temporal-processes.ts';

const fileSchema = z.object({
  persistence: z.object({
    numHistoryShards: z.number(),
    defaultStore: z.string(),
    visibilityStore: z.string(),
    datastores: z.record(
      z.string(),
      z.object({ sql: z.object({ databaseName: z.string(), connectAddr: z.string() }) }),
    ),
  }),
  services: z.record(
    z.string(),
    z.object({
      rpc: z.object({ grpcPort: z.number(), membershipPort: z.number(), bindOnIP: z.string() }),
    }),
  ),
  publicClient: z.object({ hostPort: z.string() }),
  clusterMetadata: z.object({
    currentClusterName: z.string(),
    clusterInformation: z.record(z.string(), z.object({ rpcAddress: z.string() })),
  }),
});

const services = {
  frontend: { grpc: 24_400, membership: 24_401 },
  history: { grpc: 24_402, membership: 24_403 },
  matching: { grpc: 24_404, membership: 24_405 },
  worker: { grpc: 24_406, membership: 24_407 },
};
const config = { services, databasePort: 5_432, database: 'cluster', shards: 16, settings: 's.yaml' };
const file = fileSchema.parse(parse(processConfig(config)));

it('listens on this computer alone, and knows where the frontend is', () => {
  expect(file.services['history']).toEqual({
    rpc: { grpcPort: 24_402, membershipPort: 24_403, bindOnIP: '127.0.0.1' },
  });
  expect(Object.keys(file.services)).toEqual(['frontend', 'history', 'matching', 'worker']);
  expect(file.publicClient.hostPort).toBe('127.0.0.1:24400');
  const { currentClusterName, clusterInformation } = file.clusterMetadata;
  expect(clusterInformation[currentClusterName]?.rpcAddress).toBe('127.0.0.1:24400');
});

it('keeps what runs and the lists of it in two databases of the same server', () => {
  const { datastores, defaultStore, visibilityStore, numHistoryShards } = file.persistence;
  expect(numHistoryShards).toBe(16);
  expect(datastores[defaultStore]?.sql).toEqual({ databaseName: 'cluster', connectAddr: '127.0.0.1:5432' });
  expect(datastores[visibilityStore]?.sql).toEqual({
    databaseName: 'cluster_visibility',
    connectAddr: '127.0.0.1:5432',
  });
});

it('lets tracks be paused, and several workers ask the planning at once', () => {
  expect(parse(serverSettings)).toEqual({
    'frontend.workflowPauseEnabled': [{ value: true }],
    'history.maxInFlightUpdates': [{ value: 100 }],
  });
});

it('has every service in both layouts, and history twice in the one of several processes', () => {
  expect(Object.values(manyProcesses).flat().toSorted()).toEqual([
    'frontend',
    'history',
    'history',
    'matching',
    'worker',
  ]);
  expect(Object.values(oneProcess).flat().toSorted()).toEqual(['frontend', 'history', 'matching', 'worker']);
});
