import { dateOf, toIso } from '../domain/amsterdam.ts';
import type { IsoDate } from '../domain/dates.ts';
import { connectionFunctions, isStep, type ConnectionFunction } from '../domain/vocabulary.ts';
import { causeWords, documentWords, partyWords, roleWords, stageWords } from '../domain/words.ts';
import type { Connection, Delay, TrackContext } from './context.ts';
import { documentOf, neededDocuments } from './decisions/documents.ts';
import { escalationLevel } from './ladder.ts';
import { openItems } from './open-items.ts';
import { reachOf } from './recipients.ts';
import { isInDanger, lastSafeDay, lateness, slack, slotOf } from './terms.ts';
import { documentStatusWords, mailWords, moveWords, placeWords } from './track-words.ts';

/** How a track looks from outside: Dutch words, ISO dates; plain JSON. */
export interface TrackView {
  readonly id: string;
  readonly afnemer: string;
  readonly soort: string;
  readonly status: Status;
  readonly functies: readonly FunctionView[];
  readonly documenten: readonly {
    readonly document: string;
    readonly status: string;
    readonly op: IsoDate | null;
    readonly reden: string | null;
  }[];
  readonly formeleStart: IsoDate | null;
  readonly advies: { readonly gebruiktMinuten: number; readonly maximumMinuten: number };
  readonly opschorting: {
    readonly sinds: IsoDate;
    readonly tot: IsoDate | null;
    readonly reden: string;
  } | null;
  readonly escalatie: 0 | 1 | 2;
  readonly taken: readonly { readonly taak: string; readonly sinds: IsoDate; readonly tekst: string }[];
  readonly contactpersonen: readonly {
    readonly rol: string;
    readonly naam: string;
    readonly email: string | null;
    readonly telefoon: string | null;
    readonly vervanger: boolean;
    readonly afwezig: { readonly van: IsoDate; readonly totEnMet: IsoDate } | null;
    /** Mail was refused here for good: nothing more is sent to it. */
    readonly onbestelbaar: boolean;
  }[];
  readonly laatsteMail: { readonly soort: string; readonly op: IsoDate } | null;
  readonly opvolger: string | null;
  readonly nu: string;
}

export type Status =
  | 'onvolledig'
  | 'kandidaat-afnemer'
  | 'lopend'
  | 'opgeschort'
  | 'in afronding'
  | 'afgerond';

export interface SlotView {
  readonly id: string;
  readonly begin: string;
  readonly einde: string;
}

export interface FunctionView {
  readonly functie: ConnectionFunction;
  readonly stap: string;
  readonly sinds: IsoDate;
  /** Null when the function has ended. */
  readonly wachtOp: string | null;
  readonly gevraagd: readonly string[];
  readonly termijn: IsoDate | null;
  readonly tranche: string | null;
  readonly tijdslot: SlotView | null;
  readonly plaats: string;
  readonly gewenst: { readonly teststart: IsoDate | null; readonly ingebruikname: IsoDate | null };
  readonly afgesproken: { readonly ingebruikname: IsoDate | null };
  readonly werkelijk: { readonly ketentest: IsoDate | null; readonly ingebruikname: IsoDate | null };
  readonly uitloopDagen: number | null;
  readonly uitloopDoorLogius: number;
  /** Working days to spare; negative: in gevaar. */
  readonly speling: number | null;
  /** The last day on which there is speling when nothing happens; null when there is nothing to measure against. */
  readonly spelingTotEnMet: IsoDate | null;
  readonly inGevaar: boolean;
  readonly leveranciersaansluiting: boolean;
  readonly vertraging: {
    readonly sinds: IsoDate;
    readonly reden: string;
    readonly oorzaak: string;
    readonly klaarOp: IsoDate | null;
  } | null;
  readonly alternatieven: readonly (SlotView & {
    readonly tranche: string;
    readonly andereTranche: boolean;
    readonly uitloopDagen: number;
  })[];
  /** When the desk sent the alternatives to the consumer. */
  readonly alternatievenGestuurd: IsoDate | null;
  /** The slot that the consumer wishes, waiting on the desk. */
  readonly wens: string | null;
  /** How many slots passed without its test. */
  readonly voorbijgeganeTijdsloten: number;
  /** What the planning proposes, or what waits for others. */
  readonly verplaatsing: string | null;
  readonly ketentesten: number;
}

export function statusOf(context: TrackContext, closed = false): Status {
  const connections = Object.values(context.connections);
  if (closed) return 'afgerond';
  if (connections.length > 0 && connections.every(({ stage }) => !isStep(stage))) return 'in afronding';
  if (context.suspension !== null) return 'opgeschort';
  if (connections.some(({ stage, completeOn }) => stage === 'declaration' && completeOn === null))
    return 'onvolledig';
  return context.formalStartOn === null ? 'kandidaat-afnemer' : 'lopend';
}

export function viewOf(context: TrackContext, closed = false): TrackView {
  return {
    id: context.organisation.id,
    afnemer: context.organisation.name,
    soort: context.organisation.kind,
    status: statusOf(context, closed),
    functies: connectionFunctions.flatMap((fn) => {
      const connection = context.connections[fn];
      return connection === undefined ? [] : [functionView(context, fn, connection)];
    }),
    documenten: neededDocuments(context).map((kind) => {
      const { status, changedOn, reason } = documentOf(context, kind);
      return {
        document: documentWords[kind],
        status: documentStatusWords[status],
        op: changedOn,
        reden: reason,
      };
    }),
    formeleStart: context.formalStartOn,
    advies: {
      gebruiktMinuten: context.advice.usedMinutes,
      maximumMinuten: context.settings.policy.adviesMinuten,
    },
    opschorting:
      context.suspension === null
        ? null
        : {
            sinds: context.suspension.since,
            tot: context.suspension.until,
            reden: context.suspension.reason,
          },
    escalatie: escalationLevel(context),
    taken: context.tasks.map(({ id, since, text }) => ({ taak: id, sinds: since, tekst: text })),
    contactpersonen: context.contacts.map(({ role, name, email, phone, substitute, away }) => ({
      rol: roleWords[role],
      naam: name,
      email,
      telefoon: phone,
      vervanger: substitute,
      afwezig:
        away === null || away.until < dateOf(context.now) ? null : { van: away.from, totEnMet: away.until },
      onbestelbaar: email !== null && reachOf(context).isUndeliverable(email),
    })),
    laatsteMail:
      context.lastMail === null ? null : { soort: mailWords[context.lastMail.kind], op: context.lastMail.on },
    opvolger: context.successor,
    nu: toIso(context.now),
  };
}

/** What lists show of a function: the part of its view that is soon made. */
export function functionInLists(context: TrackContext, fn: ConnectionFunction, connection: Connection) {
  const items = openItems(context).filter((item) => item.function === fn);
  const parties = [...new Set(items.map(({ waitsOn }) => partyWords[waitsOn]))];
  const [due = null] = items.map((item) => item.due).sort();
  const slot = slotOf(connection);
  return {
    functie: fn,
    stap: stageWords[connection.stage],
    wachtOp: parties.length === 0 ? null : parties.join(' en '),
    termijn: due,
    tranche: slot?.tranche ?? null,
    tijdslot: slot === null ? null : slotView(slot),
  };
}

function functionView(context: TrackContext, fn: ConnectionFunction, connection: Connection): FunctionView {
  return {
    ...functionInLists(context, fn, connection),
    sinds: connection.endedOn ?? connection.openedOn,
    gevraagd: openItems(context).flatMap((item) => (item.function === fn ? item.asked : [])),
    plaats: placeWords(connection.place),
    gewenst: { teststart: connection.requested.testStart, ingebruikname: connection.requested.goLive },
    afgesproken: { ingebruikname: connection.agreed.goLive },
    werkelijk: { ketentest: connection.actual.chainTest, ingebruikname: connection.actual.goLive },
    uitloopDagen: lateness(context, connection),
    uitloopDoorLogius: connection.latenessByLogius,
    speling: slack(context, fn, connection),
    spelingTotEnMet: lastSafeDay(context, fn, connection),
    inGevaar: isInDanger(context, fn, connection),
    leveranciersaansluiting: connection.supplier,
    vertraging: delayView(connection.delay),
    alternatieven: connection.alternatives.map((alternative) => ({
      ...slotView(alternative),
      tranche: alternative.tranche,
      andereTranche: alternative.changesTranche,
      uitloopDagen: alternative.lateness,
    })),
    alternatievenGestuurd: connection.offeredOn,
    wens: connection.wish?.slot ?? null,
    voorbijgeganeTijdsloten: connection.passedSlots,
    verplaatsing: moveWords(connection.move),
    ketentesten: connection.tests.length,
  };
}

function delayView(delay: Delay | null): FunctionView['vertraging'] {
  if (delay === null) return null;
  const { reportedOn, reason, cause, ready } = delay;
  return { sinds: reportedOn, reden: reason, oorzaak: causeWords[cause], klaarOp: ready };
}

function slotView({
  id,
  begin,
  end,
}: {
  readonly id: string;
  readonly begin: number;
  readonly end: number;
}): SlotView {
  return { id, begin: toIso(begin), einde: toIso(end) };
}
