import { expect } from 'vitest';
import { parsePlan } from '../../../machines/domain/planning/plan-file.ts';
import { publish } from '../../../machines/domain/planning/publish.ts';
import {
  organisationById,
  registerOrganisation,
  type Registration,
} from '../../../machines/domain/planning/register.ts';
import { emptyPlanning } from '../../../machines/domain/planning/state.ts';
import type { ConnectionFunction, Stage } from '../../../machines/domain/vocabulary.ts';
import type { TrackContext, TrackInput } from '../../../machines/track/context.ts';
import type { LadderLine, MailKind, MailOrder } from '../../../machines/track/mail.ts';
import { renderOverview } from '../../../machines/track/overview.ts';
import { at, Planning, Simulation } from './simulation.ts';

/** An office to try tracks in: a plan, a register, declarations, and hands that bring a track to a step. */

/** Two tranches; a test on every Tuesday and Thursday. 4 January 2027 is a Monday, 2 March a Tuesday. */
function planFile() {
  return {
    versie: 'proef',
    sluitingen: [] as object[],
    beleid: {},
    tranches: [
      {
        naam: 'T1',
        van: '2027-01-04',
        totEnMet: '2027-08-31',
        ketentesten: { van: '2027-02-01', totEnMet: '2027-06-30' },
        maximumOrganisaties: 3,
        tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 1 }] as object[],
      },
      {
        naam: 'T2',
        van: '2027-06-01',
        totEnMet: '2028-03-31',
        ketentesten: { van: '2027-09-01', totEnMet: '2028-01-31' },
        maximumOrganisaties: 3,
        tijdsloten: [{ dagen: ['dinsdag', 'donderdag'], begin: '09:00', plaatsen: 1 }] as object[],
      },
    ],
  };
}

export type PlanFile = ReturnType<typeof planFile>;

export function planningWith(change: (file: PlanFile) => void = () => undefined): Planning {
  const file = planFile();
  change(file);
  const parsed = parsePlan(file);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const published = publish(emptyPlanning, parsed.plan, at('2027-01-04'));
  if (published.kind !== 'published') throw new Error(published.kind);
  return new Planning(published.state);
}

/** A new track of an organisation, which is registered when the register does not know it yet. */
export function track(
  planning: Planning = planningWith(),
  { name = 'Utrecht', kind = 'gemeente' }: Partial<Pick<Registration, 'name' | 'kind'>> = {},
  from = '2027-01-04',
  more: Partial<TrackInput> = {},
): Simulation {
  const registered = registerOrganisation(planning.state, { name, kind });
  if (registered.kind !== 'registered') throw new Error(registered.kind);
  planning.state = registered.state;
  const organisation = organisationById(registered.state, registered.id);
  if (organisation === undefined) throw new Error(`No organisation ${registered.id}`);
  const { policy, closures } = planning.state.plan;
  const settings = { policy, closures };
  return new Simulation(
    planning,
    {
      organisation,
      begunAt: at(from),
      settings,
      usedAdviceMinutes: 0,
      liveBefore: {},
      agreement: null,
      contacts: [],
      ...more,
    },
    from,
  );
}

export const berichtenbox = { berichtenbox: { teststart: '2027-02-01', ingebruikname: '2027-05-03' } };
export const lopendeZaken = { lopendeZaken: { teststart: '2027-02-15', ingebruikname: '2027-07-01' } };
/** What a supplier connection asks: it has no ingebruikname. */
export const supplier = { berichtenbox: { teststart: '2027-02-01' } };
export const both = { ...berichtenbox, ...lopendeZaken };

export const signature = {
  persoonsnaam: 'Truus Handtekening',
  naam: 'T. Handtekening',
  functie: 'gemeentesecretaris',
  plaats: 'Utrecht',
  datum: '2027-01-02',
  handtekening: true,
};

/** What stands on a paper that lacks nothing; `change` replaces fields of it. */
export function paper(functies: object = both, change: object = {}): object {
  return {
    organisatie: { naam: 'Utrecht', soort: 'gemeente' },
    functies,
    ondertekening: signature,
    contactpersonen: [
      {
        rol: 'projectleider',
        naam: 'Joke Bakker',
        email: 'joke.bakker@example.org',
        telefoon: '030-2861234',
      },
      { rol: 'tekenbevoegde', naam: 'Truus Handtekening', email: 'truus@example.org' },
    ],
    ...change,
  };
}

/** Does an action that must succeed. */
export function act(
  sim: Simulation,
  code: string,
  fn: ConnectionFunction | null = null,
  input: object = {},
): void {
  expect(sim.do(code, fn, input), code).toBeNull();
}

export function stageOf(sim: Simulation, fn: ConnectionFunction): Stage | undefined {
  return sim.context.connections[fn]?.stage;
}

const path = [
  'declaration',
  'trancheAssignment',
  'impactAnalysis',
  'application',
  'preproduction',
  'chainTest',
  'goLive',
  'live',
] as const;

/** Brings a declared function to a step (or to its end) along the shortest way; time passes only where it must. */
export function bring(
  sim: Simulation,
  fn: ConnectionFunction,
  to: (typeof path)[number] | 'supplierReady',
): Simulation {
  for (let turns = 0; stageOf(sim, fn) !== to; turns++) {
    if (turns > path.length) throw new Error(`${fn} came no further than ${stageOf(sim, fn) ?? 'absent'}`);
    next(sim, fn);
  }
  return sim;
}

function next(sim: Simulation, fn: ConnectionFunction): void {
  switch (stageOf(sim, fn)) {
    case 'declaration':
      return act(sim, 'intentieverklaring-goedkeuren', fn);
    case 'trancheAssignment':
      return act(sim, 'akkoord-vastleggen', fn);
    case 'impactAnalysis':
      return act(sim, 'impactanalyse-overslaan', fn);
    case 'application': {
      const wanted = [
        'verwerkersovereenkomst',
        `aanvraagformulier-${fn === 'berichtenbox' ? fn : 'lopende-zaken'}`,
      ];
      const missing = wanted.filter((_, i) => {
        const kind = i === 0 ? 'agreement' : (`form.${fn}` as const);
        return ['expected', 'rejected'].includes(sim.context.documents[kind]?.status ?? 'expected');
      });
      if (missing.length > 0) act(sim, 'documenten-ontvangen', null, { documenten: missing });
      return act(sim, 'documenten-goedkeuren');
    }
    case 'preproduction':
      return act(sim, 'preproductie-melden', fn);
    case 'chainTest':
      sim.until(sim.context.connections[fn]?.place.status === 'agreed' ? slotBegin(sim, fn) : sim.now);
      return act(sim, 'ketentest-vastleggen', fn);
    case 'goLive':
      if (
        sim
          .offers()
          .some(({ handeling, functie }) => handeling === 'ingebruikname-voorbereiden' && functie === fn)
      ) {
        act(sim, 'ingebruikname-voorbereiden', fn);
      }
      return act(sim, 'ingebruikname-bevestigen', fn);
    case undefined:
    case 'live':
    case 'withdrawn':
    case 'supplierReady':
    case 'succeeded':
      throw new Error(`${fn} is ${stageOf(sim, fn) ?? 'absent'}`);
  }
}

export function slotBegin(sim: Simulation, fn: ConnectionFunction): number {
  const place = sim.context.connections[fn]?.place;
  if (place?.status !== 'held' && place?.status !== 'agreed') throw new Error(`${fn} has no slot`);
  return place.slot.begin;
}

/** A track that was declared just now. */
export function declared(functies: object = both, change: object = {}, planning?: Planning): Simulation {
  const sim = track(planning);
  sim.declare(paper(functies, change));
  return sim;
}

export function mailsOf<Kind extends MailKind>(
  sim: Simulation,
  kind: Kind,
): readonly (MailOrder & { readonly content: Extract<MailOrder['content'], { kind: Kind }> })[] {
  return sim.mails.flatMap((order) => {
    const { content } = order;
    return content.kind === kind
      ? [{ ...order, content: content as Extract<MailOrder['content'], { kind: Kind }> }]
      : []; // its kind was compared
  });
}

/** As the Temporal UI shows it. */
export function pageOf(context: TrackContext): string {
  return renderOverview(context, { ui: 'namespaces/default' });
}

export function tasks(sim: Simulation): readonly string[] {
  return sim.context.tasks.map(({ id }) => id);
}

/** Forgets the mail and the notices so far. */
export function clear(sim: Simulation): void {
  sim.mails.length = 0;
  sim.told.length = 0;
}

/** The stage that the machine's own state says. Undefined once the track has closed. */
export function stageInState(sim: Simulation, fn: string): string | undefined {
  if (sim.done) return undefined;
  const { open } = sim.state.snapshot.value as { open: Record<string, string | { active: string | object }> }; // `active` alone has states of its own
  const region = open[fn];
  if (region === undefined || typeof region === 'string') return region;
  return typeof region.active === 'string' ? region.active : Object.keys(region.active)[0];
}

export const unsigned = { ondertekening: { ...signature, handtekening: null } };

/** All that the ladder said on a day to one recipient, as "day recipient: function rung, …": a mail to the consumer, notices to others. */
export function ladder(sim: Simulation): readonly string[] {
  const said = new Map<string, string[]>();
  const say = (to: string, lines: readonly LadderLine[]) =>
    said.set(to, [...(said.get(to) ?? []), ...lines.map((line) => `${line.function} ${line.rung}`)]);
  for (const { date, content } of mailsOf(sim, 'ladder')) say(`${date} consumer`, content.lines);
  for (const { on, to, what } of sim.told) if (what.kind === 'ladder') say(`${on} ${to}`, [what.line]);
  return [...said].map(([to, rungs]) => `${to}: ${rungs.join(', ')}`).sort();
}
