import type { Instant } from '../../../../machines/domain/amsterdam.ts';
import { occupancyOf } from '../../../../machines/domain/planning/capacity.ts';
import { coordinate } from '../../../../machines/domain/planning/coordinate.ts';
import type { Plan } from '../../../../machines/domain/planning/plan.ts';
import { plannerOrders } from '../../../../machines/domain/planning/proposals/orders.ts';
import { plannerMessages } from '../../../../machines/domain/planning/proposals/planner-messages.ts';
import type { Move } from '../../../../machines/domain/planning/proposals/proposal.ts';
import { settle } from '../../../../machines/domain/planning/proposals/settle.ts';
import { publish } from '../../../../machines/domain/planning/publish.ts';
import type { PlanningAnswer, PlanningRequest } from '../../../../machines/domain/planning/requests.ts';
import { scheduleOf } from '../../../../machines/domain/planning/schedule.ts';
import type { PlanningState, Wish } from '../../../../machines/domain/planning/state.ts';
import { waitingList } from '../../../../machines/domain/planning/waiting-list.ts';
import { connectionFunctions, type ConnectionFunction } from '../../../../machines/domain/vocabulary.ts';
import { Accounts, type Told } from './accounts.ts';
import { Desk, moment } from './desk.ts';

export type PlaceStep = {
  readonly what: 'reserve' | 'move' | 'confirm' | 'release' | 'releaseSlot';
  readonly name: string;
  readonly fn: ConnectionFunction;
  readonly wish: Wish;
  readonly slot: string;
};

export type Step =
  | PlaceStep
  | { readonly what: 'publish'; readonly plan: Plan }
  | { readonly what: 'wait'; readonly until: Instant }
  | { readonly what: 'close'; readonly name: string }
  /** One of the moves that are talked about, as `pick` says. */
  | { readonly what: 'akkoord' | 'decline'; readonly pick: number; readonly wish: Wish }
  /** Some who have a place go to each other's, the last one to `slot` or to the first one's place. */
  | { readonly what: 'rotate'; readonly picks: readonly number[]; readonly slot: string | null }
  /** A planner's order by name; `pick` fills in a proposal. */
  | { readonly what: 'order'; readonly name: string; readonly pick: number; readonly input: object };

type SeenMove = Move & { readonly id: string };

type Ask = Exclude<Step, { readonly what: 'publish' | 'wait' | 'order' | 'rotate' | 'akkoord' | 'decline' }>;

/** A coordinator with its tracks, and every rule that must hold after each step, worked out by the test itself. */
export class Run {
  readonly accounts = new Accounts();
  readonly violations: string[] = [];
  /** How often something came about: a test that never gets there tests nothing. */
  readonly happened = new Map<string, number>();
  readonly #generations = new Map<string, number>();
  state: PlanningState;
  #now = moment('2027-01-04');

  constructor(plan: Plan, names: readonly string[]) {
    this.state = new Desk(plan, ...names).state;
  }

  take(step: Step): void {
    const slots = this.accounts.inSlots();
    const tranches = this.accounts.inTranches();
    const told = [...this.accounts.all].map(([key, one]) => [key, { ...one }] as const);
    const movesBefore = this.#moves();
    switch (step.what) {
      case 'wait':
        this.#now = Math.max(this.#now, step.until);
        this.#become(settle(this.state, this.#now));
        break;
      case 'publish':
        this.#publish(step.plan);
        break;
      case 'order':
        this.#order(step);
        break;
      case 'rotate':
        this.#rotate(step);
        break;
      case 'akkoord':
      case 'decline':
        this.#answerMove(step);
        break;
      default:
        this.#ask(step);
    }
    this.#checkRoom(slots, tranches);
    if (step.what === 'publish') this.#checkSurplus(told);
    this.#checkSame();
    this.#checkWaiting();
    this.#checkMoves();
    this.#count(movesBefore);
  }

  #become({
    state,
    notices,
  }: {
    readonly state: PlanningState;
    readonly notices: readonly PlanningAnswer[];
  }): void {
    this.state = state;
    for (const notice of notices) this.accounts.hear(notice);
  }

  #publish(plan: Plan): void {
    const published = publish(this.state, plan, this.#now);
    if (published.kind === 'refused') throw new Error('The arbitrary makes plans without problems');
    if (published.kind === 'unchanged') return;
    this.#become(published);
    this.#demand(
      publish(this.state, plan, this.#now).kind === 'unchanged',
      'The same plan again changes nothing',
    );
  }

  #order({ name, pick, input }: Extract<Step, { readonly what: 'order' }>): void {
    const order = plannerOrders.find((one) => one.name === name);
    const proposals = this.state.proposals.filter(({ moves }) =>
      moves.some(({ progress }) => ['proposed', 'talking', 'agreed'].includes(progress.status)),
    );
    const voorstel = name.startsWith('Voorstel a')
      ? { voorstel: proposals[pick % proposals.length]?.id ?? 'V0' }
      : {};
    const decided = order?.carryOut(this.state, { door: 'A. de Vries', ...voorstel, ...input }, this.#now);
    if (decided?.kind !== 'done') return;
    this.#become(decided);
    if (!name.startsWith('Voorstel a')) return;
    const again = order?.carryOut(this.state, { door: 'A. de Vries', ...voorstel, ...input }, this.#now);
    this.#demand(again?.kind !== 'done' || again.state === this.state, `${name} again changes nothing`);
  }

  #rotate({ picks, slot }: Extract<Step, { readonly what: 'rotate' }>): void {
    const all = [...this.accounts.all.values()];
    const some = [...new Set(picks.map((pick) => all[pick % all.length]))].filter((one) => one !== undefined);
    const verplaatsingen = some.map((one, i) => {
      const naar = some[i + 1]?.slot ?? slot ?? some[0]?.slot ?? 'x';
      return { afnemer: one.organisation, functie: one.function, naar };
    });
    if (some.length === 0) return;
    this.#order({ what: 'order', name: plannerMessages.propose, pick: 0, input: { verplaatsingen } });
  }

  #answerMove({ what, pick, wish }: Extract<Step, { readonly what: 'akkoord' | 'decline' }>): void {
    const open = [...this.accounts.all.values()].filter(({ move }) => move !== null);
    const one = open[pick % open.length];
    if (one === undefined || one.move === null) return;
    const { organisation, function: fn, move } = one;
    const key = { organisation, function: fn, generation: this.#nextGeneration(organisation, fn) };
    if (what === 'decline')
      this.#request({ kind: 'decline', ...key, move: move.id, reason: 'Komt niet uit' });
    else this.#request({ kind: 'move', ...key, slot: move.slot, ...wish });
  }

  #ask(step: Ask): void {
    this.#request(this.#requestOf(step), step.what === 'releaseSlot');
  }

  #request(request: PlanningRequest, keepsTranche = false): void {
    const { state, answer, notices } = coordinate(this.state, request, this.#now);
    this.state = state;
    this.accounts.answered(answer, keepsTranche);
    for (const notice of notices) this.accounts.hear(notice);
    if (request.kind === 'close') return;
    const again = coordinate(state, request, this.#now);
    this.#demand(again.state === state, 'A repeated request changes nothing');
    this.#same([again.answer], [answer], 'A repeated request gets the same answer');
  }

  #nextGeneration(organisation: string, fn: ConnectionFunction): number {
    const generation = (this.#generations.get(`${organisation} ${fn}`) ?? 0) + 1;
    this.#generations.set(`${organisation} ${fn}`, generation);
    return generation;
  }

  #requestOf(step: Ask): PlanningRequest {
    const organisation = `gemeente-${step.name.toLowerCase()}`;
    if (step.what === 'close') {
      for (const fn of connectionFunctions) this.#generations.delete(`${organisation} ${fn}`);
      return { kind: 'close', organisation, live: {} };
    }
    const key = { organisation, function: step.fn, generation: this.#nextGeneration(organisation, step.fn) };
    switch (step.what) {
      case 'reserve':
        return { kind: 'reserve', ...key, ...step.wish };
      case 'move':
        return { kind: 'move', ...key, ...step.wish, slot: step.slot };
      case 'confirm':
        return { kind: 'confirm', ...key };
      case 'release':
        return { kind: 'release', ...key, what: 'everything' };
      case 'releaseSlot':
        return { kind: 'release', ...key, what: 'slot' };
    }
  }

  /** Nobody came to where there was no room. */
  #checkRoom(
    slotsBefore: ReadonlyMap<string, readonly Told[]>,
    tranchesBefore: ReadonlyMap<string, ReadonlySet<string>>,
  ): void {
    const { slotsById, tranches } = scheduleOf(this.state.plan);
    for (const [id, told] of this.accounts.inSlots()) {
      if (told.length <= (slotsById.get(id)?.capacity ?? 0)) continue;
      const before = slotsBefore.get(id) ?? [];
      this.#demand(
        told.every((one) => before.includes(one)),
        `Nobody comes to ${id}, which is full`,
      );
    }
    for (const [name, organisations] of this.accounts.inTranches()) {
      if (organisations.size <= (tranches.get(name)?.maximumOrganisations ?? 0)) continue;
      const before = tranchesBefore.get(name);
      this.#demand(
        [...organisations].every((one) => before?.has(one) === true),
        `Nobody comes to ${name}, which is full`,
      );
    }
  }

  /** What a new plan has no room for was named, as far as it is still to come. */
  #checkSurplus(before: readonly (readonly [string, Told])[]): void {
    const { slotsById, tranches } = scheduleOf(this.state.plan);
    for (const [id, told] of this.accounts.inSlots()) {
      const slot = slotsById.get(id);
      const toCome = told.filter(({ begin }) => begin > this.#now);
      const fitting = toCome.filter(
        (one) => slot?.functions.includes(one.function) === true && !one.displaced,
      );
      this.#demand(fitting.length <= (slot?.capacity ?? 0), `The surplus of ${id} is named`);
      this.#demand(
        toCome.every((one) => one.displaced || fitting.includes(one)),
        `Who does not fit ${id} is named`,
      );
    }
    for (const [name, { maximumOrganisations }] of tranches) {
      const counted = before.filter(([, { tranche }]) => tranche === name);
      const movable = counted.filter(([, { slot, begin }]) => slot !== null && begin > this.#now);
      const staying = movable.filter(([key]) => {
        const now = this.accounts.all.get(key);
        return now?.displaced === false && now.tranche === name;
      });
      const settled = organisationsIn(counted) - organisationsIn(movable);
      const fits =
        organisationsIn(counted) <= maximumOrganisations ||
        organisationsIn(staying) <= Math.max(0, maximumOrganisations - settled);
      this.#demand(fits, `The surplus of ${name} is named`);
    }
  }

  /** No reservation is lost or made up: the state holds what the tracks were told, and counts it right. */
  #checkSame(): void {
    const held = Object.entries(this.state.organisations).flatMap(([organisation, { reservations }]) =>
      connectionFunctions.flatMap((fn) => {
        const reservation = reservations[fn];
        if (reservation?.status !== 'held' && reservation?.status !== 'agreed') return [];
        return [`${organisation} ${fn} ${reservation.slot} ${reservation.status === 'agreed'}`];
      }),
    );
    const told = [...this.accounts.all.values()].filter(({ slot }) => slot !== null);
    this.#same(
      held,
      told.map((one) => `${one.organisation} ${one.function} ${one.slot} ${one.agreed}`),
      'The state holds what the tracks were told',
    );
    const { places, organisations } = occupancyOf(this.state);
    this.#same(
      [...places].map(([slot, taken]) => `${slot} ${taken}`),
      [...this.accounts.inSlots()].map(([slot, those]) => `${slot} ${those.length}`),
      'Places are counted right',
    );
    this.#same(
      [...organisations].flatMap(([tranche, members]) =>
        [...members.keys()].map((one) => `${tranche} ${one}`),
      ),
      [...this.accounts.inTranches()].flatMap(([tranche, those]) =>
        [...those].map((one) => `${tranche} ${one}`),
      ),
      'Organisations are counted right',
    );
  }

  /** Nobody waits for whom there is room that is kept for nobody; the list is in order. */
  #checkWaiting(): void {
    const { slots, tranches } = scheduleOf(this.state.plan);
    const [inSlots, inTranches] = [this.accounts.inSlots(), this.accounts.inTranches()];
    const list = waitingList(this.state);
    for (const { key, reservation } of list) {
      const kept = this.#moves().filter(
        (move) => isKept(move) && !(move.organisation === key.organisation && move.function === key.function),
      );
      const free = slots.filter((slot) => {
        const tranche = tranches.get(slot.tranche);
        const members = new Set(inTranches.get(slot.tranche));
        const isMember = members.has(key.organisation);
        if (!isMember) {
          for (const { to, organisation } of kept) {
            if (to.startsWith(`${slot.tranche}.`) && organisation !== key.organisation)
              members.add(organisation);
          }
        }
        const room = (tranche?.maximumOrganisations ?? 0) - members.size;
        const taken = (inSlots.get(slot.id)?.length ?? 0) + kept.filter(({ to }) => to === slot.id).length;
        return (
          tranche?.closed === false &&
          slot.functions.includes(key.function) &&
          slot.begin > this.#now &&
          slot.date >= reservation.wish.earliest &&
          taken < slot.capacity &&
          (isMember ? room >= 0 : room > 0)
        );
      });
      this.#demand(free.length === 0, `Nobody waits for whom there is room: ${key.organisation}`);
    }
    const order = list.map(({ reservation: { wish } }) => wish.requestedGoLive ?? wish.earliest);
    const ordered = order.every((date, i) => i === 0 || (order[i - 1] ?? '') <= date);
    this.#demand(ordered, 'The waiting list is in order');
  }

  #moves(): readonly SeenMove[] {
    return this.state.proposals.flatMap(({ id, moves }) =>
      moves.map((move) => ({ ...move, id: `${id}.${move.number}` })),
    );
  }

  /** The tracks know what is talked about; its places are there for it; what is possible has happened. */
  #checkMoves(): void {
    const moves = this.#moves();
    const talked = moves.filter(
      ({ from, progress }) =>
        from !== null && (progress.status === 'talking' || progress.status === 'agreed'),
    );
    this.#same(
      talked.map(({ organisation, function: fn, id, to, progress }) =>
        [organisation, fn, id, to, progress.status === 'agreed'].join(),
      ),
      [...this.accounts.all.values()].flatMap(({ organisation, function: fn, move }) =>
        move === null ? [] : [[organisation, fn, move.id, move.slot, move.awaits].join()],
      ),
      'The tracks were told what is talked about',
    );
    const kept = moves.filter(isKept);
    this.#demand(this.#isPossible(kept), 'All moves that a place is kept for are possible together');
    this.#demand(
      kept.every((one) => kept.filter((other) => sameFunction(one, other)).length === 1),
      'A function has one move at most',
    );
    const agreed = moves.filter(({ progress }) => progress.status === 'agreed');
    for (let bits = 1; bits < 2 ** Math.min(agreed.length, 8); bits++) {
      const some = agreed.filter((_, i) => (bits >> i) % 2 === 1);
      this.#demand(!this.#isPossible(some), 'What everybody agreed to and is possible has happened');
    }
  }

  /** Whether these moves could all be made at once: counted from the tracks' own accounts. */
  #isPossible(moves: readonly Move[]): boolean {
    const { slotsById, tranches } = scheduleOf(this.state.plan);
    const after = new Map([...this.accounts.all].map(([key, { slot, tranche }]) => [key, { slot, tranche }]));
    for (const { organisation, function: fn, to } of moves) {
      after.set(`${organisation} ${fn}`, { slot: to, tranche: to.slice(0, to.indexOf('.')) });
    }
    const slotFits = (id: string) =>
      [...after.values()].filter(({ slot }) => slot === id).length <= (slotsById.get(id)?.capacity ?? 0);
    const trancheFits = (name: string) => {
      const members = [...after].filter(([, { tranche }]) => tranche === name);
      const before = this.accounts.inTranches().get(name);
      const coming = moves.filter(
        ({ organisation, to }) => to.startsWith(`${name}.`) && before?.has(organisation) !== true,
      );
      const count = new Set(members.map(([key]) => key.split(' ')[0])).size;
      return coming.length === 0 || count <= (tranches.get(name)?.maximumOrganisations ?? 0);
    };
    return moves.every(({ to }) => slotFits(to) && trancheFits(to.slice(0, to.indexOf('.'))));
  }

  #count(before: readonly SeenMove[]): void {
    const old = new Map(before.map(({ id, progress }) => [id, progress.status]));
    for (const { id, progress } of this.#moves()) {
      if (old.get(id) === progress.status) continue;
      const name = `${old.get(id) ?? 'none'} -> ${progress.status}`;
      this.happened.set(name, (this.happened.get(name) ?? 0) + 1);
    }
  }

  #demand(holds: boolean, rule: string): void {
    if (!holds) this.violations.push(rule);
  }

  /** In any order. */
  #same(found: readonly unknown[], expected: readonly unknown[], rule: string): void {
    const text = (all: readonly unknown[]) =>
      all.map((one) => JSON.stringify(one)).sort((a, b) => (a < b ? -1 : 1));
    this.#demand(text(found).join() === text(expected).join(), rule);
  }
}

function isKept({ progress }: SeenMove): boolean {
  return (
    progress.status === 'talking' ||
    progress.status === 'agreed' ||
    (progress.status === 'proposed' && progress.keptUntil !== null)
  );
}

function sameFunction(a: Move, b: Move): boolean {
  return a.organisation === b.organisation && a.function === b.function;
}

function organisationsIn(told: readonly (readonly [string, Told])[]): number {
  return new Set(told.map(([, { organisation }]) => organisation)).size;
}
