import { businessActions } from '../../../machines/track/actions/index.ts';
import { offersOf } from '../../../machines/track/actions/offers.ts';
import type { Contender } from './contenders.ts';
import { contenders } from './contenders.ts';
import type { Life } from './life.ts';
import { median } from '../median.ts';

/** Microseconds each. */
export interface Times {
  /** One event, or one moment that fell due, with the rules of the domain that it sets to work. */
  readonly step: number;
  readonly start: number;
  /** One question whether an event can be taken. */
  readonly can: number;
  /** To JSON, and back. */
  readonly save: number;
  readonly load: number;
}

export interface Compared {
  readonly script: string;
  readonly happenings: number;
  readonly times: Readonly<Record<string, Times>>;
  /** The same for all: what can be done now, with and without what each input takes. */
  readonly offers: { readonly named: number; readonly whole: number };
}

/** A moment is too short to be timed by itself. */
const leastMs = 2;

/** Rounds in which all have their turn; the median of each. */
export function compare(script: string, life: Life, rounds: number): Compared {
  const all = contenders.map((one) => ({ one, work: workOf(one, life), found: new Map<string, number[]>() }));
  const offers = { named: [] as number[], whole: [] as number[] };
  const contexts = life.questions.map(({ context }) => context);
  for (let round = -3; round < rounds; round++) {
    for (const { work, found } of all) {
      for (const [what, { times, run }] of Object.entries(work)) {
        const time = timeOf(run) / times;
        if (round >= 0) found.set(what, [...(found.get(what) ?? []), time]);
      }
    }
    // A context that was asked before remembers: as new ones each time.
    const fresh = contexts.map((context) => ({ ...context }));
    const named = timeOnce(() => fresh.forEach((c) => businessActions.forEach((action) => action.scopes(c))));
    const whole = timeOnce(() => fresh.forEach(offersOf));
    if (round < 0) continue;
    offers.named.push(named / contexts.length);
    offers.whole.push(whole / contexts.length);
  }
  return {
    script,
    happenings: life.happenings.length,
    times: Object.fromEntries(
      all.map(({ one, found }) => {
        const of = (what: string) => median(found.get(what) ?? []);
        return [
          one.name,
          { step: of('step'), start: of('start'), can: of('can'), save: of('save'), load: of('load') },
        ];
      }),
    ),
    offers: { named: median(offers.named), whole: median(offers.whole) },
  };
}

interface Work {
  /** How often a run does it. */
  readonly times: number;
  readonly run: () => void;
}

function workOf({ begin, take, can, save, load }: Contender, life: Life): Record<keyof Times, Work> {
  const states = life.questions.map(({ after }) => {
    let state = begin(life.input, life.begins);
    for (const { event, now } of life.happenings.slice(0, after)) state = take(state, event, now);
    return state;
  });
  const saved = states.map(save);
  const live = () => {
    let state = begin(life.input, life.begins);
    for (const { event, now } of life.happenings) state = take(state, event, now);
  };
  const questions = life.questions.flatMap(({ events, now }, at) =>
    events.map((event) => ({ state: states[at], event, now })),
  );
  return {
    step: { times: life.happenings.length, run: live },
    start: { times: 1, run: () => void begin(life.input, life.begins) },
    can: {
      times: questions.length,
      run: () => questions.forEach(({ state, event, now }) => can(state, event, now)),
    },
    save: { times: states.length, run: () => states.forEach(save) },
    load: { times: saved.length, run: () => saved.forEach(load) },
  };
}

/** Microseconds of one run, of as many as it takes to be told apart from nothing. */
function timeOf(run: () => void): number {
  const begin = performance.now();
  let runs = 0;
  let spent = 0;
  for (; spent < leastMs; spent = performance.now() - begin) {
    run();
    runs++;
  }
  return (spent * 1_000) / runs;
}

function timeOnce(run: () => void): number {
  const begin = performance.now();
  run();
  return (performance.now() - begin) * 1_000;
}
