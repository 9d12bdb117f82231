import { expect, it } from 'vitest';
import { actionsIn } from './bench-server.ts';

const metrics = `# TYPE action counter
action{action_type="grpc_StartWorkflowExecution",namespace="traject",service_name="frontend"} 3
action{action_type="command_ScheduleActivityTask",namespace="traject",service_name="history"} 40
action{action_type="command_StartTimer",namespace="baseline",service_name="history"} 7
action{action_type="command_StartTimer",namespace="traject-oud",service_name="history"} 500
other{namespace="traject"} 99
`;

it('adds up every type of action of one namespace, and nothing else', () => {
  expect(actionsIn(metrics, 'traject')).toBe(43);
  expect(actionsIn(metrics, 'baseline')).toBe(7);
  expect(actionsIn(metrics, 'default')).toBe(0);
});
