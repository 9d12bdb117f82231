import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { openStatus } from '../../../machines/domain/track-queries.ts';
import type { PersistedState } from '../../../machines/engine/state.ts';
import { trackId, trackMessages } from '../../../machines/protocol.ts';
import { adoptTrack, alreadyOn } from '../../../machines/track/adoption.ts';
import { currentVersion } from '../../../machines/track/versions.ts';
import { UserError } from '../../user-error.ts';
import { bulkJson, bulkText, type BulkReport } from '../bulk-report.ts';
import { bulkRun } from '../bulk-run.ts';
import type { Invocation } from '../command.ts';
import { selectTracks } from '../selection.ts';
import { signedBy } from '../signature.ts';
import { describe, query, update } from '../updates.ts';
import { currentRelease, versionOf } from '../version-list.ts';

const patienceMs = 30_000;
const pauseMs = 200;

/** `traject versies overnemen`: of some tracks, a selection, or all. Without --uitvoeren nothing changes. */
export async function takeOver(
  client: Client,
  named: readonly string[],
  invocation: Invocation,
): Promise<number> {
  const { selection, ids } = await whoIsAsked(client, named, invocation);
  const isCarriedOut = invocation.flag('uitvoeren');
  const naar = invocation.text('naar') ?? currentVersion;
  const order = { naar, door: signedBy(invocation) };
  const already = new Set<string>();
  const ask = async (id: string): Promise<string | null> => {
    const answer = await (isCarriedOut ? carryOut(client, id, order) : tryOnPaper(client, id, naar));
    if (answer.kind === 'already') already.add(id);
    return answer.kind === 'stays' ? answer.reason : null;
  };
  const { accepted, ...outcome } = await bulkRun({ ids, isCarriedOut, ask, invocation });
  const report: BulkReport = {
    ...outcome,
    accepted: accepted.filter((id) => !already.has(id)),
    selection,
    action: `Versie ${naar} overnemen`,
    isCarriedOut,
  };
  const there = [...already].toSorted();
  invocation.out(
    invocation.flag('json') ? bulkJson(report, { alOpDieVersie: there }) : text(report, naar, there),
  );
  if (outcome.isStopped) return 130;
  return accepted.length === ids.length ? 0 : 1;
}

async function whoIsAsked(
  client: Client,
  named: readonly string[],
  invocation: Invocation,
): Promise<{ readonly selection: string; readonly ids: readonly string[] }> {
  const selection = invocation.text('selectie') ?? openStatus;
  const ids = await selectTracks(client, selection);
  if (named.length === 0) return { selection, ids };
  const unknown = named.find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new UserError(`Er loopt geen traject van '${unknown}'. Alle lopende staan in 'traject versies'.`);
  return { selection: named.join(', '), ids: [...new Set(named)] };
}

function text(report: BulkReport, naar: string, there: readonly string[]): string {
  if (there.length === 0) return bulkText(report);
  const { accepted, refused, unanswered, left } = report;
  const isAll = accepted.length + refused.length + unanswered.length + left.length === 0;
  return [
    ...(isAll ? [] : [bulkText(report)]),
    `Al op versie ${naar}: ${there.length}`,
    ...there.map((id) => `  ${id}`),
  ].join('\n');
}

type Answer =
  | { readonly kind: 'goesOn' }
  /** On that version, and on the newest release as far as releases hold it. */
  | { readonly kind: 'already' }
  | { readonly kind: 'stays'; readonly reason: string };

const notHeardYet =
  'Er is een nieuwere uitgave, maar dit traject weet dat nog niet. Geef de opdracht zo meteen nog eens.';

const stateOf = async (client: Client, id: string): Promise<PersistedState> =>
  await query<PersistedState>(client, trackId(id), trackMessages.state);

/** Whether it is pinned to a release that is no longer the one on which new runs begin. */
async function isBehind(client: Client, id: string): Promise<boolean> {
  const { uitgave, vastgezet } = versionOf(await describe(client, trackId(id)));
  return vastgezet && uitgave !== null && uitgave !== (await currentRelease(client, uitgave));
}

/** Worked out here, on the track's own state: a trial leaves no trace there. */
async function tryOnPaper(client: Client, id: string, naar: string): Promise<Answer> {
  const state = await stateOf(client, id);
  if (naar === state.version) return { kind: (await isBehind(client, id)) ? 'goesOn' : 'already' };
  const adoption = adoptTrack(state, naar);
  return adoption.kind === 'stays' ? adoption : { kind: 'goesOn' };
}

interface Order {
  readonly naar: string;
  readonly door: string;
}

async function carryOut(client: Client, id: string, order: Order): Promise<Answer> {
  const { naar } = order;
  const before = await stateOf(client, id);
  if (naar !== before.version) {
    const adoption = adoptTrack(before, naar);
    if (adoption.kind === 'stays') return adoption; // and leaves no trace in the track
  }
  const { runId } = await describe(client, trackId(id));
  try {
    await update(client, trackId(id), trackMessages.adopt, order);
  } catch (error) {
    if (!(error instanceof UserError) || error.message !== alreadyOn(naar)) throw error;
    // A track hears of a newer release a moment after it was made the current one.
    if (await isBehind(client, id)) return { kind: 'stays', reason: notHeardYet };
    return { kind: 'already' };
  }
  // The next run takes it over, once every Update has its answer.
  for (const until = Date.now() + patienceMs; Date.now() < until; await wait(pauseMs)) {
    const isNext = (await describe(client, trackId(id))).runId !== runId;
    if (isNext && (await stateOf(client, id)).version === naar) return { kind: 'goesOn' };
  }
  return {
    kind: 'stays',
    reason: `Versie ${naar} is gevraagd, maar niet overgenomen. In 'traject dossier ${id}' staat of er een reden was.`,
  };
}
