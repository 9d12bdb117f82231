import { businessActions } from '../../../machines/track/actions/index.ts';
import { interpret, type Interpretation } from '../../../machines/track/actions/interpret.ts';
import { offersOf, type Offer } from '../../../machines/track/actions/offers.ts';
import { instantAt, type Instant } from '../../../machines/domain/amsterdam.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import { parseDeclaration, type Declaration } from '../../../machines/domain/declaration.ts';
import { coordinate } from '../../../machines/domain/planning/coordinate.ts';
import type { PlanningAnswer, PlanningRequest } from '../../../machines/domain/planning/requests.ts';
import type { PlanningState } from '../../../machines/domain/planning/state.ts';
import type { ConnectionFunction } from '../../../machines/domain/vocabulary.ts';
import type { Notice } from '../../../machines/desk/notices.ts';
import type { MachineState } from '../../../machines/engine/state.ts';
import { canTake, drain, isDone, nextDue, start, step, type Step } from '../../../machines/engine/step.ts';
import type { TrackContext, TrackInput } from '../../../machines/track/context.ts';
import { askedAgain } from '../../../machines/track/asked-again.ts';
import type { DiaryEntry } from '../../../machines/track/diary.ts';
import type { Effect } from '../../../machines/track/effects.ts';
import type { TrackEvent } from '../../../machines/track/events.ts';
import { trackMachine } from '../../../machines/track/machine.ts';
import type { MailOrder } from '../../../machines/track/mail.ts';
import { viewOf, type FunctionView } from '../../../machines/track/view.ts';

/** The planning as the simulations share it: the real rules, without a workflow around them. */
export class Planning {
  state: PlanningState;
  readonly notices: PlanningAnswer[] = [];

  constructor(state: PlanningState) {
    this.state = state;
  }

  ask(request: PlanningRequest, now: Instant): PlanningAnswer {
    const { state, answer, notices } = coordinate(this.state, request, now);
    this.state = state;
    this.notices.push(...notices);
    return answer;
  }
}

/** A track in plain memory: the real machine, engine and planning rules; time goes as the test says. */
export class Simulation {
  now: Instant;
  state: MachineState<TrackContext>;
  readonly mails: MailOrder[] = [];
  /** For the desk and the coordinator; what was settled since is not in it. */
  readonly told: Notice[] = [];
  readonly diary: DiaryEntry[] = [];
  readonly planning: Planning;
  /** Answers of the planning that are under way, when they are held back. */
  readonly underway: PlanningAnswer[] = [];
  /** Every answer so far, delivered or not. */
  readonly answers: PlanningAnswer[] = [];
  holdsBack = false;

  constructor(planning: Planning, input: TrackInput, from: string) {
    this.planning = planning;
    this.now = at(from);
    const begun = start(trackMachine, input, this.now);
    this.state = begun.state;
    this.carryOut(begun.effects);
  }

  get context(): TrackContext {
    return { ...this.state.snapshot.context, now: this.now };
  }

  get done(): boolean {
    return isDone(this.state);
  }

  /** The same moment again, with its own planning and without the mail so far: to try what would happen. */
  fork(): Simulation {
    const own = {
      mails: [],
      told: [],
      diary: [],
      underway: [...this.underway],
      planning: new Planning(this.planning.state),
    };
    return Object.assign(Object.create(Simulation.prototype) as Simulation, this, own); // made without starting a track
  }

  send(event: TrackEvent): void {
    this.settle(step(trackMachine, this.state, event, this.now));
  }

  can(event: TrackEvent): boolean {
    return canTake(trackMachine, this.state, event, this.now);
  }

  declare(declaration: unknown): Declaration {
    const parsed = parseDeclaration(declaration);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    this.send({ type: 'declaration.received', declaration: parsed.declaration, by: 'test', at: this.now });
    return parsed.declaration;
  }

  /** What an action's input means now. */
  meaning(code: string, functie: ConnectionFunction | null = null, input: object = {}): Interpretation {
    const action = businessActions.find((candidate) => candidate.code === code);
    if (action === undefined) throw new Error(`Unknown action ${code}`);
    return interpret(this.context, action, {
      door: 'test',
      ...(functie === null ? {} : { functie }),
      ...input,
    });
  }

  /** Does an action as the desk would; the reason when it is refused. */
  do(code: string, functie: ConnectionFunction | null = null, input: object = {}): string | null {
    const meaning = this.meaning(code, functie, input);
    if (!meaning.ok) return meaning.reason;
    if (!this.can(meaning.event)) return `The machine refuses ${meaning.event.type}`;
    this.send(meaning.event);
    return null;
  }

  /** Takes in one of the answers that are under way; the eldest, unless told otherwise. */
  deliver(index = 0): void {
    const [answer] = this.underway.splice(index, 1);
    if (answer !== undefined) this.send({ type: 'planning.answered', answer });
  }

  /** Lets time pass, firing what falls due at its own moment. */
  until(moment: Instant | string): void {
    const target = typeof moment === 'string' ? at(moment) : moment;
    for (let due = nextDue(this.state); due !== null && due <= target; due = nextDue(this.state)) {
      this.now = Math.max(this.now, due);
      this.settle(drain(trackMachine, this.state, this.now));
    }
    this.now = Math.max(this.now, target);
  }

  /** Time stood still for the track: what fell due meanwhile is drained in one go. */
  wakeAt(moment: Instant | string): void {
    this.now = typeof moment === 'string' ? at(moment) : moment;
    this.settle(drain(trackMachine, this.state, this.now));
  }

  offers(): readonly Offer[] {
    return offersOf(this.context);
  }

  view(functie: ConnectionFunction): FunctionView {
    const found = viewOf(this.context).functies.find((view) => view.functie === functie);
    if (found === undefined) throw new Error(`${functie} was not declared`);
    return found;
  }

  private settle({ state, effects }: Step<Effect, TrackContext>): void {
    this.state = state;
    this.carryOut(effects);
  }

  private receive(answer: PlanningAnswer): void {
    this.answers.push(answer);
    this.underway.push(answer);
    if (!this.holdsBack) this.deliver();
  }

  /** As the workflow asks it. */
  private asked(request: PlanningRequest): PlanningAnswer {
    const answer = this.planning.ask(request, this.now);
    const again = askedAgain(request, answer);
    return again === null ? answer : this.planning.ask(again, this.now);
  }

  /** A reset: the track is as it was, the planning and the time are not. What was under way then is asked anew. */
  setBack(state: MachineState<TrackContext>): void {
    this.state = state;
    this.answers.length = 0;
    this.underway.length = 0;
    this.until(this.now);
  }

  /** The desk has noticed a reset: the planning tells once more what it holds. */
  recall(): void {
    const told = this.planning.notices.length;
    this.planning.ask({ kind: 'recall', organisation: this.context.organisation.id }, this.now);
    for (const answer of this.planning.notices.slice(told)) this.send({ type: 'planning.answered', answer });
  }

  private carryOut(effects: readonly Effect[]): void {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'planning':
          this.receive(this.asked(effect.request));
          break;
        case 'mail':
          this.mails.push(effect.order);
          break;
        case 'post':
          for (const id of effect.post.settled) {
            const place = this.told.findIndex((notice) => notice.id === id);
            if (place >= 0) this.told.splice(place, 1);
          }
          this.told.push(...effect.post.told);
          break;
        case 'diary':
          this.diary.push(effect.entry);
          break;
      }
    }
  }
}

/** 08:00 on a day, or a moment as "2027-03-02 09:30". */
export function at(text: string): Instant {
  const [day = '', time = '08:00'] = text.split(' ');
  return instantAt(isoDate(day), time as Parameters<typeof instantAt>[1]); // a literal of the test
}
