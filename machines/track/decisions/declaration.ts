import { dateOf } from '../../domain/amsterdam.ts';
import { earliest } from '../../domain/dates.ts';
import { completeDeclaration, type Declaration } from '../../domain/declaration.ts';
import { connectionFunctions, type ConnectionFunction } from '../../domain/vocabulary.ts';
import type { Connection, TrackContext } from '../context.ts';
import type { TrackEvent } from '../events.ts';
import { missingOf } from '../open-items.ts';
import { askPlace, releasePlace } from '../placement.ts';
import { forward } from '../terms.ts';
import type { Turn } from '../turn.ts';

type Received = Extract<TrackEvent, { type: 'declaration.received' }>;
type Completed = Extract<TrackEvent, { type: 'declaration.completed' }>;

/** A function can be declared when it has no track yet, or when its track was withdrawn. */
export function canBeDeclared(context: TrackContext, fn: ConnectionFunction): boolean {
  const connection = context.connections[fn];
  return connection === undefined ? context.liveBefore[fn] === undefined : connection.stage === 'withdrawn';
}

export function declares(context: TrackContext, declaration: Declaration, fn: ConnectionFunction): boolean {
  return declaration.functions[fn] !== undefined && canBeDeclared(context, fn);
}

/** Opens one function of a declaration. */
export function declare(turn: Turn, fn: ConnectionFunction, { declaration, at }: Received): void {
  const receivedOn = earliest(declaration.received.on ?? dateOf(at), dateOf(at));
  const connection = newConnection(turn.context, fn, declaration, receivedOn);
  // A form of an earlier attempt was for that attempt; the agreement is the consumer's, once.
  const { [`form.${fn}` as const]: _earlier, ...documents } = turn.context.documents;
  turn.change({ documents, connections: { ...turn.context.connections, [fn]: connection } });
}

/** Once for the whole paper, after its functions were opened: contacts are added, and one receipt is mailed. */
export function takeInDeclaration(turn: Turn, { declaration }: Received): void {
  const known = new Set(turn.context.contacts.map(({ role, name, email }) => `${role}/${name}/${email}`));
  const added = declaration.contacts.filter(
    ({ role, name, email }) => !known.has(`${role}/${name}/${email}`),
  );
  turn.change({ contacts: [...turn.context.contacts, ...added] });
  const opened = connectionFunctions.filter(
    (fn) => turn.context.connections[fn]?.declaration === declaration,
  );
  confirmReceipt(turn, opened);
}

function newConnection(
  context: TrackContext,
  fn: ConnectionFunction,
  declaration: Declaration,
  receivedOn: Connection['receivedOn'],
): Connection {
  const earlier = context.connections[fn];
  const { testStart = null, goLive = null } = declaration.functions[fn] ?? {};
  return {
    supplier: declaration.supplier,
    stage: 'declaration',
    openedOn: receivedOn,
    attempt: (earlier?.attempt ?? 0) + 1,
    declaration,
    receivedOn,
    completeOn: null,
    deskRemark: null,
    requested: { testStart, goLive },
    agreed: { goLive: null },
    actual: { chainTest: null, goLive: null },
    proposedOn: null,
    place: { status: 'none' },
    generation: earlier?.generation ?? 0,
    moving: null,
    move: null,
    readyFrom: null,
    delay: null,
    alternatives: [],
    offering: null,
    offeredOn: null,
    wish: null,
    checklist: {},
    goLiveItems: {},
    tests: [],
    passedSlots: 0,
    slotLostOn: null,
    latenessByLogius: 0,
    invitation: null,
    endedOn: null,
    endRecordedOn: null,
    endedFrom: null,
  };
}

function confirmReceipt(turn: Turn, opened: readonly ConnectionFunction[]): void {
  const [first] = opened;
  if (first === undefined) return;
  const connection = turn.connection(first);
  const parts = opened.flatMap((fn) => missingOf(fn, turn.connection(fn)));
  const missing = [...new Set(parts.map(({ text }) => text))];
  const term = turn.context.settings.policy.termijnen.intentieverklaring;
  turn.mailConsumer({
    kind: 'declarationReceived',
    functions: opened.map((fn) => ({ function: fn, ...turn.connection(fn).requested })),
    missing,
    completeBy: missing.length === 0 ? null : forward(turn.context, connection.openedOn, term),
  });
}

/** What this function's part of the paper still lacks. */
export function isComplete(connection: Connection, fn: ConnectionFunction): boolean {
  if (connection.deskRemark !== null) return false;
  return missingOf(fn, connection).length === 0;
}

/** The papers that are not complete yet, each for its own function; one paper can be for both. */
export function incomplete(context: TrackContext): readonly ConnectionFunction[] {
  return connectionFunctions.filter((fn) => {
    const connection = context.connections[fn];
    return connection?.stage === 'declaration' && connection.completeOn === null;
  });
}

export function completeDeclarations(turn: Turn, { additions }: Completed): void {
  for (const fn of incomplete(turn.context)) {
    const { declaration: paper, requested } = turn.connection(fn);
    const declared = { ...paper, functions: { ...paper.functions, [fn]: requested } };
    const declaration = completeDeclaration(declared, additions);
    const { testStart = null, goLive = null } = declaration.functions[fn] ?? {};
    turn.changeConnection(fn, { declaration, deskRemark: null, requested: { testStart, goLive } });
  }
}

/** A complete paper gets a place at once, voorlopig, seen by the desk only. The desk's term counts from when it was complete. */
export function openComplete(turn: Turn, fn: ConnectionFunction, event: TrackEvent): void {
  const connection = turn.connection(fn);
  const openedOn =
    event.type !== 'declaration.received' && 'at' in event ? dateOf(event.at) : connection.openedOn;
  turn.changeConnection(fn, { completeOn: openedOn, openedOn });
  if (connection.place.status === 'none') askPlace(turn, fn);
}

export function openIncomplete(turn: Turn, fn: ConnectionFunction): void {
  turn.changeConnection(fn, { completeOn: null });
}

export function findIncomplete(
  turn: Turn,
  event: Extract<TrackEvent, { type: 'declaration.foundIncomplete' }>,
): void {
  const fn = event.function;
  releasePlace(turn, fn);
  turn.changeConnection(fn, {
    deskRemark: event.remark,
    completeOn: null,
    openedOn: dateOf(event.at),
  });
  const connection = turn.connection(fn);
  const term = turn.context.settings.policy.termijnen.intentieverklaring;
  turn.mailConsumer({
    kind: 'declarationReceived',
    functions: [{ function: fn, ...connection.requested }],
    missing: [event.remark],
    completeBy: forward(turn.context, connection.openedOn, term),
  });
}
