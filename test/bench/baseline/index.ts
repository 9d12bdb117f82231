import { setWorkflowOptions, workflowInfo } from '@temporalio/workflow';
import { doorrekening } from '../../../workflows/doorrekening.ts';
import { aansluittraject } from './aansluittraject.ts';

/** What workflows/index.ts exports, with the track written by hand: to be bundled as that is. */
export { aansluittraject, doorrekening };
export { planning } from '../../../workflows/planning.ts';
export { servicecentrum } from '../../../workflows/servicecentrum.ts';

const pinned = () =>
  workflowInfo().currentDeploymentVersion?.deploymentName ? { versioningBehavior: 'PINNED' as const } : {};
setWorkflowOptions(pinned, aansluittraject);
setWorkflowOptions(pinned, doorrekening);
