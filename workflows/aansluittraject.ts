import { currentUpdateInfo, defineQuery, makeContinueAsNewFunc, setHandler } from '@temporalio/workflow';
import { businessTime, type Clock } from '../machines/domain/clock.ts';
import type { TrackHoldings } from '../machines/domain/planning/rebuild.ts';
import { planningAnswerSchema } from '../machines/domain/planning/requests.ts';
import { declarationMessageSchema, trackMessages } from '../machines/protocol.ts';
import type { BusinessAction } from '../machines/track/actions/action.ts';
import { businessActions } from '../machines/track/actions/index.ts';
import { interpret, type Interpretation } from '../machines/track/actions/interpret.ts';
import {
  bringsOn,
  describeAction,
  notPossible,
  notTaken,
  offersOf,
  type Offer,
} from '../machines/track/actions/offers.ts';
import { answerOf } from '../machines/track/answers.ts';
import { attributesOf, searchAttributes } from '../machines/track/attributes.ts';
import type { TrackContext, TrackInput } from '../machines/track/context.ts';
import { diaryEntryOf } from '../machines/track/diary-lines.ts';
import type { DiaryEntry } from '../machines/track/diary.ts';
import type { Effect } from '../machines/track/effects.ts';
import type { BusinessEvent, TrackEvent } from '../machines/track/events.ts';
import { holdingsOf } from '../machines/track/holdings.ts';
import { answerToKnown } from '../machines/track/known-declaration.ts';
import { renderOverview } from '../machines/track/overview.ts';
import { routeOf, type Route } from '../machines/track/route.ts';
import { withAct, type RecentAct } from '../machines/domain/recent-acts.ts';
import { timerWords } from '../machines/track/timer-words.ts';
import { trackMachineOf } from '../machines/track/versions.ts';
import { viewOf, type TrackView } from '../machines/track/view.ts';
import { AnsweredUpdates, type AnsweredUpdate } from './answered-updates.ts';
import { registerCorrespondence } from './correspondence-updates.ts';
import { namespacePage, showPage } from './details.ts';
import { DurableRun, type Carried, type Origin } from './durable.ts';
import { InternalMessages } from './internal-messages.ts';
import { ListedUpdates } from './listed-updates.ts';
import { logMalformed } from './malformed.ts';
import { momentOfAsking } from './moment-of-asking.ts';
import { parsed, refusal, refusals } from './refusal.ts';
import { defaultHistoryLimit } from './run-length.ts';
import { updateSearchAttributes } from './search-attributes.ts';
import { assertRegistered } from './successor.ts';
import { performEffect } from './track-effects.ts';
import { registerVersionUpdate, takenUp, type VersionOrder } from './version-update.ts';

/** What a track's run hands to the next one. */
export interface CarriedTrack extends Carried<Effect> {
  readonly diary: readonly DiaryEntry[];
  readonly answered: readonly AnsweredUpdate<string>[];
  readonly recent?: readonly RecentAct[];
}

export type TrackWorkflowInput = {
  readonly clock: Clock;
  /** Events in one run, after which it continues as new; for tests. */
  readonly historyLimit?: number;
} & (
  | {
      readonly start: TrackInput;
      /** Of the machine: in the input, so that a replay by a later release is on the same one. */
      readonly version: string;
    }
  | { readonly carried: CarriedTrack; readonly adopt?: VersionOrder }
);

/**
 * The connection track of one consumer, from its declaration until it closes: the machine decides, this carries
 * it out. Its state can be asked for after it has closed too; the result is its last view.
 */
export async function aansluittraject(input: TrackWorkflowInput): Promise<TrackView> {
  const { version, origin, ...kept } = begin(input);
  let { diary } = kept;
  const record = (entry: DiaryEntry): void => {
    diary = [...diary, entry];
  };
  const answered = new AnsweredUpdates<string>(kept.answered);
  let { recent } = kept;

  const run = new DurableRun<TrackContext, TrackEvent, TrackInput, Effect>(
    {
      machine: trackMachineOf(version),
      clock: input.clock,
      takeNote(effect) {
        if (effect.kind === 'diary') record(effect.entry);
        return effect.kind === 'diary';
      },
      perform: performEffect,
      isOrdered: (effect) => effect.kind === 'planning',
      cancelled: { type: 'cancel.requested' },
      isCancelAnswered: (context) => !context.tasks.some(({ kind }) => kind === 'cancelRequested'),
      timerSummary: (moment): string => timerWords(run.context, moment),
      onChange: () => updates.refresh(),
      publish: () => {
        const context = present();
        updateSearchAttributes(searchAttributes, {
          ...attributesOf(context, run.isDone),
          Versie: version,
        });
        show(context);
      },
      historyLimit: input.historyLimit ?? defaultHistoryLimit,
    },
    origin,
  );
  const present = (): TrackContext => run.present;
  const show = (context: TrackContext): void => {
    const shown = { ui: namespacePage(), closed: run.isDone, recent };
    showPage(() => renderOverview(context, shown));
  };

  const carryOut = async (
    { name }: Pick<BusinessAction, 'name'>,
    event: BusinessEvent,
    before: TrackContext,
    via: Route = routeOf(currentUpdateInfo()?.id),
  ): Promise<string> => {
    const turn = run.dispatch(event);
    record(diaryEntryOf(event, before.now, via));
    await run.answered(turn);
    const answer = answered.remember(answerOf(before, present(), event));
    recent = withAct(recent, { at: before.now, by: event.by, what: name, answer });
    show(present());
    return answer;
  };

  /** What an input comes to at the moment of the context, which is now or later. Changes nothing. */
  const judgement = (context: TrackContext, action: BusinessAction, raw: unknown): Interpretation => {
    const meaning = interpret(context, action, raw);
    if (!meaning.ok || run.canTake(meaning.event, context.now)) return meaning;
    return { ok: false, reason: notTaken(context, action.name) };
  };

  /** Another Update may have come in between since this one was validated. */
  const judge = (action: BusinessAction, raw: unknown) => {
    run.drain();
    const before = present();
    const meaning = judgement(before, action, raw);
    if (!meaning.ok) throw refusal(meaning.reason);
    return { event: meaning.event, before };
  };

  const updates = new ListedUpdates(
    businessActions.map((action) => ({
      name: action.name,
      describe: () => describeAction(present(), action),
      comesFirst: () => bringsOn(present(), action),
      validate(raw) {
        if (answered.earlier !== null) return;
        const meaning = judgement(run.peek(), action, raw);
        if (!meaning.ok) throw refusal(meaning.reason);
      },
      async carryOut(raw) {
        const { earlier } = answered;
        if (earlier !== null) return earlier;
        const told = judge(action, raw);
        if (told.event.type !== 'succeeded') return await carryOut(action, told.event, told.before);
        await assertRegistered(told.event.successor);
        // Anything can have happened while the register was asked.
        const { event, before } = judge(action, raw);
        return await carryOut(action, event, before);
      },
    })),
    (name) => notPossible(present(), name),
  );

  const refuseWhenClosing = (isDone: boolean): void => {
    if (isDone)
      throw refusal('Het aansluittraject wordt gesloten. Probeer het zo opnieuw.', refusals.closing);
  };
  const internal = new InternalMessages();
  internal.onUpdate(trackMessages.declare, async (message) => {
    const { declaration, by, at, via = 'temporal' } = parsed(declarationMessageSchema, message);
    run.drain();
    refuseWhenClosing(run.isDone);
    const before = present();
    const event = { type: 'declaration.received', declaration, by, at: Math.min(at, before.now) } as const;
    const known = answerToKnown(before, declaration);
    if (!run.canTake(event)) return known;
    const answer = await carryOut({ name: 'Intentieverklaring' }, event, before, via);
    return known === '' ? answer : `${answer} ${known}`;
  });
  registerCorrespondence(internal, {
    peek: () => run.peek(),
    requireOpen: () => refuseWhenClosing(run.isDone),
    take: (event) => {
      run.dispatch(event);
      if (event.type === 'reply.received') record(diaryEntryOf(event, run.now, 'mail'));
      return run.context;
    },
  });
  internal.onSignal(trackMessages.planning, (message) => {
    const answer = planningAnswerSchema.safeParse(message);
    if (answer.success) run.dispatch({ type: 'planning.answered', answer: answer.data });
    else logMalformed('A signal of the planning is malformed', answer.error);
  });
  const askedMoment = (askedAt: unknown) => momentOfAsking(input.clock, askedAt);
  setHandler(
    defineQuery<TrackView, [unknown?]>(trackMessages.view),
    (askedAt) => viewOf({ ...run.context, now: askedMoment(askedAt) }, run.isDone),
    { description: 'De toestand van dit traject.' },
  );
  setHandler(
    defineQuery<readonly Offer[], [unknown?]>(trackMessages.offers),
    (askedAt) => (run.isDone ? [] : offersOf(run.peek(askedMoment(askedAt)))),
    { description: 'Wat nu kan, met de invoer die daarbij hoort.' },
  );
  setHandler(
    defineQuery<string | null, [string, unknown, unknown?]>(trackMessages.judgement),
    (name, raw, askedAt) => {
      const context = run.peek(askedMoment(askedAt));
      const action = businessActions.find((candidate) => candidate.name === name);
      if (action === undefined) return notPossible(context, name);
      const meaning = judgement(context, action, raw);
      return meaning.ok ? null : meaning.reason;
    },
    { description: 'Waarom een handeling met deze invoer nu wordt geweigerd; niets als zij kan.' },
  );
  setHandler(
    defineQuery<TrackHoldings, [unknown?]>(trackMessages.holdings),
    (askedAt) => holdingsOf({ ...run.context, now: askedMoment(askedAt) }, run.isDone),
    { description: 'Wat dit traject van de planning heeft, voor programma’s.' },
  );
  setHandler(defineQuery<readonly DiaryEntry[]>(trackMessages.diary), () => diary, {
    description: 'Wat er is gebeurd, wanneer en door wie.',
  });

  let adopt: VersionOrder | null = null;
  registerVersionUpdate(internal, {
    persisted: () => run.persisted(),
    requireOpen: () => refuseWhenClosing(run.isDone),
    renew(order) {
      adopt = order;
      run.renew();
    },
    answered,
  });
  updates.refresh();
  internal.register((name, raw) => updates.unlisted(name, raw));

  const rest = await run.untilEnd();
  if (rest === null) return viewOf(present(), true);
  const { clock, historyLimit } = input;
  return await upgrading({
    clock,
    ...(historyLimit === undefined ? {} : { historyLimit }),
    carried: { ...rest, diary, answered: answered.carried(), recent },
    ...(adopt === null ? {} : { adopt }),
  });
}

/** With Worker Versioning a run stays on its release; the next one begins on the newest. */
const upgrading = makeContinueAsNewFunc<typeof aansluittraject>({
  initialVersioningBehavior: 'AUTO_UPGRADE',
});

interface Begun {
  readonly version: string;
  readonly origin: Origin<TrackInput, Effect>;
  readonly diary: readonly DiaryEntry[];
  readonly answered: readonly AnsweredUpdate<string>[];
  readonly recent: readonly RecentAct[];
}

function begin(input: TrackWorkflowInput): Begun {
  if ('start' in input)
    return { version: input.version, origin: { start: input.start }, diary: [], answered: [], recent: [] };
  const { carried, entry } = takenUp(input.carried, input.adopt, businessTime(input.clock, Date.now()));
  return {
    version: carried.machine.version,
    origin: { carried },
    diary: entry === null ? carried.diary : [...carried.diary, entry],
    answered: carried.answered,
    recent: carried.recent ?? [],
  };
}
