import { z } from 'zod';
import { isTrack, runsOf, type Evidence, type Finding } from './evidence.ts';

/** Who declared was accepted, and has a track that runs or has closed; and it and the planning say the same of its places. */
export function auditLost(evidence: Evidence): readonly Finding[] {
  return [...neverAccepted(evidence), ...declarations(evidence), ...ends(evidence), ...places(evidence)];
}

const declaredSchema = z.object({ id: z.string() });

function declarations(evidence: Evidence): readonly Finding[] {
  const accepted = runsOf(evidence, 'servicecentrum').flatMap(({ events }) =>
    events.flatMap((event) =>
      event.kind === 'replied' && !event.refused ? [declaredSchema.parse(event.answer).id] : [],
    ),
  );
  const heard = evidence.told.flatMap((told) =>
    told.outcome === 'done' && told.organisation === ''
      ? [declaredSchema.parse(JSON.parse(told.answer)).id]
      : [],
  );
  return [...new Set([...accepted, ...heard])]
    .filter((id) => runsOf(evidence, `aansluittraject-${id}`).length === 0)
    .map((id) => ({ fault: 'lost', about: id, text: 'declared and accepted, and there is no track' }));
}

/** Every declaration of a run is a good one: a run in which nothing came through is no run without faults. */
function neverAccepted({ told }: Evidence): readonly Finding[] {
  return told
    .filter(({ organisation, outcome }) => organisation === '' && outcome !== 'done')
    .map(({ outcome }) => ({ fault: 'lost', about: 'servicecentrum', text: `a declaration was ${outcome}` }));
}

function ends({ runs }: Evidence): readonly Finding[] {
  return runs.flatMap(({ workflowId, runId, events }) =>
    events.some((event) => event.kind === 'ended' && event.how === 'failed')
      ? [{ fault: 'lost', about: workflowId, text: `run ${runId} failed` } as const]
      : [],
  );
}

function places(evidence: Evidence): readonly Finding[] {
  const known = new Set(evidence.runs.filter(isTrack).map(({ workflowId }) => workflowId));
  return disagreements(evidence).map(({ organisation, about, byPlanning, byTrack }) => {
    const owner = known.has(`aansluittraject-${organisation}`) ? 'its track' : 'a track that is not there';
    return { fault: 'lost', about, text: `planning: ${byPlanning}, ${owner}: ${byTrack}` };
  });
}

/** Of which places the planning and the track do not say the same; in the same words. */
export function disagreements({ reservations, holdings }: Pick<Evidence, 'reservations' | 'holdings'>) {
  const planned = new Map(reservations.map((one) => [keyOf(one), placeOf(one)]));
  const held = new Map(holdings.map((one) => [keyOf(one), placeOf(one)]));
  return [...new Set([...planned.keys(), ...held.keys()])]
    .map((about) => ({
      organisation: about.split('/')[0] ?? '',
      about,
      byPlanning: planned.get(about) ?? nothing,
      byTrack: held.get(about) ?? nothing,
    }))
    .filter(({ byPlanning, byTrack }) => byPlanning !== byTrack);
}

const nothing = 'nothing';

function keyOf({
  organisation,
  function: fn,
}: {
  readonly organisation: string;
  readonly function: string;
}): string {
  return `${organisation}/${fn}`;
}

function placeOf({ status, slot }: { readonly status: string; readonly slot: string | null }): string {
  if (status === 'held' || status === 'agreed') return `${status} ${slot}`;
  return status === 'waiting' ? status : nothing;
}
