import { expect, it } from 'vitest';
import { releaseFromEnvironment } from '../../worker/release.ts';

it('a release is known by both of its variables, or by none', () => {
  expect(releaseFromEnvironment({})).toBeNull();
  expect(releaseFromEnvironment({ TEMPORAL_DEPLOYMENT_NAME: '', TEMPORAL_WORKER_BUILD_ID: '' })).toBeNull();
  expect(
    releaseFromEnvironment({ TEMPORAL_DEPLOYMENT_NAME: 'traject', TEMPORAL_WORKER_BUILD_ID: '1.2.0' }),
  ).toEqual({ deploymentName: 'traject', buildId: '1.2.0' });
  expect(() => releaseFromEnvironment({ TEMPORAL_DEPLOYMENT_NAME: 'traject' })).toThrow(
    'TEMPORAL_WORKER_BUILD_ID: verwacht een naam naast TEMPORAL_DEPLOYMENT_NAME (traject), gevonden: niets.',
  );
  expect(() => releaseFromEnvironment({ TEMPORAL_WORKER_BUILD_ID: '1.2.0' })).toThrow(
    'TEMPORAL_DEPLOYMENT_NAME: verwacht een naam naast TEMPORAL_WORKER_BUILD_ID (1.2.0), gevonden: niets.',
  );
});
