import type { Declaration } from '../domain/declaration.ts';
import { formatDate } from '../domain/dutch-dates.ts';
import { connectionFunctions, isStep, type ConnectionFunction } from '../domain/vocabulary.ts';
import { functionWords, stageWords } from '../domain/words.ts';
import type { TrackContext } from './context.ts';
import { canBeDeclared } from './decisions/declaration.ts';

/** The Dutch answer about the functions of a declaration that the track knows already: nothing changes; says what to do instead. */
export function answerToKnown(context: TrackContext, declaration: Declaration): string {
  return connectionFunctions
    .filter((fn) => declaration.functions[fn] !== undefined && !canBeDeclared(context, fn))
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
  if (!isStep(connection.stage)) {
    const since = connection.actual.goLive ?? connection.endedOn;
    const word = stageWords[connection.stage].toLowerCase();
    return `${name} is al ${word}${since === null ? '' : ` sinds ${formatDate(since)}`}.`;
  }
  const { testStart = null, goLive = null } = declaration.functions[fn] ?? {};
  const { requested } = connection;
  const same = requested.testStart === testStart && requested.goLive === goLive;
  return same
    ? `${name} is al aangemeld; er is niets veranderd.`
    : `${name} is al aangemeld, met andere datums. Leg nieuwe datums vast met 'Gegevens wijzigen'.`;
}
