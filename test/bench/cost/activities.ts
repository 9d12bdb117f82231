import { activityInfo } from '@temporalio/activity';
import type { Activities } from '../../../activities/index.ts';
import type { Instant } from '../../../machines/domain/amsterdam.ts';
import { organisationSchema } from '../../../machines/domain/organisation.ts';
import { trackId } from '../../../machines/protocol.ts';
import type { Gate } from './gate.ts';
import { PlanningOf } from './planning-rules.ts';

type TrackActivities = Pick<Activities, 'askPlanning' | 'tellDesk' | 'sendMail'>;

/** The world around the tracks of a measurement: the planning's rules, and mail that is taken at once. */
export function trackActivities(
  businessNow: (organisation: string) => Promise<Instant>,
  gate: Gate | null,
): TrackActivities {
  const plannings = new Map<string, PlanningOf>();
  const planningOf = (id: string): PlanningOf => {
    const known = plannings.get(id) ?? new PlanningOf(organisationOf(id));
    plannings.set(id, known);
    return known;
  };
  const pass = async (isPlanning: boolean): Promise<void> => {
    const { workflowExecution, activityId } = activityInfo();
    await gate?.wait({ workflowId: workflowExecution?.workflowId ?? '', activityId }, isPlanning);
  };
  return {
    async askPlanning(request) {
      await pass(true);
      return planningOf(request.organisation).ask(request, await businessNow(request.organisation));
    },
    async tellDesk() {
      await pass(false);
    },
    async sendMail() {
      await pass(false);
      return { kind: 'sent' };
    },
  };
}

const trackPrefix = trackId('');

function organisationOf(id: string) {
  const [kind] = id.replace(trackPrefix, '').split('-');
  return organisationSchema.parse({ id, name: id, kind });
}
