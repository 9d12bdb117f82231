import * as fc from 'fast-check';
import { addDays, isoDate } from '../../../../../machines/domain/dates.ts';
import type {
  AssignmentProblem,
  Job,
  Option,
} from '../../../../../machines/domain/planning/optimise/problem.ts';
import { Room } from '../../../../../machines/domain/planning/optimise/room.ts';
import { connectionFunctions } from '../../../../../machines/domain/vocabulary.ts';

interface Size {
  readonly organisations: number;
  readonly slots: number;
  readonly tranches: number;
  readonly room: number;
}

/** Few places, that many want: so that rooms, tranches and wishes are in each other's way. */
export const small: Size = { organisations: 5, slots: 5, tranches: 3, room: 2 };
/** Brute force is out of its depth here, by far. */
export const crowded: Size = { organisations: 8, slots: 8, tranches: 4, room: 3 };
export const medium: Size = { organisations: 40, slots: 24, tranches: 5, room: 4 };

/** Everybody would go everywhere, tranches are narrow, and there is just about room for all: costs decide. */
export function contestedArbitrary(size: Size): fc.Arbitrary<AssignmentProblem> {
  const narrow = Math.ceil(size.organisations / size.tranches);
  return fc
    .record({
      problem: problemArbitrary(size),
      days: fc.array(fc.nat(5), { minLength: 37, maxLength: 97, size: 'max' }),
      rooms: fc.array(fc.nat(1), { minLength: size.tranches, maxLength: size.tranches }),
    })
    .map(({ problem, days, rooms }) => ({
      ...problem,
      slots: problem.slots.map((slot, s) => ({ ...slot, room: slot.room + ((days[s] ?? 0) % 2) })),
      tranches: problem.tranches.map(({ name }, t) => ({
        name,
        room: narrow + (rooms[t] ?? 0),
        members: [],
      })),
      jobs: problem.jobs.map((job, j) => ({
        ...job,
        from: job.stay === null ? job.from : 'elsewhere',
        stay: null,
        options: problem.slots.map((_, slot) => ({
          slot,
          lateness: days[(j * problem.slots.length + slot) % days.length] ?? 0,
        })),
      })),
    }));
}

const firstDay = isoDate('2027-03-01');

/** Slots in order of date, as in a planning; who has a place has room there. */
export function problemArbitrary(size: Size): fc.Arbitrary<AssignmentProblem> {
  const lateness = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 40 }));
  const slot = fc.record({
    tranche: fc.nat(size.tranches - 1),
    room: fc.integer({ min: 0, max: size.room }),
    days: fc.integer({ min: 0, max: 4 }),
  });
  const job = fc.record({
    weight: fc.constantFrom(1, 1, 1, 2, 3),
    /** By slot: null when it does not suit. */
    lateness: fc.array(fc.option(lateness, { freq: 3 }), { minLength: size.slots, maxLength: size.slots }),
    wish: fc.option(fc.integer({ min: 0, max: size.slots }), { freq: 2 }),
    /** Where it would like to be now, and whether it may stay there. */
    home: fc.constantFrom('none', 'none', 'stays', 'stays', 'leaves'),
    pick: fc.nat(100),
  });
  return fc
    .record({
      slots: fc.array(slot, { minLength: 1, maxLength: size.slots, size: 'max' }),
      tranches: fc.array(
        fc.record({
          room: fc.integer({ min: 0, max: Math.ceil(size.organisations * 0.6) }),
          members: fc.array(fc.nat(size.organisations - 1), { maxLength: 1 }),
        }),
        { minLength: size.tranches, maxLength: size.tranches },
      ),
      organisations: fc.array(fc.array(job, { minLength: 1, maxLength: 2 }), {
        minLength: 1,
        maxLength: size.organisations,
        size: 'max',
      }),
      loads: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 200, maxLength: 200 }),
    })
    .map(({ slots, tranches, organisations, loads }) => {
      let day = firstDay;
      const dates = slots.map(({ days }) => (day = addDays(day, days)));
      const weekOf = dates.map((date) => Math.floor(Date.parse(date) / 604_800_000));
      const weeks = [...new Set(weekOf)];
      const empty: AssignmentProblem = {
        jobs: [],
        slots: slots.map(({ tranche, room }, s) => ({
          id: `T${tranche}.${dates[s]}.${s}`,
          date: dates[s] ?? firstDay,
          tranche,
          week: weeks.indexOf(weekOf[s] ?? 0),
          room,
        })),
        tranches: tranches.map(({ room, members }, t) => ({
          name: `T${t}`,
          room,
          members: members.map((one) => `o${one}`),
        })),
        fixed: { lateness: 7, greatest: 3 },
        weeks: weeks.map((week, w) => ({
          monday: addDays(firstDay, (week - (weeks[0] ?? 0)) * 7),
          load: loads[w] ?? 0,
        })),
      };
      const left = new Room(empty);
      const jobs = organisations.flatMap((wishes, o) =>
        wishes.map((wish, f): Job => {
          const options = slots.flatMap((_, s): Option[] => {
            // By a wish, later is later; without one, anything goes.
            const days = wish.wish === null ? wish.lateness[s] : s < wish.wish ? 0 : (s - wish.wish) * 7;
            return days === null || days === undefined || wish.lateness[s] === null
              ? []
              : [{ slot: s, lateness: days }];
          });
          const base = {
            organisation: `o${o}`,
            function: connectionFunctions[f] ?? 'berichtenbox',
            weight: wish.weight,
            options,
          };
          if (wish.home === 'leaves') return { ...base, from: 'elsewhere', stay: null };
          const stay = wish.pick % Math.max(1, options.length);
          const placed = { ...base, from: empty.slots[options[stay]?.slot ?? -1]?.id ?? null, stay };
          if (wish.home === 'none' || options.length === 0 || !left.has(placed, stay))
            return { ...base, from: null, stay: null };
          left.take(placed, stay);
          return placed;
        }),
      );
      return { ...empty, jobs };
    });
}
