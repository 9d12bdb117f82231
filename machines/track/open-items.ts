import { dateOf, timeOf } from '../domain/amsterdam.ts';
import { formatMoment } from '../domain/dutch-dates.ts';
import { goLiveChecklist, preproductionChecklist } from '../domain/checklist.ts';
import { missingParts, type MissingPart } from '../domain/declaration.ts';
import { latest, type IsoDate } from '../domain/dates.ts';
import { remembered } from '../domain/remembered.ts';
import {
  connectionFunctions,
  isStep,
  type ConnectionFunction,
  type DocumentKind,
  type Step,
} from '../domain/vocabulary.ts';
import { checklistWords, documentWords, goLiveItemWords } from '../domain/words.ts';
import type { Connection, OpenItem, TrackContext } from './context.ts';
import { calendarOf } from './desk-days.ts';
import {
  cannotMeet,
  isHeldUp,
  isHeldUpByLogius,
  isScheduled,
  needsNewSlot,
  newSlotNeededSince,
} from './held-up.ts';
import { awaitsOthers } from './decisions/moves.ts';
import { assignmentDue, expectedGoLive, forward, notBeforeMinimum, slotOf, slotToAgree } from './terms.ts';
import { waitingReplies } from './waiting-replies.ts';

/**
 * Who has to do what by when, over all functions: the one source for the ladder, the overview and the lists.
 * Every function that has not ended has at least one item, so nobody waits unseen.
 */
export const openItems = remembered((context: TrackContext): readonly OpenItem[] => {
  const items = connectionFunctions.flatMap((fn) => {
    const connection = context.connections[fn];
    return connection === undefined ? [] : itemsOf(context, fn, connection);
  });
  return [...items, ...replyItem(context)];
});

/** An answer of the consumer waits on the desk: it is about the consumer as a whole, and stands with its first open function. */
function replyItem(context: TrackContext): readonly OpenItem[] {
  const [oldest] = waitingReplies(context);
  if (oldest === undefined) return [];
  const { antwoord } = context.settings.policy.termijnen;
  const items = connectionFunctions.flatMap((fn): readonly OpenItem[] => {
    const { stage, attempt } = context.connections[fn] ?? { stage: null, attempt: 0 };
    if (stage === null || !isStep(stage)) return [];
    const due = forward(context, oldest.since, antwoord);
    const asked = ['het antwoord van de afnemer lezen en afhandelen'];
    return [
      { function: fn, step: stage, attempt, subject: 'reply', waitsOn: 'desk', due, climbs: 'late', asked },
    ];
  });
  return items.slice(0, 1);
}

function itemsOf(context: TrackContext, fn: ConnectionFunction, connection: Connection): readonly OpenItem[] {
  if (!isStep(connection.stage)) return [];
  const { stage, attempt } = connection;
  const item = (rest: Pick<OpenItem, 'waitsOn' | 'due' | 'asked'> & Partial<OpenItem>): OpenItem => ({
    function: fn,
    step: stage,
    attempt,
    subject: 'step',
    climbs: 'all',
    ...rest,
  });
  const asked = stageItems(context, fn, connection, stage, item).filter(
    ({ waitsOn, due }) => waitsOn === 'desk' || isAskedNow(connection, due),
  );
  const items = [...asked, ...delayItems(context, connection, item)];
  // While a wish waits on the desk, the consumer is left in peace.
  return connection.wish === null ? items : items.filter(({ waitsOn }) => waitsOn === 'desk');
}

/**
 * What a step asks of the consumer, unless a delay holds it up; or its slot is gone, and without one its day had passed:
 * then another slot comes first.
 */
function isAskedNow(connection: Connection, due: IsoDate): boolean {
  if (isHeldUp(connection)) return false;
  const { slotLostOn } = connection;
  return (
    !isScheduled(connection.stage) || slotOf(connection) !== null || slotLostOn === null || due > slotLostOn
  );
}

/** What is asked beside the step itself: of whoever is next to speak about another slot, or of Logius when it causes the delay. */
function delayItems(context: TrackContext, connection: Connection, item: MakeItem): readonly OpenItem[] {
  if (connection.move?.status === 'awaiting') return [awaitingItem(connection.move, item)];
  if (connection.offeredOn !== null) return [offerItem(context, connection, connection.offeredOn, item)];
  const { inroostering } = context.settings.policy.termijnen;
  const since = newSlotNeededSince(connection);
  if (since !== null) {
    const due = forward(context, since, inroostering);
    return [item({ waitsOn: 'desk', due, subject: 'offer', asked: ['een nieuw tijdslot afspreken'] })];
  }
  const { delay } = connection;
  if (delay === null || !isHeldUpByLogius(connection)) return [];
  const due =
    delay.ready === null
      ? forward(context, delay.reportedOn, inroostering)
      : calendarOf(context).onOrAfter(delay.ready);
  return [item({ waitsOn: 'desk', due, asked: ['de vertraging door Logius oplossen'] })];
}

type MakeItem = (rest: Pick<OpenItem, 'waitsOn' | 'due' | 'asked'> & Partial<OpenItem>) => OpenItem;

function stageItems(
  context: TrackContext,
  fn: ConnectionFunction,
  connection: Connection,
  step: Step,
  item: MakeItem,
): readonly OpenItem[] {
  const { termijnen } = context.settings.policy;
  switch (step) {
    case 'declaration': {
      const due = forward(context, connection.openedOn, termijnen.intentieverklaring);
      if (connection.completeOn !== null) {
        return [item({ waitsOn: 'desk', due, asked: ['de intentieverklaring beoordelen'] })];
      }
      return [item({ waitsOn: 'consumer', due, asked: missingTexts(fn, connection) })];
    }
    case 'trancheAssignment':
      // With an akkoord that waits for others nothing is left to talk about.
      return awaitsOthers(connection) ? [] : [assignmentItem(context, connection, item)];
    case 'impactAnalysis': {
      const start = connection.requested.testStart ?? slotDate(connection) ?? connection.openedOn;
      const due = notBeforeMinimum(context, start, connection.openedOn);
      return [item({ waitsOn: 'consumer', due, asked: ['de impactanalyse'], climbs: 'once' })];
    }
    case 'application':
      return applicationItems(context, fn, connection, item);
    case 'preproduction':
      return preproductionItems(context, fn, connection, item);
    case 'chainTest':
      return chainTestItems(context, connection, item);
    case 'goLive':
      return goLiveOpenItems(context, fn, connection, item);
  }
}

/** What this function's part of the paper lacks, with the gewenste dates as they are now. */
export function missingOf(
  fn: ConnectionFunction,
  { declaration, requested }: Connection,
): readonly MissingPart[] {
  const paper = { ...declaration, functions: { ...declaration.functions, [fn]: requested } };
  return missingParts(paper).filter((part) => part.function === null || part.function === fn);
}

function missingTexts(fn: ConnectionFunction, connection: Connection): readonly string[] {
  const missing = missingOf(fn, connection).map((part) => part.text);
  return connection.deskRemark === null ? missing : [...missing, connection.deskRemark];
}

function assignmentItem(context: TrackContext, connection: Connection, item: MakeItem): OpenItem {
  const { termijnen } = context.settings.policy;
  if (connection.place.status === 'waiting') {
    return item({
      waitsOn: 'desk',
      due: connection.place.dueBy,
      asked: ['een plaats in een tranche vinden'],
    });
  }
  const { completeOn, delay, move, openedOn, place, proposedOn } = connection;
  const slot = place.status === 'held' ? slotToAgree(connection) : null;
  const isMissed = slot !== null && cannotMeet(connection, slot);
  if (proposedOn !== null && slot !== null && !isMissed) {
    return item({
      waitsOn: 'consumer',
      due: assignmentDue(context, connection, proposedOn),
      asked: [`akkoord op het voorgestelde tijdslot: ${formatMoment(slot.begin)}`],
    });
  }
  if (move?.status === 'proposed') {
    const asked = [`contact opnemen over de voorgestelde verplaatsing: ${formatMoment(move.slot.begin)}`];
    return item({ waitsOn: 'desk', due: move.answerBy, asked });
  }
  // A move that ended, or a delay that the slot can't meet, asks for another talk.
  const contact = completeOn ?? openedOn;
  const since = move?.status === 'ended' ? latest(contact, move.on) : contact;
  const from = isMissed && delay !== null ? latest(since, delay.reportedOn) : since;
  const due = forward(context, from, termijnen.inroostering);
  return item({ waitsOn: 'desk', due, asked: ['contact opnemen over de inroostering'] });
}

/** The documents that a function cannot do without: the consumer's agreement and its own form [seed]. */
export function documentsFor(fn: ConnectionFunction): readonly DocumentKind[] {
  return ['agreement', `form.${fn}`];
}

function applicationItems(
  context: TrackContext,
  fn: ConnectionFunction,
  connection: Connection,
  item: MakeItem,
): readonly OpenItem[] {
  const { termijnen, nominaal } = context.settings.policy;
  const expected = documentsFor(fn).filter((kind) => {
    const status = context.documents[kind]?.status ?? 'expected';
    return status === 'expected' || status === 'rejected';
  });
  const received = documentsFor(fn).filter((kind) => context.documents[kind]?.status === 'received');
  const items: OpenItem[] = [];
  if (expected.length > 0) {
    const before = nominaal.preproductie[fn] + termijnen.documentenVoorPreproductie;
    const due = notBeforeMinimum(context, backFromTest(context, connection, before), connection.openedOn);
    items.push(item({ waitsOn: 'consumer', due, asked: expected.map((kind) => documentWords[kind]) }));
  }
  if (received.length > 0) {
    const on = earliestReceipt(context, received) ?? connection.openedOn;
    const due = forward(context, latest(on, connection.openedOn), termijnen.documentcontrole);
    items.push(
      item({ waitsOn: 'desk', due, asked: received.map((kind) => `${documentWords[kind]} beoordelen`) }),
    );
  }
  return items;
}

function earliestReceipt(context: TrackContext, kinds: readonly DocumentKind[]): IsoDate | null {
  const days = kinds.flatMap((kind) => context.documents[kind]?.changedOn ?? []).sort();
  return days[0] ?? null;
}

/** Counted back from the slot; without one, from the gewenste teststart (rules: "Due dates of the consumer count back"). */
function backFromTest(context: TrackContext, connection: Connection, days: number): IsoDate {
  const from = slotDate(connection) ?? connection.requested.testStart ?? connection.openedOn;
  return calendarOf(context).addWorkingDays(from, -days);
}

function slotDate(connection: Connection): IsoDate | null {
  const slot = slotOf(connection);
  return slot === null ? null : dateOf(slot.begin);
}

/** When the consumer must have done its part of preproduction, which opens (or will) on this day. */
export function preproductionDue(context: TrackContext, connection: Connection, opened: IsoDate): IsoDate {
  const { preproductieVoorTijdslot } = context.settings.policy.termijnen;
  return notBeforeMinimum(context, backFromTest(context, connection, preproductieVoorTijdslot), opened);
}

/** The consumer's part of preproduction that is still to do. */
export function preproductionAsked(fn: ConnectionFunction, { checklist }: Connection): readonly string[] {
  return preproductionChecklist
    .open(fn, checklist)
    .filter((name) => preproductionChecklist.party(name) === 'consumer')
    .map((name) => checklistWords[name]);
}

function preproductionItems(
  context: TrackContext,
  fn: ConnectionFunction,
  connection: Connection,
  item: MakeItem,
): readonly OpenItem[] {
  const { termijnen } = context.settings.policy;
  const ready = preproductionChecklist.ready(fn, connection.checklist);
  const ours = ready.filter((name) => preproductionChecklist.party(name) === 'desk');
  const items: OpenItem[] = [];
  if (ready.some((name) => preproductionChecklist.party(name) === 'consumer')) {
    items.push(
      item({
        waitsOn: 'consumer',
        due: preproductionDue(context, connection, connection.openedOn),
        asked: preproductionAsked(fn, connection),
      }),
    );
  }
  if (ours.length > 0) {
    const since = latest(connection.openedOn, ...Object.values(connection.checklist));
    const asked = connection.checklist.accessRequested ?? connection.openedOn;
    const from = ours.includes('accessData') ? latest(asked, connection.openedOn) : since;
    const due = forward(context, from, termijnen.toegangsgegevens);
    items.push(item({ waitsOn: 'desk', due, asked: ours.map((name) => checklistWords[name]) }));
  }
  return items;
}

function chainTestItems(context: TrackContext, connection: Connection, item: MakeItem): readonly OpenItem[] {
  const { termijnen } = context.settings.policy;
  const slot = slotOf(connection);
  if (slot === null || needsNewSlot(connection)) return []; // another slot is spoken of first
  const day = dateOf(slot.begin);
  const report = forward(context, day, termijnen.testrapport);
  return [
    item({
      waitsOn: 'consumer',
      due: day,
      asked: [`de ketentest, van ${timeOf(slot.begin)} tot ${timeOf(slot.end)} uur`],
      climbs: 'reminders',
    }),
    item({ waitsOn: 'desk', due: report, asked: ['de uitslag van de ketentest vastleggen'], climbs: 'late' }),
  ];
}

function goLiveOpenItems(
  context: TrackContext,
  fn: ConnectionFunction,
  connection: Connection,
  item: MakeItem,
): readonly OpenItem[] {
  const target = expectedGoLive(context, connection) ?? connection.openedOn;
  const ready = goLiveChecklist.ready(fn, connection.goLiveItems);
  const theirs = ready
    .filter((name) => goLiveChecklist.party(name) === 'consumer')
    .map((name) => goLiveItemWords[name]);
  const ours = ready
    .filter((name) => goLiveChecklist.party(name) === 'desk')
    .map((name) => goLiveItemWords[name]);
  const items: OpenItem[] = [];
  if (theirs.length > 0) {
    items.push(
      item({
        waitsOn: 'consumer',
        due: notBeforeMinimum(context, target, connection.openedOn),
        asked: theirs,
      }),
    );
  }
  if (ours.length > 0)
    items.push(item({ waitsOn: 'desk', due: latest(target, connection.openedOn), asked: ours }));
  if (goLiveChecklist.open(fn, connection.goLiveItems).length === 0) {
    const due = notBeforeMinimum(context, target, connection.openedOn);
    items.push(item({ waitsOn: 'consumer', due, asked: ['de ingebruikname'] }));
  }
  return items;
}

/** Alternatives that were sent wait on the consumer, until it has made a wish. */
function offerItem(
  context: TrackContext,
  { wish }: Connection,
  offeredOn: IsoDate,
  item: MakeItem,
): OpenItem {
  const due = forward(context, wish?.on ?? offeredOn, context.settings.policy.termijnen.inroostering);
  return wish === null
    ? item({ waitsOn: 'consumer', due, subject: 'offer', asked: ['een keuze voor een nieuw tijdslot'] })
    : item({ waitsOn: 'desk', due, subject: 'offer', asked: ['de nieuwe inroostering bevestigen'] });
}

/** The consumer has said yes to a move that waits for others: nothing is asked of it. */
function awaitingItem({ until }: { readonly until: IsoDate }, item: MakeItem): OpenItem {
  const asked = ['de verplaatsing uitvoeren, zodra ook anderen akkoord zijn'];
  return item({ waitsOn: 'desk', due: until, subject: 'offer', climbs: 'late', asked });
}
