import { plannerOrders } from '../../../machines/domain/planning/proposals/orders.ts';
import { plannerMessages } from '../../../machines/domain/planning/proposals/planner-messages.ts';
import { bring, clear, paper, planningWith, track } from './office.ts';
import type { Planning, Simulation } from './simulation.ts';

/** Two tracks that are asked to change places. */

type Early = 'declaration' | 'trancheAssignment' | 'application';

/** Utrecht and Gouda, in the first two slots. */
function two(
  step: Early = 'application',
  from?: string,
): { readonly planning: Planning; readonly utrecht: Simulation; readonly gouda: Simulation } {
  const planning = planningWith((file) => {
    file.beleid = { planning: { minimaleWinst: 0 } };
  });
  const [utrecht, gouda] = ['Utrecht', 'Gouda'].map((name) => {
    const sim = track(planning, { name }, from);
    sim.declare(
      paper(
        { berichtenbox: { teststart: '2027-02-01', ingebruikname: '2027-05-03' } },
        { organisatie: { naam: name, soort: 'gemeente' } },
      ),
    );
    bring(sim, 'berichtenbox', step);
    clear(sim);
    return sim;
  });
  if (utrecht === undefined || gouda === undefined) throw new Error('No tracks');
  return { planning, utrecht, gouda };
}

export type Office = ReturnType<typeof two>;

export function slotIn(sim: Simulation): string {
  return sim.view('berichtenbox').tijdslot?.id ?? '';
}

/** Delivers what the planning tells of its own accord; a track gets only what is its own. */
export function spread({ planning, utrecht, gouda }: Office): void {
  for (const notice of planning.notices.splice(0)) {
    const sim = notice.organisation === 'gemeente-utrecht' ? utrecht : gouda;
    sim.send({ type: 'planning.answered', answer: notice });
  }
}

export function order(office: Office, name: string, input: object): void {
  const { planning, utrecht } = office;
  const found = plannerOrders.find((one) => one.name === name);
  const decided = found?.carryOut(planning.state, { door: 'planner', ...input }, utrecht.now);
  if (decided?.kind !== 'done') throw new Error(decided?.reason);
  planning.state = decided.state;
  planning.notices.push(...decided.notices);
  spread(office);
}

/** They are asked to change places, after what happens `before`. */
export function swapping(
  step?: Early,
  before: (office: Office) => void = () => undefined,
  from?: string,
): Office & { readonly first: string; readonly second: string } {
  const office = two(step, from);
  before(office);
  const [first, second] = [slotIn(office.utrecht), slotIn(office.gouda)];
  order(office, plannerMessages.propose, {
    verplaatsingen: [
      { afnemer: 'gemeente-utrecht', functie: 'berichtenbox', naar: second },
      { afnemer: 'gemeente-gouda', functie: 'berichtenbox', naar: first },
    ],
  });
  order(office, plannerMessages.accept, { voorstel: 'V1' });
  return { ...office, first, second };
}
