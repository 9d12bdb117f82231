import type { Declaration } from '../domain/declaration.ts';
import { formatDate } from '../domain/dutch-dates.ts';
import { connectionFunctions, type ConnectionFunction } from '../domain/vocabulary.ts';
import { functionWords } from '../domain/words.ts';
import type { TrackContext } from './context.ts';

/** The Dutch answer to a declaration that opens no function: the track knows it already. Says what to do instead. */
export function answerToKnown(context: TrackContext, declaration: Declaration): string {
  return connectionFunctions
    .filter((fn) => declaration.functions[fn] !== undefined)
    .map((fn) => answerFor(context, declaration, fn))
    .join(' ');
}

function answerFor(context: TrackContext, declaration: Declaration, fn: ConnectionFunction): string {
  const name = functionWords[fn];
  const connection = context.connections[fn];
  if (connection === undefined) {
    const since = context.liveBefore[fn];
    return `${name} is al in gebruik${since === undefined ? '' : ` sinds ${formatDate(since)}`}.`;
  }
  if (connection.stage === 'declaration' && connection.completeOn === null) {
    return `${name} is al aangemeld, en de verklaring is nog onvolledig. Vul aan met 'Intentieverklaring aanvullen'.`;
  }
  const { testStart = null, goLive = null } = declaration.functions[fn] ?? {};
  const { requested } = connection;
  const same = requested.testStart === testStart && requested.goLive === goLive;
  return same
    ? `${name} is al aangemeld; er is niets veranderd.`
    : `${name} is al aangemeld, met andere datums. Leg nieuwe datums vast met 'Gegevens wijzigen'.`;
}
