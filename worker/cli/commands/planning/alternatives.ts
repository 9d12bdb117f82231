import type { Client } from '@temporalio/client';
import { dateOf, timeOf, toIso } from '../../../../machines/domain/amsterdam.ts';
import { daysBetween, isoDate } from '../../../../machines/domain/dates.ts';
import { formatDate, formatShortDate } from '../../../../machines/domain/dutch-dates.ts';
import type { HeldPlace, TrackHoldings } from '../../../../machines/domain/planning/rebuild.ts';
import type {
  Alternative,
  PlanningAnswer,
  PlanningRequest,
} from '../../../../machines/domain/planning/requests.ts';
import type { ConnectionFunction } from '../../../../machines/domain/vocabulary.ts';
import { functionWords } from '../../../../machines/domain/words.ts';
import { planningId, planningMessages, trackId, trackMessages } from '../../../../machines/protocol.ts';
import type { FunctionView, TrackView } from '../../../../machines/track/view.ts';
import { UserError } from '../../../user-error.ts';
import type { Command, Invocation } from '../../command.ts';
import { connectionOptions, connectToSystem } from '../../connection-options.ts';
import { functionNamed, functionOption } from '../../function-option.ts';
import { queryNow, viewNow } from '../../updates.ts';
import { aligned } from '../status.ts';

const mostAsked = 20;
const defaultCount = 3;

export const alternatives: Command = {
  name: 'planning alternatieven',
  usage: '<afnemer>',
  summary:
    'Toont de beste andere tijdsloten voor één functie, met de uitloop en de gevolgen. Er verandert niets, en niemand krijgt bericht.',
  example: 'npx traject planning alternatieven gemeente-utrecht --functie berichtenbox --aantal 5',
  options: {
    ...connectionOptions,
    functie: functionOption,
    aantal: {
      type: 'string',
      value: '<aantal>',
      description: `hoeveel, van 1 tot en met ${mostAsked} (standaard ${defaultCount})`,
    },
    json: { type: 'boolean', description: 'als JSON, voor programma’s' },
  },
  positionals: [1, 1],
  run: async (invocation) => {
    const [consumer = ''] = invocation.positionals;
    const fn = functionNamed(invocation.text('functie'));
    const count = countOf(invocation);
    const client = await connectToSystem(invocation);
    try {
      const track = await viewNow(client, consumer);
      const now = track.functies.find(({ functie }) => functie === fn);
      if (now === undefined) throw new UserError(otherFunctions(track, fn));
      const found = await alternativesOf(client, consumer, fn, count);
      invocation.out(
        invocation.flag('json') ? JSON.stringify(found.map(asJson), null, 2) : describe(track, now, found),
      );
      return 0;
    } finally {
      await client.connection.close();
    }
  },
};

function countOf(invocation: Invocation): number {
  const text = invocation.text('aantal') ?? String(defaultCount);
  const count = Number(text);
  if (/^\d{1,2}$/.test(text) && count >= 1 && count <= mostAsked) return count;
  throw new UserError(`--aantal: verwacht een getal van 1 tot en met ${mostAsked}, gevonden: '${text}'.`, {
    exitCode: 2,
  });
}

/** With the wish as the track has it today: what it would ask the planning itself. */
async function alternativesOf(
  client: Client,
  consumer: string,
  fn: ConnectionFunction,
  count: number,
): Promise<readonly Alternative[]> {
  const { organisation, places } = await queryNow<TrackHoldings>(
    client,
    trackId(consumer),
    trackMessages.holdings,
  );
  const place = places.find((one) => one.function === fn);
  if (place === undefined || place.place.status === 'none') throw new UserError(noPlace(fn));
  const answer = await queryNow<PlanningAnswer>(
    client,
    planningId,
    planningMessages.alternatives,
    requestOf(organisation.id, place, count),
  );
  if (answer.kind !== 'alternatives') throw new Error(`The planning answered ${answer.kind}`);
  return answer.alternatives;
}

function requestOf(organisation: string, place: HeldPlace, count: number): PlanningRequest {
  const { function: fn, generation, wish } = place;
  return { kind: 'alternatives', organisation, function: fn, generation, count, ...wish };
}

function otherFunctions({ id, functies }: TrackView, fn: ConnectionFunction): string {
  const own = functies.map(({ functie }) => functie).join(' en ');
  return `--functie: verwacht een functie waarvoor ${id} zich heeft aangemeld (${own}), gevonden: ${fn}.`;
}

function noPlace(fn: ConnectionFunction): string {
  return `${functionWords[fn]} heeft geen tijdslot en staat niet op de wachtlijst: dan zijn er geen alternatieven.`;
}

function asJson({ id, tranche, begin, end, lateness, changesTranche }: Alternative) {
  return {
    tijdslot: id,
    tranche,
    begin: toIso(begin),
    einde: toIso(end),
    uitloopDagen: lateness,
    andereTranche: changesTranche,
  };
}

function describe({ afnemer, id }: TrackView, now: FunctionView, found: readonly Alternative[]): string {
  const { functie, gewenst, plaats, uitloopDagen, leveranciersaansluiting: isSupplier, tijdslot } = now;
  const late = uitloopDagen === null ? '' : `; uitloop ${daysText(uitloopDagen)}`;
  const head = [
    `${afnemer} (${id}), ${functionWords[functie]}`,
    `Nu:                     ${plaats}${late}`,
    ...(gewenst.ingebruikname === null
      ? []
      : [`Gewenste ingebruikname: ${formatDate(gewenst.ingebruikname)}`]),
    '',
  ];
  if (found.length === 0) return [...head, 'Er is geen ander tijdslot met plaats.'].join('\n');
  const held = tijdslot === null ? null : isoDate(tijdslot.begin.slice(0, 10));
  const rows = found.map(({ id: slot, begin, end, lateness, changesTranche }) => [
    slot,
    `${formatShortDate(dateOf(begin))} ${timeOf(begin)}-${timeOf(end)}`,
    isSupplier ? 'geen' : daysText(lateness),
    held === null ? '-' : laterText(daysBetween(held, dateOf(begin))),
    changesTranche ? 'andere tranche' : 'zelfde tranche',
  ]);
  return [...head, aligned([['Tijdslot', 'Wanneer', 'Uitloop', 'Ketentest', 'Gevolg'], ...rows])].join('\n');
}

function laterText(days: number): string {
  if (days === 0) return 'zelfde dag';
  return `${daysText(Math.abs(days))} ${days > 0 ? 'later' : 'eerder'}`;
}

function daysText(days: number): string {
  return days === 1 ? '1 dag' : `${days} dagen`;
}
