import { instantAt, type Instant } from '../../../machines/domain/amsterdam.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import { coordinate } from '../../../machines/domain/planning/coordinate.ts';
import { parsePlan } from '../../../machines/domain/planning/plan-file.ts';
import { publish } from '../../../machines/domain/planning/publish.ts';
import type { PlanningAnswer, PlanningRequest } from '../../../machines/domain/planning/requests.ts';
import { emptyPlanning, type PlanningState } from '../../../machines/domain/planning/state.ts';
import type { Organisation } from '../../../machines/domain/organisation.ts';
import type { TrackSettings } from '../../../machines/track/context.ts';

/** When every measurement begins, in business time. */
export const begin: Instant = instantAt(isoDate('2027-01-04'), '08:00');

/** Room for everybody: nobody's place depends on others, so that every organisation can have a planning of its own. */
const plan = {
  versie: 'meting',
  tranches: [
    {
      naam: '2027-T1',
      van: '2027-01-04',
      totEnMet: '2029-12-31',
      ketentesten: { van: '2027-01-11', totEnMet: '2029-11-30' },
      maximumOrganisaties: 20,
      tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 2 }],
    },
  ],
};

function planned(): PlanningState {
  const parsed = parsePlan(plan);
  if (!parsed.ok) throw new Error('The plan of the benchmark is malformed');
  const published = publish(emptyPlanning, parsed.plan, begin);
  if (published.kind !== 'published') throw new Error('The plan of the benchmark was not published');
  return published.state;
}

const empty = planned();

export const settings: TrackSettings = { policy: empty.plan.policy, closures: empty.plan.closures };

/**
 * The planning's own rules for one organisation, without their workflow: what is measured is the track alone, and it gets the
 * same answers wherever it runs.
 */
export class PlanningOf {
  #state: PlanningState;

  constructor({ id, name, kind }: Organisation) {
    const alone = { name, kind, live: {}, advice: [], reservations: {} };
    this.#state = { ...empty, organisations: { [id]: alone } };
  }

  ask(request: PlanningRequest, now: Instant): PlanningAnswer {
    const { state, answer } = coordinate(this.#state, request, now);
    this.#state = state;
    return answer;
  }
}
