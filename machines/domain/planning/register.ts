import { z } from 'zod';
import { expectation } from '../expectation.ts';
import { oinSchema } from '../oin.ts';
import {
  cbsCodeSchema,
  organisationIdSchema,
  organisationKindSchema,
  organisationNameSchema,
  type Organisation,
  type OrganisationId,
} from '../organisation.ts';
import { lookAlikes } from './look-alikes.ts';
import { newOrganisationId, nameSlug, bareNameSlug } from './organisation-ids.ts';
import type { PlanningRequest } from './requests.ts';
import { organisationOf, type PlanningState, type RegisteredOrganisation } from './state.ts';

/** What a declaration says of its organisation. To register at all takes a name and a soort. */
export const registrationSchema = z.object({
  name: organisationNameSchema,
  kind: organisationKindSchema,
  oin: oinSchema.optional(),
  cbsCode: cbsCodeSchema.optional(),
  /** The desk's choice among candidates: an id, or `nieuw` for one that the register doesn't know yet. */
  choice: z.string().optional(),
});
export type Registration = z.infer<typeof registrationSchema>;

export type Registered =
  /** `state` is the same object when the register knew all of it. */
  | {
      readonly kind: 'registered';
      readonly state: PlanningState;
      readonly id: OrganisationId;
      readonly isNew: boolean;
      /** Of a new one: whom it could be after all, by a slip in its name. */
      readonly lookAlikes: readonly Organisation[];
    }
  /** The desk chooses: one of these, or `nieuw`. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Organisation[] }
  /** Dutch: what was expected, what was found. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Finds the organisation, or gives it its id, once and for good. By OIN or CBS code first; by soort and name only
 * when exactly one fits. What the register didn't know yet of codes, it learns; a code it knows never changes.
 * @throws ZodError when the registration isn't one: parse it with `registrationSchema` where it comes in.
 */
export function registerOrganisation(state: PlanningState, registration: Registration): Registered {
  const asked = registrationSchema.parse(registration);
  const byCode = organisationsThat(state, (known) => sharesCode(known, asked));
  if (asked.choice === 'nieuw') {
    const [owner] = byCode;
    return owner === undefined ? added(state, asked, []) : codeTaken(owner, asked.choice);
  }
  if (asked.choice !== undefined) return chosen(state, byCode, asked, asked.choice);
  const [match, ...others] =
    byCode.length > 0 ? byCode : organisationsThat(state, (known) => mayBe(known, asked));
  if (match === undefined) {
    const alike = lookAlikes(state, asked).flatMap((id) => organisationById(state, id) ?? []);
    return added(state, asked, alike);
  }
  if (others.length > 0 || contradicts(match, asked) || !isSure(match, asked)) {
    return { kind: 'ambiguous', candidates: [match, ...others] };
  }
  return asKnown(learned(state, match, asked), match);
}

function organisationsThat(
  state: PlanningState,
  fit: (organisation: RegisteredOrganisation) => boolean,
): readonly Organisation[] {
  return Object.entries(state.organisations).flatMap(([id, known]) =>
    fit(known) ? (organisationById(state, id) ?? []) : [],
  );
}

function chosen(
  state: PlanningState,
  byCode: readonly Organisation[],
  asked: Registration,
  choice: string,
): Registered {
  const organisation = organisationById(state, choice);
  if (organisation === undefined) {
    return {
      kind: 'refused',
      reason: `keuze: ${expectation('een organisatie uit het register, of nieuw', choice)}`,
    };
  }
  const owner = byCode.find(({ id }) => id !== organisation.id);
  if (owner !== undefined) return codeTaken(owner, choice);
  return asKnown(learned(state, organisation, asked), organisation);
}

function asKnown(state: PlanningState, { id }: Organisation): Registered {
  return { kind: 'registered', state, id, isNew: false, lookAlikes: [] };
}

function codeTaken(owner: Organisation, choice: string): Registered {
  return {
    kind: 'refused',
    reason: `keuze: ${expectation(`${owner.id}, want die heeft deze OIN of CBS-code al`, choice)}`,
  };
}

type Codes = Pick<Registration, 'oin' | 'cbsCode'>;

function sharesCode(a: Codes, b: Codes): boolean {
  return (a.oin !== undefined && a.oin === b.oin) || (a.cbsCode !== undefined && a.cbsCode === b.cbsCode);
}

function contradicts(a: Codes, b: Codes): boolean {
  return (
    (a.oin !== undefined && b.oin !== undefined && a.oin !== b.oin) ||
    (a.cbsCode !== undefined && b.cbsCode !== undefined && a.cbsCode !== b.cbsCode)
  );
}

/** Same soort, a name that could be the same one, and no code that says otherwise. */
function mayBe(organisation: RegisteredOrganisation, asked: Registration): boolean {
  return (
    organisation.kind === asked.kind &&
    !contradicts(organisation, asked) &&
    bareNameSlug(organisation) === bareNameSlug(asked) &&
    (nameSlug(organisation) === nameSlug(asked) || isBare(organisation) || isBare(asked))
  );
}

/** Without the part in brackets that tells it from its namesakes: Bergen, for Bergen (L.) or Bergen (NH.). */
function isBare(named: Pick<Registration, 'kind' | 'name'>): boolean {
  return nameSlug(named) === bareNameSlug(named);
}

function isSure(organisation: Organisation, asked: Registration): boolean {
  return sharesCode(organisation, asked) || nameSlug(organisation) === nameSlug(asked);
}

function added(
  state: PlanningState,
  { name, kind, oin, cbsCode }: Registration,
  alike: readonly Organisation[],
): Registered {
  const codes = { ...(oin === undefined ? {} : { oin }), ...(cbsCode === undefined ? {} : { cbsCode }) };
  const id = newOrganisationId({ name, kind, ...codes }, (taken) =>
    Object.hasOwn(state.organisations, taken),
  );
  const organisation: RegisteredOrganisation = {
    name,
    kind,
    ...codes,
    live: {},
    advice: [],
    reservations: {},
  };
  const organisations = { ...state.organisations, [id]: organisation };
  return { kind: 'registered', state: { ...state, organisations }, id, isNew: true, lookAlikes: alike };
}

function learned(state: PlanningState, { id }: Organisation, { oin, cbsCode }: Registration): PlanningState {
  const before = organisationOf(state, id);
  if (before === undefined) return state;
  const learnsOin = before.oin === undefined && oin !== undefined;
  const learnsCode = before.cbsCode === undefined && cbsCode !== undefined;
  if (!learnsOin && !learnsCode) return state;
  const after = { ...before, ...(learnsOin ? { oin } : {}), ...(learnsCode ? { cbsCode } : {}) };
  return { ...state, organisations: { ...state.organisations, [id]: after } };
}

/** As the rest of the domain knows it. */
export function organisationById(state: PlanningState, id: string): Organisation | undefined {
  const found = organisationOf(state, id);
  if (found === undefined) return undefined;
  const { name, kind, oin, cbsCode } = found;
  return {
    id: organisationIdSchema.parse(id),
    name,
    kind,
    ...(oin === undefined ? {} : { oin }),
    ...(cbsCode === undefined ? {} : { cbsCode }),
  };
}

/** The track has closed: what came into use stays known, and so do advice and the agreement; every reservation is gone. */
export function recordClosing(
  state: PlanningState,
  { organisation: id, live, agreement }: Extract<PlanningRequest, { readonly kind: 'close' }>,
): PlanningState {
  const before = organisationOf(state, id);
  if (before === undefined) return state;
  const { agreement: _earlier, ...rest } = before;
  return withOutcome(state, id, { ...rest, reservations: {} }, { live, agreement });
}

/** The track was cut off: what it reached stays known, and so does the agreement of before it. */
export function recordAbandoned(
  state: PlanningState,
  { organisation: id, live, agreement }: Extract<PlanningRequest, { readonly kind: 'abandoned' }>,
): PlanningState {
  const before = organisationOf(state, id);
  return before === undefined ? state : withOutcome(state, id, before, { live, agreement });
}

function withOutcome(
  state: PlanningState,
  id: string,
  before: RegisteredOrganisation,
  { live, agreement }: Pick<Extract<PlanningRequest, { readonly kind: 'close' }>, 'live' | 'agreement'>,
): PlanningState {
  const after = {
    ...before,
    live: { ...before.live, ...live },
    ...(agreement === undefined ? {} : { agreement }),
  };
  return { ...state, organisations: { ...state.organisations, [id]: after } };
}
