import { dateOf, instantAt, type Instant } from '../../../machines/domain/amsterdam.ts';
import { parseDeclaration } from '../../../machines/domain/declaration.ts';
import { organisationSchema, type Organisation } from '../../../machines/domain/organisation.ts';
import { drain, isDone, nextDue, start, step } from '../../../machines/engine/step.ts';
import type { MachineState } from '../../../machines/engine/state.ts';
import type { DeclarationMessage } from '../../../machines/protocol.ts';
import { businessActions } from '../../../machines/track/actions/index.ts';
import { interpret } from '../../../machines/track/actions/interpret.ts';
import { attributesOf } from '../../../machines/track/attributes.ts';
import type { TrackContext, TrackInput } from '../../../machines/track/context.ts';
import type { PlanningRequest } from '../../../machines/domain/planning/requests.ts';
import type { Effect } from '../../../machines/track/effects.ts';
import type { TrackEvent } from '../../../machines/track/events.ts';
import { trackMachine } from '../../../machines/track/machine.ts';
import type { MailKind } from '../../../machines/track/mail.ts';
import { begin, PlanningOf, settings } from './planning-rules.ts';
import type { Script } from './scripts.ts';

/** One activity: what is asked of the planning, which mail, or news for the desk. */
export type Asked = `planning ${PlanningRequest['kind']}` | `mail ${MailKind}` | 'post';

/** What wakes a workflow, and all that it must do then: no more than is asked for, and no less. */
export interface Turn {
  readonly at: Instant;
  /** `answer`: the planning's; `completion`: a mail or news has gone. */
  readonly cause: 'declaration' | 'update' | 'moment' | 'answer' | 'completion';
  /** An Update that came to its end here: at once, or when the planning answered. */
  readonly answersUpdate: boolean;
  readonly activities: readonly Asked[];
  readonly changesAttributes: boolean;
  /** For which a timer runs after it. */
  readonly next: Instant | null;
  /** The next moment became another one. */
  readonly armsTimer: boolean;
  /** One was under way. */
  readonly cancelsTimer: boolean;
  readonly ends: boolean;
}

/** What the outside does, at which moment: a real server is driven by it. */
export type Stop =
  | { readonly at: Instant; readonly kind: 'act'; readonly action: string; readonly input: object }
  | { readonly at: Instant; readonly kind: 'moment' };

export interface Course {
  readonly script: string;
  readonly start: TrackInput;
  readonly message: DeclarationMessage;
  readonly stops: readonly Stop[];
  readonly turns: readonly Turn[];
}

const by = 'A. de Vries';

/** Plays a script on the machine itself, with the planning's own rules. Pure: the same for the same arguments. */
export function courseOf(script: Script, id: string): Course {
  const organisation = organisationSchema.parse({ id, name: id, kind: script.organisationKind });
  const play = new Play(script, organisation);
  for (const one of script.steps) {
    if (one.kind === 'until') play.passUntil(instantAt(one.day(play.context), '10:30'));
    else play.act(one.action, { door: by, ...one.input(play.context) });
  }
  if (!play.isDone) throw new Error(`The script '${script.name}' does not close its track`);
  return play.course;
}

class Play {
  readonly #script: Script;
  readonly #planning: PlanningOf;
  readonly #start: TrackInput;
  readonly #message: DeclarationMessage;
  #state: MachineState<TrackContext>;
  #now = begin;
  readonly #stops: Stop[] = [];
  readonly #turns: Turn[] = [];
  #shown: string | null = null;
  #armed: Instant | null = null;

  constructor(script: Script, organisation: Organisation) {
    this.#script = script;
    this.#planning = new PlanningOf(organisation);
    const { id, name, kind } = organisation;
    const parsed = parseDeclaration({ organisatie: { naam: name, soort: kind }, ...script.declaration });
    if (!parsed.ok) throw new Error(`${script.name}: ${JSON.stringify(parsed.problems)}`);
    this.#message = { declaration: parsed.declaration, by, at: begin, via: 'temporal' };
    this.#start = {
      organisation: { id, name, kind },
      begunAt: begin,
      settings,
      usedAdviceMinutes: 0,
      liveBefore: {},
      agreement: null,
      contacts: [],
    };
    const begun = start(trackMachine, this.#start, begin);
    this.#state = begun.state;
    const { declaration, at } = this.#message;
    const declared = this.#take({ type: 'declaration.received', declaration, by, at });
    this.#settle('declaration', [...begun.effects, ...declared]);
  }

  get context(): TrackContext {
    return { ...this.#state.snapshot.context, now: this.#now };
  }

  get isDone(): boolean {
    return isDone(this.#state);
  }

  get course(): Course {
    const { name } = this.#script;
    return {
      script: name,
      start: this.#start,
      message: this.#message,
      stops: this.#stops,
      turns: this.#turns,
    };
  }

  act(name: string, raw: Readonly<Record<string, unknown>>): void {
    const action = businessActions.find((candidate) => candidate.name === name);
    if (action === undefined) throw new Error(`There is no action '${name}'`);
    const meaning = interpret(this.context, action, raw);
    const told = `${this.#script.name}: ${name} on ${dateOf(this.#now)}`;
    if (!meaning.ok) throw new Error(`${told}: ${meaning.reason}`);
    this.#stops.push({ kind: 'act', at: this.#now, action: name, input: raw });
    this.#settle('update', this.#take(meaning.event));
  }

  /** Lets every moment on the way happen. */
  passUntil(moment: Instant): void {
    for (let due = nextDue(this.#state); due !== null && due <= moment; due = nextDue(this.#state)) {
      this.#now = Math.max(this.#now, due);
      this.#stops.push({ kind: 'moment', at: this.#now });
      this.#armed = null; // it has fired
      this.#settle('moment', []);
    }
    this.#now = Math.max(this.#now, moment);
  }

  #take(event: TrackEvent): readonly Effect[] {
    const taken = step(trackMachine, this.#state, event, this.#now);
    this.#state = taken.state;
    return taken.effects;
  }

  /** What is due by now. */
  #drain(): readonly Effect[] {
    const { state, effects } = drain(trackMachine, this.#state, this.#now);
    this.#state = state;
    return effects;
  }

  /**
   * A workflow task, and then one for each activity that comes of it: what is asked of the planning one after another,
   * first, since an Update waits for what it asked. What is due by now happens in the same task.
   */
  #settle(cause: Turn['cause'], effects: readonly Effect[]): void {
    const isUpdate = cause === 'declaration' || cause === 'update';
    const requests: { readonly request: PlanningRequest; readonly isAwaited: boolean }[] = [];
    let others = 0;
    let isAnswered = !isUpdate;
    const end = (why: Turn['cause'], own: readonly Effect[], isAwaited: boolean): void => {
      const activities: Asked[] = [];
      for (const [all, awaited] of [
        [own, isAwaited],
        [this.#drain(), false],
      ] as const) {
        for (const effect of all) {
          if (effect.kind === 'planning') requests.push({ request: effect.request, isAwaited: awaited });
          else if (effect.kind === 'mail') activities.push(`mail ${effect.order.content.kind}`);
          else if (effect.kind === 'post') activities.push('post');
        }
      }
      others += activities.length;
      const [first] = requests;
      if (first !== undefined) activities.push(`planning ${first.request.kind}`);
      const answersUpdate = !isAnswered && !requests.some((one) => one.isAwaited);
      isAnswered ||= answersUpdate;
      const ends = this.isDone && requests.length + others === 0;
      this.#end({ cause: why, answersUpdate, activities, ends });
    };
    end(cause, effects, isUpdate);
    for (let one = requests.shift(); one !== undefined; one = requests.shift()) {
      const answer = this.#planning.ask(one.request, this.#now);
      end('answer', this.#take({ type: 'planning.answered', answer }), one.isAwaited);
    }
    while (others > 0) {
      others--;
      end('completion', [], false);
    }
  }

  #end(turn: Pick<Turn, 'cause' | 'answersUpdate' | 'activities' | 'ends'>): void {
    const shown = JSON.stringify(attributesOf(this.context, this.isDone));
    const moment = nextDue(this.#state);
    const isOther = moment !== this.#armed;
    this.#turns.push({
      at: this.#now,
      ...turn,
      changesAttributes: shown !== this.#shown,
      next: moment,
      armsTimer: isOther && moment !== null,
      cancelsTimer: isOther && this.#armed !== null,
    });
    this.#shown = shown;
    this.#armed = moment;
  }
}
