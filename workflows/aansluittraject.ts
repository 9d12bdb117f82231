import {
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  log,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import type { Clock } from '../machines/domain/clock.ts';
import { formatMoment } from '../machines/domain/dutch-dates.ts';
import type { TrackHoldings } from '../machines/domain/planning/rebuild.ts';
import { planningAnswerSchema } from '../machines/domain/planning/requests.ts';
import { declarationMessageSchema, trackMessages, type DeclarationMessage } from '../machines/protocol.ts';
import type { BusinessAction } from '../machines/track/actions/action.ts';
import { interpret } from '../machines/track/actions/interpret.ts';
import {
  notPossible,
  notTaken,
  offersOf,
  possibleNames,
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
import { currentVersion, trackMachines } from '../machines/track/versions.ts';
import { viewOf, type TrackView } from '../machines/track/view.ts';
import { ActionUpdates } from './action-updates.ts';
import { AnsweredUpdates, type AnsweredUpdate } from './answered-updates.ts';
import { registerCorrespondence } from './correspondence-updates.ts';
import { DurableRun, type Carried } from './durable.ts';
import { momentOfAsking } from './moment-of-asking.ts';
import { parsed, refusal, refusals } from './refusal.ts';
import { defaultHistoryLimit } from './run-length.ts';
import { updateSearchAttributes } from './search-attributes.ts';
import { assertRegistered } from './successor.ts';
import { performEffect } from './track-effects.ts';

/** What a track's run hands to the next one. */
export interface CarriedTrack extends Carried<Effect> {
  readonly diary: readonly DiaryEntry[];
  readonly answered: readonly AnsweredUpdate<string>[];
}

export type TrackWorkflowInput = {
  readonly clock: Clock;
  /** Events in one run, after which it continues as new; for tests. */
  readonly historyLimit?: number;
} & ({ readonly start: TrackInput } | { readonly carried: CarriedTrack });

/**
 * The connection track of one consumer, from its declaration until it closes: the machine decides, this carries
 * it out. Its state can be asked for after it has closed too; the result is its last view.
 */
export async function aansluittraject(input: TrackWorkflowInput): Promise<TrackView> {
  const carried = 'carried' in input ? input.carried : null;
  const version = carried?.machine.version ?? currentVersion;
  const machine = trackMachines[version];
  if (machine === undefined) throw new Error(`This worker has no version '${version}' of the track machine`);

  let diary: readonly DiaryEntry[] = carried?.diary ?? [];
  const record = (entry: DiaryEntry): void => {
    diary = [...diary, entry];
  };
  const answered = new AnsweredUpdates<string>(carried?.answered ?? []);

  const run = new DurableRun<TrackContext, TrackEvent, TrackInput, Effect>(
    {
      machine,
      clock: input.clock,
      perform: (effect) => performEffect(effect, record),
      isOrdered: (effect) => effect.kind === 'planning',
      cancelled: { type: 'cancel.requested' },
      timerSummary: (moment) => `Volgend moment: ${formatMoment(moment)}`,
      onChange: () => updates.refresh(),
      publish: () => {
        const context = present();
        updateSearchAttributes(searchAttributes, attributesOf(context, run.isDone));
        setCurrentDetails(renderOverview(context, run.isDone));
      },
      historyLimit: input.historyLimit ?? defaultHistoryLimit,
    },
    input,
  );
  const present = (): TrackContext => ({ ...run.context, now: run.now });

  const carryOut = async (event: BusinessEvent, before: TrackContext): Promise<string> => {
    const turn = run.dispatch(event);
    record(diaryEntryOf(event, before.now));
    await run.answered(turn);
    return answered.remember(answerOf(before, present(), event));
  };

  /** Another Update may have come in between since this one was validated. */
  const judge = (action: BusinessAction, raw: unknown) => {
    run.drain();
    const before = present();
    const meaning = interpret(before, action, raw);
    if (!meaning.ok) throw refusal(meaning.reason);
    if (!run.canTake(meaning.event)) throw refusal(notTaken(before, action.name));
    return { event: meaning.event, before };
  };

  const updates = new ActionUpdates({
    possible: () => possibleNames(present()),
    notPossible: (name) => notPossible(present(), name),
    validate(action: BusinessAction, raw: unknown) {
      if (answered.earlier !== null) return;
      const context = run.peek();
      const meaning = interpret(context, action, raw);
      if (!meaning.ok) throw refusal(meaning.reason);
      if (!run.canTake(meaning.event)) throw refusal(notTaken(context, action.name));
    },
    async carryOut(action, raw) {
      const { earlier } = answered;
      if (earlier !== null) return earlier;
      const told = judge(action, raw);
      if (told.event.type !== 'succeeded') return await carryOut(told.event, told.before);
      await assertRegistered(told.event.successor);
      // Anything can have happened while the register was asked.
      const { event, before } = judge(action, raw);
      return await carryOut(event, before);
    },
  });

  const refuseWhenClosing = (isDone: boolean): void => {
    if (isDone)
      throw refusal('Het aansluittraject wordt gesloten. Probeer het zo opnieuw.', refusals.closing);
  };
  setHandler(
    defineUpdate<string, [DeclarationMessage]>(trackMessages.declare),
    async ({ declaration, by, at }) => {
      run.drain();
      refuseWhenClosing(run.isDone);
      const before = present();
      const event = { type: 'declaration.received', declaration, by, at: Math.min(at, before.now) } as const;
      const known = answerToKnown(before, declaration);
      if (!run.canTake(event)) return known;
      const answer = await carryOut(event, before);
      return known === '' ? answer : `${answer} ${known}`;
    },
    {
      description:
        'Neemt een intentieverklaring op in dit traject. Het Servicecentrum gebruikt dit bij registreren.',
      validator: (message) => {
        parsed(declarationMessageSchema, message);
        refuseWhenClosing(run.isDone);
      },
    },
  );
  registerCorrespondence({
    peek: () => run.peek(),
    requireOpen: () => refuseWhenClosing(run.isDone),
    take: (event) => {
      run.dispatch(event);
      if (event.type === 'reply.received') record(diaryEntryOf(event, run.now));
      return run.context;
    },
  });
  setHandler(
    defineSignal<[unknown]>(trackMessages.planning),
    (message) => {
      const answer = planningAnswerSchema.safeParse(message);
      if (answer.success) run.dispatch({ type: 'planning.answered', answer: answer.data });
      else log.warn('A signal of the planning is malformed', { issues: answer.error.issues });
    },
    { description: 'Bericht van de planning aan dit traject.' },
  );
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
    defineQuery<TrackHoldings, [unknown?]>(trackMessages.holdings),
    (askedAt) => holdingsOf({ ...run.context, now: askedMoment(askedAt) }, run.isDone),
    { description: 'Wat dit traject van de planning heeft, voor programma’s.' },
  );
  setHandler(defineQuery<readonly DiaryEntry[]>(trackMessages.diary), () => diary, {
    description: 'Wat er is gebeurd, wanneer en door wie.',
  });

  updates.register();

  const rest = await run.untilEnd();
  if (rest === null) return viewOf(present(), true);
  const { clock, historyLimit } = input;
  return await continueAsNew<typeof aansluittraject>({
    clock,
    ...(historyLimit === undefined ? {} : { historyLimit }),
    carried: { ...rest, diary, answered: answered.carried() },
  });
}
