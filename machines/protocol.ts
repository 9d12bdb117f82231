import { z } from 'zod';
import { declarationSchema } from './domain/declaration.ts';
import { oinSchema } from './domain/oin.ts';
import {
  cbsCodeSchema,
  organisationKindSchema,
  organisationNameSchema,
  type Organisation,
} from './domain/organisation.ts';
import { plannerMessages } from './domain/planning/proposals/planner-messages.ts';
import type { Agreement } from './domain/planning/requests.ts';
import type { RegisteredOrganisation } from './domain/planning/state.ts';
import type { TrackSettings } from './track/context.ts';
import { routes } from './track/route.ts';

/**
 * The names by which workflows, activities and clients find each other. People meet most of them in the Temporal
 * UI, so they are Dutch. Changing one breaks what runs.
 */

export const taskQueue = 'aansluittrajecten';

export const workflowTypes = {
  track: 'aansluittraject',
  planning: 'planning',
  desk: 'servicecentrum',
  calculation: 'doorrekening',
} as const;

/** In which an Update, and the activities that come of it, have their place in a trace: as in Temporal's own packages. */
export const traceHeader = '_tracer-data';

export const planningId = 'planning';
export const deskId = 'servicecentrum';

/** The workflow that carries out an organisation's track. */
export function trackId(organisation: string): string {
  return `aansluittraject-${organisation}`;
}

/** Beside its business actions, each of which is an Update by its own name. */
export const trackMessages = {
  declare: 'Intentieverklaring verwerken',
  reply: 'Antwoord ontvangen',
  bounce: 'Bezorging mislukt',
  view: 'toestand',
  offers: 'mogelijk',
  /** Of an action with its input, without carrying it out. */
  judgement: 'oordeel',
  diary: 'dagboek',
  planning: 'planning',
  /** What it holds of the planning, to make that again. */
  holdings: 'inroostering',
  /** To go on under another version of the machine. */
  adopt: 'Versie overnemen',
  /** Of the machine, as it travels from run to run. */
  state: 'stand',
} as const;

/**
 * How a run that has ended stood after its last workflow task: never for one that is open. Any other query is refused
 * with the words below while something waits that no task was started for: see workflows/stale-clock.ts.
 */
export function ofEndedRun(query: string): string {
  return `${queryOfEndedRun}${query}`;
}
export const queryOfEndedRun = 'afgelopen/';
export const notUpToDate = 'Er is net iets gebeurd dat nog niet is verwerkt. Probeer het zo opnieuw.';

export const planningMessages = {
  request: 'verzoek',
  publish: 'Planning publiceren',
  register: 'Organisatie inschrijven',
  overview: 'overzicht',
  organisation: 'organisatie',
  settings: 'planning',
  /** Of an organisation: the newest requests that were seen. */
  generations: 'verzoeken',
  alternatives: 'alternatieven',
  /** What publishing a planning file would do. */
  check: 'controle',
  /** Everything, as it travels from run to run: for who calculates with it, or takes it up again. */
  state: 'stand',
  /** The planning with its clock: for who works it out. */
  basis: 'rekenbasis',
  /** Of a calculation that has ended. */
  calculated: 'doorgerekend',
  optimise: 'Planning optimaliseren',
  suppose: 'Wat-als doorrekenen',
  /** A planner's orders: see `plannerOrders`. */
  ...plannerMessages,
} as const;

export const deskMessages = {
  register: 'Intentieverklaring registreren',
  settleStopped: 'Gestopt traject afronden',
  post: 'melding',
  /** There may be a track that was stopped, or reset. */
  look: 'gestopt',
  /** Everything, as it travels from run to run: for one that takes it up again. */
  state: 'stand',
} as const;

/** The types of failure by which an Update is refused. */
export const refusals = {
  /** Not possible, or its input cannot be used: the message says why, in Dutch. */
  refused: 'Afgewezen',
  /** The track is about to close: once it has, a new one can start. */
  closing: 'Sluit',
  /** Nothing wrong with it: the workflow goes on in another run first, within seconds. */
  renewing: 'Vernieuwt',
} as const;

/** A declaration on its way from the desk to the track; `at` in business time. */
export const declarationMessageSchema = z.object({
  declaration: declarationSchema,
  by: z.string().min(1),
  at: z.number().int(),
  /** Through what it came to the desk; absent in what an earlier release sent. */
  via: z.enum(routes).optional(),
});
export type DeclarationMessage = z.infer<typeof declarationMessageSchema>;

/** Who registers, as the Update of the planning takes it. */
export const organisationMessageSchema = z.strictObject({
  naam: organisationNameSchema,
  soort: organisationKindSchema,
  oin: oinSchema.optional(),
  cbsCode: cbsCodeSchema.optional(),
  /** The desk's choice among candidates: an id, or `nieuw`. */
  keuze: z.string().optional(),
});
export type OrganisationMessage = z.input<typeof organisationMessageSchema>;

/** What the register says of an organisation: all that a new track starts from, or the candidates to choose from. */
export type KnownOrganisation =
  | {
      readonly kind: 'registered';
      readonly organisation: Organisation;
      readonly settings: TrackSettings;
      readonly usedAdviceMinutes: number;
      /** The days on which functions came into use. */
      readonly live: RegisteredOrganisation['live'];
      /** Accepted in an earlier track; null: to be asked. */
      readonly agreement: Agreement | null;
      /** It is new, and its name is nearly that of these. Absent in what an earlier release answered. */
      readonly lookAlikes?: readonly Organisation[];
    }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Organisation[] };
