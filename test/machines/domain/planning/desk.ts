import { isoDate, type IsoDate } from '../../../../machines/domain/dates.ts';
import { instantAt, type Instant } from '../../../../machines/domain/amsterdam.ts';
import { coordinate, type Coordinated } from '../../../../machines/domain/planning/coordinate.ts';
import { parsePlan } from '../../../../machines/domain/planning/plan-file.ts';
import type { Plan } from '../../../../machines/domain/planning/plan.ts';
import { plannerOrders } from '../../../../machines/domain/planning/proposals/orders.ts';
import { plannerMessages } from '../../../../machines/domain/planning/proposals/planner-messages.ts';
import { locatedMoves } from '../../../../machines/domain/planning/proposals/proposal.ts';
import { settle } from '../../../../machines/domain/planning/proposals/settle.ts';
import { publish } from '../../../../machines/domain/planning/publish.ts';
import { registerOrganisation } from '../../../../machines/domain/planning/register.ts';
import type { PlanningAnswer, PlanningRequest } from '../../../../machines/domain/planning/requests.ts';
import { emptyPlanning, type PlanningState } from '../../../../machines/domain/planning/state.ts';
import type { ConnectionFunction } from '../../../../machines/domain/vocabulary.ts';

/** Two small tranches, as a file would say it. 2 March 2027 is a Tuesday. */
export function planFile() {
  return {
    versie: 'proef',
    maximumActieveTranches: 2,
    sluitingen: [{ van: '2027-03-16', totEnMet: '2027-03-17', reden: 'verhuizing' }],
    tranches: [
      {
        naam: 'T1',
        van: '2027-01-04',
        totEnMet: '2027-05-31',
        ketentesten: { van: '2027-03-01', totEnMet: '2027-03-31' },
        maximumOrganisaties: 2,
        tijdsloten: [{ dagen: ['dinsdag'], begin: '09:00', plaatsen: 1 }] as unknown[],
      },
      {
        naam: 'T2',
        van: '2027-04-01',
        totEnMet: '2027-09-30',
        ketentesten: { van: '2027-06-01', totEnMet: '2027-06-11' },
        maximumOrganisaties: 2,
        tijdsloten: [
          { dagen: ['woensdag'], begin: '09:00', einde: '12:00', plaatsen: 2, functies: ['berichtenbox'] },
          { datum: '2027-06-11', begin: '13:00', plaatsen: 1, functies: ['lopendeZaken'] },
        ] as unknown[],
      },
    ],
  };
}

export type PlanFile = ReturnType<typeof planFile>;

/** The plan of the file, after a change to it. */
export function planWith(change: (file: PlanFile) => void = () => undefined): Plan {
  const file = planFile();
  change(file);
  const parsed = parsePlan(file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.plan;
}

/** Nine in the morning. */
export function moment(date: string): Instant {
  return instantAt(isoDate(date), '09:00');
}

export const newYear = moment('2027-01-04');

interface Wished {
  readonly earliest?: string;
  readonly goLive?: string | null;
  readonly function?: ConnectionFunction;
}

/** A coordinator in memory. Generations rise by themselves. */
export class Desk {
  state: PlanningState = emptyPlanning;
  now: Instant = newYear;
  notices: readonly PlanningAnswer[] = [];
  #generation = 0;

  constructor(plan: Plan, ...names: readonly string[]) {
    this.publish(plan);
    for (const name of names) this.register(name);
  }

  register(name: string): string {
    const registered = registerOrganisation(this.state, { name, kind: 'gemeente' });
    if (registered.kind !== 'registered') throw new Error(JSON.stringify(registered));
    this.state = registered.state;
    return registered.id;
  }

  publish(plan: Plan): string {
    const published = publish(this.state, plan, this.now);
    if (published.kind === 'refused') throw new Error(JSON.stringify(published.problems));
    this.notices = published.kind === 'published' ? published.notices : [];
    if (published.kind === 'published') this.state = published.state;
    return published.summary;
  }

  ask(request: PlanningRequest): PlanningAnswer {
    const done: Coordinated = coordinate(this.state, request, this.now);
    this.state = done.state;
    this.notices = done.notices;
    return done.answer;
  }

  /** A planner's order; its answer, or the reason of its refusal. */
  order(name: string, input: object): string {
    const order = plannerOrders.find((one) => one.name === name);
    const decided = order?.carryOut(this.state, { door: 'A. de Vries', ...input }, this.now);
    if (decided === undefined) throw new Error(`No such order: ${name}`);
    this.notices = decided.kind === 'done' ? decided.notices : [];
    if (decided.kind === 'refused') return decided.reason;
    this.state = decided.state;
    return decided.answer;
  }

  /** Proposes moves of Berichtenbox, as [name, slot]. */
  propose(...moves: readonly (readonly [string, string])[]): string {
    const verplaatsingen = moves.map(([name, naar]) => ({
      afnemer: `gemeente-${name.toLowerCase()}`,
      functie: 'berichtenbox',
      naar,
    }));
    return this.order(plannerMessages.propose, { verplaatsingen });
  }

  decline(name: string, move: string): PlanningAnswer {
    return this.ask({ kind: 'decline', ...this.#key(name), move, reason: 'Komt niet uit' });
  }

  /** Time alone does its work. */
  wait(date: string): void {
    this.now = moment(date);
    const settled = settle(this.state, this.now);
    this.state = settled.state;
    this.notices = settled.notices;
  }

  /** How each move of all proposals stands: `V1.1 talking`. */
  moves(): readonly string[] {
    return locatedMoves(this.state).map(({ id, move }) => `${id} ${move.progress.status}`);
  }

  #key(name: string, fn: ConnectionFunction = 'berichtenbox') {
    this.#generation += 1;
    return { organisation: `gemeente-${name.toLowerCase()}`, function: fn, generation: this.#generation };
  }

  reserve(name: string, wished: Wished = {}): PlanningAnswer {
    return this.ask({ kind: 'reserve', ...this.#key(name, wished.function), ...wishFrom(wished) });
  }

  move(name: string, slot: string, wished: Wished = {}): PlanningAnswer {
    return this.ask({ kind: 'move', ...this.#key(name, wished.function), slot, ...wishFrom(wished) });
  }

  confirm(name: string, fn?: ConnectionFunction): PlanningAnswer {
    return this.ask({ kind: 'confirm', ...this.#key(name, fn) });
  }

  release(name: string, what: 'everything' | 'slot', fn?: ConnectionFunction): PlanningAnswer {
    return this.ask({ kind: 'release', ...this.#key(name, fn), what });
  }

  alternatives(name: string, count: number, wished: Wished = {}): PlanningAnswer {
    return this.ask({
      kind: 'alternatives',
      ...this.#key(name, wished.function),
      count,
      ...wishFrom(wished),
    });
  }
}

function wishFrom({ earliest = '2027-02-01', goLive = '2027-05-03' }: Wished): {
  earliest: IsoDate;
  requestedGoLive: IsoDate | null;
} {
  return { earliest: isoDate(earliest), requestedGoLive: goLive === null ? null : isoDate(goLive) };
}

/** `placed 2027-03-02`, `waiting 1`, `refused …`: what matters of an answer, to compare with. */
export function inShort(answer: PlanningAnswer): string {
  switch (answer.kind) {
    case 'placed':
      return `${answer.agreed ? 'agreed' : 'held'} ${answer.slot.id}`;
    case 'waiting':
      return `waiting ${answer.position}`;
    case 'refused':
    case 'displaced':
      return `${answer.kind}: ${answer.reason}`;
    case 'alternatives':
      return answer.alternatives.map(({ id, lateness }) => `${id} +${lateness}`).join(', ');
    case 'moveProposed':
      return `${answer.move} proposed ${answer.slot.id} until ${answer.answerBy}`;
    case 'awaiting':
      return `${answer.move} awaiting ${answer.slot.id}`;
    case 'moveEnded':
      return `${answer.move} ended: ${answer.reason}`;
    case 'adviceBooked':
    case 'adviceRefused':
      return `${answer.kind} ${answer.usedMinutes}`;
    case 'released':
    case 'unknown':
    case 'closed':
    case 'freed':
    case 'recalled':
      return answer.kind;
  }
}
