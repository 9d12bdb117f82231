import { currentUpdateInfo, defineQuery, makeContinueAsNewFunc, setHandler } from '@temporalio/workflow';
import type { Clock } from '../../../machines/domain/clock.ts';
import type { TrackHoldings } from '../../../machines/domain/planning/rebuild.ts';
import { planningAnswerSchema } from '../../../machines/domain/planning/requests.ts';
import { withAct, type RecentAct } from '../../../machines/domain/recent-acts.ts';
import { declarationMessageSchema, trackMessages } from '../../../machines/protocol.ts';
import type { BusinessAction } from '../../../machines/track/actions/action.ts';
import { businessActions } from '../../../machines/track/actions/index.ts';
import { interpret, type Interpretation } from '../../../machines/track/actions/interpret.ts';
import {
  bringsOn,
  describeAction,
  notPossible,
  notTaken,
  offersOf,
  type Offer,
} from '../../../machines/track/actions/offers.ts';
import { answerOf } from '../../../machines/track/answers.ts';
import { attributesOf, searchAttributes } from '../../../machines/track/attributes.ts';
import type { TrackContext, TrackInput } from '../../../machines/track/context.ts';
import { diaryEntryOf } from '../../../machines/track/diary-lines.ts';
import type { DiaryEntry } from '../../../machines/track/diary.ts';
import type { BusinessEvent } from '../../../machines/track/events.ts';
import { holdingsOf } from '../../../machines/track/holdings.ts';
import { answerToKnown } from '../../../machines/track/known-declaration.ts';
import { renderOverview } from '../../../machines/track/overview.ts';
import { routeOf, type Route } from '../../../machines/track/route.ts';
import { viewOf, type TrackView } from '../../../machines/track/view.ts';
import { AnsweredUpdates, type AnsweredUpdate } from '../../../workflows/answered-updates.ts';
import { registerCorrespondence } from '../../../workflows/correspondence-updates.ts';
import { namespacePage, showPage } from '../../../workflows/details.ts';
import { InternalMessages } from '../../../workflows/internal-messages.ts';
import { ListedUpdates } from '../../../workflows/listed-updates.ts';
import { logMalformed } from '../../../workflows/malformed.ts';
import { momentOfAsking } from '../../../workflows/moment-of-asking.ts';
import { parsed, refusal, refusals } from '../../../workflows/refusal.ts';
import { defaultHistoryLimit } from '../../../workflows/run-length.ts';
import { updateSearchAttributes } from '../../../workflows/search-attributes.ts';
import { assertRegistered } from '../../../workflows/successor.ts';
import { TrackRun, type CarriedRun } from './run.ts';
import type { TrackState } from './track.ts';

/**
 * The baseline of the benchmarks: the workflow of a track as a competent engineer would write it without a state
 * machine, with the behaviour of workflows/aansluittraject.ts. It shares the domain's rules and the pieces of the shell
 * that know of no machine. One thing is left out: the machine's versions. The input has one, which is published as an
 * attribute; nothing is taken over, and the Update that asks for it is refused as unknown.
 */
export type BaselineInput = {
  readonly clock: Clock;
  readonly historyLimit?: number;
  readonly version: string;
} & ({ readonly start: TrackInput } | { readonly carried: CarriedTrack });

interface CarriedTrack extends CarriedRun {
  readonly diary: readonly DiaryEntry[];
  readonly answered: readonly AnsweredUpdate<string>[];
  readonly recent: readonly RecentAct[];
}

export async function aansluittraject(input: BaselineInput): Promise<TrackView> {
  const { clock, historyLimit, version } = input;
  const kept = 'carried' in input ? input.carried : { diary: [], answered: [], recent: [] };
  const diary = [...kept.diary];
  const record = (entry: DiaryEntry): void => {
    diary.push(entry);
  };
  const answered = new AnsweredUpdates<string>(kept.answered);
  let { recent } = kept;

  const run = new TrackRun(
    {
      clock,
      historyLimit: historyLimit ?? defaultHistoryLimit,
      record,
      onChange: () => updates.refresh(),
      publish: () => {
        const context = present();
        updateSearchAttributes(searchAttributes, { ...attributesOf(context, run.isDone), Versie: version });
        show(context);
      },
    },
    input,
  );
  const present = (): TrackContext => run.present;
  const show = (context: TrackContext): void => {
    const shown = { ui: namespacePage(), closed: run.isDone, recent };
    showPage(() => renderOverview(context, shown));
  };

  const carryOut = async (
    name: string,
    event: BusinessEvent,
    before: TrackContext,
    via: Route = routeOf(currentUpdateInfo()?.id),
  ): Promise<string> => {
    const act = run.take(event);
    record(diaryEntryOf(event, before.now, via));
    await run.answered(act);
    const answer = answered.remember(answerOf(before, present(), event));
    recent = withAct(recent, { at: before.now, by: event.by, what: name, answer });
    show(present());
    return answer;
  };

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
        let told = judge(action, raw);
        if (told.event.type === 'succeeded') {
          await assertRegistered(told.event.successor);
          // Anything can have happened while the register was asked.
          told = judge(action, raw);
        }
        return await carryOut(action.name, told.event, told.before);
      },
    })),
    (name) => notPossible(present(), name),
  );

  const requireOpen = (): void => {
    if (run.isDone)
      throw refusal('Het aansluittraject wordt gesloten. Probeer het zo opnieuw.', refusals.closing);
  };
  const internal = new InternalMessages();
  internal.onUpdate(trackMessages.declare, async (message) => {
    const { declaration, by, at, via = 'temporal' } = parsed(declarationMessageSchema, message);
    run.drain();
    requireOpen();
    const before = present();
    const event = { type: 'declaration.received', declaration, by, at: Math.min(at, before.now) } as const;
    const known = answerToKnown(before, declaration);
    if (!run.canTake(event)) return known;
    const answer = await carryOut('Intentieverklaring', event, before, via);
    return known === '' ? answer : `${answer} ${known}`;
  });
  registerCorrespondence(internal, {
    peek: () => run.peek(),
    requireOpen,
    take: (event) => {
      run.take(event);
      if (event.type === 'reply.received') record(diaryEntryOf(event, run.now, 'mail'));
      return run.context;
    },
  });
  internal.onSignal(trackMessages.planning, (message) => {
    const answer = planningAnswerSchema.safeParse(message);
    if (answer.success) run.take({ type: 'planning.answered', answer: answer.data });
    else logMalformed('A signal of the planning is malformed', answer.error);
  });

  const askedMoment = (askedAt: unknown) => momentOfAsking(clock, askedAt);
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
  setHandler(defineQuery<TrackState>(trackMessages.state), () => run.state, {
    description: 'De hele stand van dit traject, voor programma’s.',
  });
  updates.refresh();
  internal.register((name, raw) => updates.unlisted(name, raw));

  const rest = await run.untilEnd();
  if (rest === null) return viewOf(present(), true);
  return await upgrading({
    clock,
    ...(historyLimit === undefined ? {} : { historyLimit }),
    version,
    carried: { ...rest, diary, answered: answered.carried(), recent },
  });
}

const upgrading = makeContinueAsNewFunc<typeof aansluittraject>({
  initialVersioningBehavior: 'AUTO_UPGRADE',
});
