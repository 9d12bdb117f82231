import { setWorkflowOptions, workflowInfo } from '@temporalio/workflow';
import { aansluittraject } from './aansluittraject.ts';
import { doorrekening } from './doorrekening.ts';

/** All workflow types: what the worker bundles. The exported names are the types' names. */
export { aansluittraject, doorrekening };
export { planning } from './planning.ts';
export { servicecentrum } from './servicecentrum.ts';

/**
 * Where Worker Versioning is on, these stay on their release until they continue as new, or end; the two that are always
 * open go on with the newest. Without it the server refuses a task that speaks of it.
 */
const pinned = () =>
  workflowInfo().currentDeploymentVersion?.deploymentName ? { versioningBehavior: 'PINNED' as const } : {};
setWorkflowOptions(pinned, aansluittraject);
setWorkflowOptions(pinned, doorrekening);
