import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../../machines/domain/amsterdam.ts';
import { isoDate } from '../../../../machines/domain/dates.ts';
import { occupancyOf } from '../../../../machines/domain/planning/capacity.ts';
import { carryPlanning, resumePlanning } from '../../../../machines/domain/planning/carried.ts';
import { coordinate } from '../../../../machines/domain/planning/coordinate.ts';
import type { Plan } from '../../../../machines/domain/planning/plan.ts';
import { publish } from '../../../../machines/domain/planning/publish.ts';
import type { PlanningAnswer, PlanningRequest } from '../../../../machines/domain/planning/requests.ts';
import { scheduleOf } from '../../../../machines/domain/planning/schedule.ts';
import type { PlanningState, Wish } from '../../../../machines/domain/planning/state.ts';
import { waitingList } from '../../../../machines/domain/planning/waiting-list.ts';
import { connectionFunctions, type ConnectionFunction } from '../../../../machines/domain/vocabulary.ts';
import { Desk, moment, planWith } from './desk.ts';

/** Few organisations, slots and days, so that they meet often. */
const names = ['Aa', 'Bee', 'Cee', 'Dee'] as const;
const days = { T1: ['2027-03-02', '2027-03-04', '2027-03-09'], T2: ['2027-06-01', '2027-06-03'] } as const;
const slotIds = Object.entries(days).flatMap(([tranche, dates]) =>
  dates.map((date) => `${tranche}.${date}.0900`),
);

const planArbitrary: fc.Arbitrary<Plan> = fc
  .record({
    places: fc.array(fc.constantFrom(0, 1, 1, 2, 2), { minLength: 5, maxLength: 5 }),
    maxima: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    closed: fc.tuple(fc.boolean(), fc.boolean()),
    oneFunction: fc.constantFrom('berichtenbox', 'both', 'both'),
  })
  .map(({ places, maxima, closed, oneFunction }) =>
    planWith((file) => {
      // While waiting, nothing else than the earliest day counts: the test can work out by itself who fits.
      Object.assign(file, { beleid: { nominaal: { preproductie: { berichtenbox: 0, lopendeZaken: 0 } } } });
      for (const [i, tranche] of file.tranches.entries()) {
        tranche.maximumOrganisaties = maxima[i] ?? 1;
        Object.assign(tranche, { gesloten: closed[i] });
        tranche.tijdsloten = slotIds.flatMap((id, j) => {
          const [name, datum] = id.split('.');
          const functies = j % 2 === 0 && oneFunction !== 'both' ? [oneFunction] : [...connectionFunctions];
          return name !== tranche.naam || places[j] === 0
            ? []
            : [{ datum, begin: '09:00', plaatsen: places[j], functies }];
        });
      }
    }),
  );

type Step =
  | { readonly what: 'publish'; readonly plan: Plan }
  | { readonly what: 'wait'; readonly until: Instant }
  | { readonly what: 'close'; readonly name: string }
  | {
      readonly what: 'reserve' | 'move' | 'confirm' | 'release' | 'releaseSlot';
      readonly name: string;
      readonly fn: ConnectionFunction;
      readonly wish: Wish;
      readonly slot: string;
    };

const wishArbitrary = fc.record({
  earliest: fc.constantFrom('2027-02-01', '2027-03-04', '2027-05-01').map(isoDate),
  requestedGoLive: fc
    .constantFrom('2027-03-20', '2027-06-01', null)
    .map((date) => (date === null ? null : isoDate(date))),
});

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('publish' as const), plan: planArbitrary }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('wait' as const),
      until: fc.constantFrom('2027-03-02', '2027-03-05', '2027-06-02').map(moment),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('close' as const), name: fc.constantFrom(...names) }),
  },
  {
    weight: 16,
    arbitrary: fc.record({
      what: fc.constantFrom(
        'reserve' as const,
        'reserve' as const,
        'move' as const,
        'confirm' as const,
        'release' as const,
        'releaseSlot' as const,
      ),
      name: fc.constantFrom(...names),
      fn: fc.constantFrom(...connectionFunctions),
      wish: wishArbitrary,
      slot: fc.constantFrom(...slotIds),
    }),
  },
);

/** What one track was told: the test's own account, from answers and notices alone. */
interface Told {
  readonly organisation: string;
  readonly function: ConnectionFunction;
  slot: string | null;
  begin: Instant;
  agreed: boolean;
  tranche: string | null;
  displaced: boolean;
}

class Accounts {
  readonly all = new Map<string, Told>();

  hear(answer: PlanningAnswer, keepsTranche = false): void {
    if (answer.kind === 'closed') {
      for (const [key, { organisation }] of this.all)
        if (organisation === answer.organisation) this.all.delete(key);
      return;
    }
    if (!('function' in answer)) return;
    const key = `${answer.organisation} ${answer.function}`;
    const empty = { slot: null, begin: 0, agreed: false, tranche: null, displaced: false };
    const told = this.all.get(key) ?? {
      organisation: answer.organisation,
      function: answer.function,
      ...empty,
    };
    this.all.set(key, told);
    if (answer.kind === 'placed') {
      const { id, tranche, begin } = answer.slot;
      Object.assign(told, { slot: id, tranche, begin, agreed: answer.agreed, displaced: false });
    }
    if (answer.kind === 'displaced') told.displaced = true;
    if (answer.kind === 'released')
      Object.assign(told, { ...empty, tranche: keepsTranche ? told.tranche : null });
  }

  inSlots(): Map<string, Told[]> {
    return grouped(
      [...this.all.values()].filter(({ slot }) => slot !== null),
      ({ slot }) => slot ?? '',
    );
  }

  inTranches(): Map<string, Set<string>> {
    const counting = grouped(
      [...this.all.values()].filter(({ tranche }) => tranche !== null),
      ({ tranche }) => tranche ?? '',
    );
    return new Map(
      [...counting].map(([tranche, told]) => [
        tranche,
        new Set(told.map(({ organisation }) => organisation)),
      ]),
    );
  }
}

function grouped(told: readonly Told[], by: (one: Told) => string): Map<string, Told[]> {
  const groups = new Map<string, Told[]>();
  for (const one of told) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return groups;
}

function organisationsIn(told: readonly (readonly [string, Told])[]): number {
  return new Set(told.map(([, { organisation }]) => organisation)).size;
}

class Run {
  readonly accounts = new Accounts();
  readonly violations: string[] = [];
  readonly #generations = new Map<string, number>();
  state: PlanningState;
  #now = moment('2027-01-04');

  constructor(plan: Plan) {
    this.state = new Desk(plan, ...names).state;
  }

  take(step: Step): void {
    const slots = this.accounts.inSlots();
    const tranches = this.accounts.inTranches();
    const told = [...this.accounts.all].map(([key, one]) => [key, { ...one }] as const);
    if (step.what === 'wait') this.#now = Math.max(this.#now, step.until);
    else if (step.what === 'publish') this.#publish(step.plan);
    else this.#ask(step);
    this.#checkRoom(slots, tranches);
    if (step.what === 'publish') this.#checkSurplus(told);
    this.#checkSame();
    this.#checkWaiting();
  }

  #publish(plan: Plan): void {
    const published = publish(this.state, plan, this.#now);
    if (published.kind === 'refused') throw new Error('The arbitrary makes plans without problems');
    if (published.kind === 'unchanged') return;
    this.state = published.state;
    for (const notice of published.notices) this.accounts.hear(notice);
    this.#demand(
      publish(this.state, plan, this.#now).kind === 'unchanged',
      'The same plan again changes nothing',
    );
  }

  #ask(step: Exclude<Step, { readonly what: 'publish' | 'wait' }>): void {
    const request = this.#requestOf(step);
    const { state, answer, notices } = coordinate(this.state, request, this.#now);
    this.state = state;
    this.accounts.hear(answer, step.what === 'releaseSlot');
    for (const notice of notices) this.accounts.hear(notice);
    if (request.kind === 'close') return;
    const again = coordinate(state, request, this.#now);
    this.#demand(again.state === state, 'A repeated request changes nothing');
    this.#same([again.answer], [answer], 'A repeated request gets the same answer');
  }

  #requestOf(step: Exclude<Step, { readonly what: 'publish' | 'wait' }>): PlanningRequest {
    const organisation = `gemeente-${step.name.toLowerCase()}`;
    if (step.what === 'close') {
      for (const fn of connectionFunctions) this.#generations.delete(`${organisation} ${fn}`);
      return { kind: 'close', organisation, live: {} };
    }
    const generation = (this.#generations.get(`${organisation} ${step.fn}`) ?? 0) + 1;
    this.#generations.set(`${organisation} ${step.fn}`, generation);
    const key = { organisation, function: step.fn, generation };
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
  #checkRoom(slotsBefore: Map<string, Told[]>, tranchesBefore: Map<string, Set<string>>): void {
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
      const staying = movable.filter(([key]) => this.accounts.all.get(key)?.displaced === false);
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

  /** Nobody waits for whom there is room; the list is in order. */
  #checkWaiting(): void {
    const { slots, tranches } = scheduleOf(this.state.plan);
    const [inSlots, inTranches] = [this.accounts.inSlots(), this.accounts.inTranches()];
    const list = waitingList(this.state);
    for (const { key, reservation } of list) {
      const free = slots.filter((slot) => {
        const tranche = tranches.get(slot.tranche);
        const members = inTranches.get(slot.tranche) ?? new Set();
        const room = (tranche?.maximumOrganisations ?? 0) - members.size;
        return (
          tranche?.closed === false &&
          slot.functions.includes(key.function) &&
          slot.begin > this.#now &&
          slot.date >= reservation.wish.earliest &&
          (inSlots.get(slot.id)?.length ?? 0) < slot.capacity &&
          (members.has(key.organisation) ? room >= 0 : room > 0)
        );
      });
      this.#demand(free.length === 0, `Nobody waits for whom there is room: ${key.organisation}`);
    }
    const order = list.map(({ reservation: { wish } }) => wish.requestedGoLive ?? wish.earliest);
    const ordered = order.every((date, i) => i === 0 || (order[i - 1] ?? '') <= date);
    this.#demand(ordered, 'The waiting list is in order');
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

describe('any interleaving of requests and plans', () => {
  it('never overbooks but for who was named, loses nothing, and keeps nobody waiting for whom there is room', () => {
    fc.assert(
      fc.property(planArbitrary, fc.array(stepArbitrary, { minLength: 1, maxLength: 60 }), (plan, taken) => {
        const run = new Run(plan);
        for (const step of taken) run.take(step);
        expect(run.violations).toEqual([]);
        expect(resumePlanning(JSON.parse(JSON.stringify(carryPlanning(run.state))))).toEqual(run.state);
      }),
      { numRuns: 1000 },
    );
  });
});
