import { UserError } from './user-error.ts';

/** The release of this program, as Worker Versioning knows it. */
export interface Release {
  readonly deploymentName: string;
  readonly buildId: string;
}

/**
 * By the variables that Temporal's Worker Controller for Kubernetes sets; null: no Worker Versioning.
 * @throws UserError when only one of the two is there.
 */
export function releaseFromEnvironment(env: NodeJS.ProcessEnv): Release | null {
  const deploymentName = env['TEMPORAL_DEPLOYMENT_NAME'] ?? '';
  const buildId = env['TEMPORAL_WORKER_BUILD_ID'] ?? '';
  if (deploymentName === '' && buildId === '') return null;
  if (deploymentName === '' || buildId === '')
    throw new UserError(
      `${deploymentName === '' ? 'TEMPORAL_DEPLOYMENT_NAME' : 'TEMPORAL_WORKER_BUILD_ID'}: verwacht een naam naast ${deploymentName === '' ? `TEMPORAL_WORKER_BUILD_ID (${buildId})` : `TEMPORAL_DEPLOYMENT_NAME (${deploymentName})`}, gevonden: niets. Zet beide voor Worker Versioning, of geen van beide.`,
      { exitCode: 2 },
    );
  return { deploymentName, buildId };
}
