import { dateOf } from '../../domain/amsterdam.ts';
import type { IsoDate } from '../../domain/dates.ts';
import { formatDate } from '../../domain/dutch-dates.ts';
import type { Agreement } from '../../domain/planning/requests.ts';
import {
  connectionFunctions,
  isStep,
  type ConnectionFunction,
  type DocumentKind,
} from '../../domain/vocabulary.ts';
import type { DocumentRecord, TrackContext } from '../context.ts';
import type { TrackEvent } from '../events.ts';
import { documentsFor, openItems, preproductionDue } from '../open-items.ts';
import type { Turn } from '../turn.ts';

type Event<Type extends TrackEvent['type']> = Extract<TrackEvent, { type: Type }>;

const expected: DocumentRecord = { status: 'expected', version: null, changedOn: null, reason: null };

/** What a new track knows from an earlier one of the same consumer. */
export function documentsOnFile(agreement: Agreement | null): TrackContext['documents'] {
  if (agreement === null) return {};
  const { version, on } = agreement;
  return { agreement: { status: 'accepted', version, changedOn: on, reason: null } };
}

/** The accepted agreement, as the register keeps it after this track. */
export function agreementOnFile(context: TrackContext): Agreement | null {
  const { status, version, changedOn } = documentOf(context, 'agreement');
  return status === 'accepted' && changedOn !== null ? { version, on: changedOn } : null;
}

export function documentOf(context: TrackContext, kind: DocumentKind): DocumentRecord {
  return context.documents[kind] ?? expected;
}

/** The documents that the functions under way need, in order, each once. */
export function neededDocuments(context: TrackContext): readonly DocumentKind[] {
  const kinds = connectionFunctions.flatMap((fn) => {
    const stage = context.connections[fn]?.stage;
    return stage !== undefined && isStep(stage) ? documentsFor(fn) : [];
  });
  return [...new Set(kinds)];
}

/** Documents that can come in now: needed, and not received or accepted already. */
export function receivable(context: TrackContext): readonly DocumentKind[] {
  return neededDocuments(context).filter((kind) =>
    ['expected', 'rejected'].includes(documentOf(context, kind).status),
  );
}

/** Documents that wait for the desk's check. */
export function checkable(context: TrackContext): readonly DocumentKind[] {
  return neededDocuments(context).filter((kind) => documentOf(context, kind).status === 'received');
}

export function allIn(kinds: readonly DocumentKind[], possible: readonly DocumentKind[]): boolean {
  return kinds.length > 0 && kinds.every((kind) => possible.includes(kind));
}

export function documentsAccepted(context: TrackContext, fn: ConnectionFunction): boolean {
  return documentsFor(fn).every((kind) => documentOf(context, kind).status === 'accepted');
}

function setDocuments(turn: Turn, kinds: readonly DocumentKind[], patch: Partial<DocumentRecord>): void {
  const changed = Object.fromEntries(
    kinds.map((kind) => [kind, { ...documentOf(turn.context, kind), ...patch }]),
  );
  turn.change({ documents: { ...turn.context.documents, ...changed } });
}

export function receiveDocuments(turn: Turn, event: Event<'documents.received'>): void {
  setDocuments(turn, event.documents, {
    status: 'received',
    version: event.version,
    changedOn: dateOf(event.at),
    reason: null,
  });
}

/** Agreement and a form accepted: the formal start [seed], recorded once. */
export function acceptDocuments(turn: Turn, event: Event<'documents.accepted'>): void {
  setDocuments(turn, event.documents, { status: 'accepted', changedOn: dateOf(event.at), reason: null });
  const complete = connectionFunctions.filter(
    (fn) => turn.context.connections[fn] !== undefined && documentsAccepted(turn.context, fn),
  );
  const fresh = complete.filter((fn) => documentsFor(fn).some((kind) => event.documents.includes(kind)));
  if (fresh.length === 0) return;
  if (turn.context.formalStartOn === null) turn.change({ formalStartOn: dateOf(event.at) });
  turn.note(null, `Formele start van het aansluittraject: aanvraag en overeenkomst zijn goedgekeurd.`);
  turn.mailConsumer({
    kind: 'formalStart',
    functions: fresh.map((fn) => ({
      function: fn,
      readyBy: preproductionDue(turn.context, turn.connection(fn), dateOf(event.at)),
    })),
  });
}

export function rejectDocuments(turn: Turn, event: Event<'documents.rejected'>): void {
  setDocuments(turn, event.documents, {
    status: 'rejected',
    changedOn: dateOf(event.at),
    reason: event.reason,
  });
  const { documents, reason } = event;
  turn.mailConsumer({ kind: 'documentsRejected', documents, reason, by: documentsDue(turn.context) });
}

/** By when the consumer must send the first of its documents; null while no function is at its application. */
function documentsDue(context: TrackContext): IsoDate | null {
  const [first] = openItems(context)
    .filter(({ step, waitsOn }) => step === 'application' && waitsOn === 'consumer')
    .map(({ due }) => due)
    .sort();
  return first ?? null;
}

/** What a function's correction can put back: its own form and the agreement, when they were accepted. */
export function acceptedDocuments(context: TrackContext, fn: ConnectionFunction): readonly DocumentKind[] {
  return documentsFor(fn).filter((kind) => documentOf(context, kind).status === 'accepted');
}

/** Accepted by mistake: to be checked again. Without a function that has both accepted there is no formal start. */
export function putBack(turn: Turn, kinds: readonly DocumentKind[]): void {
  if (kinds.length === 0) return;
  setDocuments(turn, kinds, { status: 'received', changedOn: turn.today, reason: null });
  const stands = connectionFunctions.some(
    (fn) => turn.context.connections[fn] !== undefined && documentsAccepted(turn.context, fn),
  );
  if (stands || turn.context.formalStartOn === null) return;
  turn.note(null, `De formele start van ${formatDate(turn.context.formalStartOn)} vervalt.`);
  turn.change({ formalStartOn: null });
}
