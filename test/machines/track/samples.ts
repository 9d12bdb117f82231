import { dateOf } from '../../../machines/domain/amsterdam.ts';
import { goLiveChecklist, preproductionChecklist } from '../../../machines/domain/checklist.ts';
import { connectionFunctions, documentKinds, outcomes, steps } from '../../../machines/domain/vocabulary.ts';
import type { ConnectionFunction } from '../../../machines/domain/vocabulary.ts';
import type { Offer } from '../../../machines/track/actions/offers.ts';
import type { TrackContext } from '../../../machines/track/context.ts';
import type { BusinessEvent } from '../../../machines/track/events.ts';

/** Inputs and events to try, made from what a track is now. */

interface FieldSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly format?: string;
  readonly formatMinimum?: string;
  readonly items?: { readonly enum?: readonly string[] };
}

interface InputSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
}

/** Fields that others of the same input ask for. */
const asked: Readonly<Record<string, object>> = {
  'ketentest-vastleggen': { oorzaak: 'leverancier' },
  'gegevens-wijzigen': { teststart: '2027-03-01' },
  'contactpersoon-wijzigen': { rol: 'projectleider', naam: 'tekst' },
  'vertraging-melden': { klaarOp: '2027-12-01' },
};

/** Choices that change nothing in what can happen next. */
const inconsequential = ['kanaal', 'oorzaak', 'rol', 'taak', 'tijdslot'];

function valueFor({ type, enum: choices, format, formatMinimum }: FieldSchema): unknown {
  if (choices !== undefined) return choices[0];
  if (format === 'date') return formatMinimum ?? '2027-01-02';
  if (format === 'email') return 'iemand@example.org';
  return type === 'boolean' ? true : type === 'integer' ? 1 : 'tekst';
}

/** Input for an offer from nothing but its schema: the required fields filled in, each choice taken in turn. */
export function inputsFor(offer: Offer): readonly object[] {
  const { properties = {}, required = [] } = offer.invoer as InputSchema; // as `offersOf` makes it
  const isAddition = offer.handeling === 'intentieverklaring-aanvullen';
  const wanted = Object.entries(properties).filter(
    ([name, field]) => (required.includes(name) && field.default === undefined) || isAddition,
  );
  const base = {
    ...Object.fromEntries(wanted.map(([name, field]) => [name, valueFor(field)])),
    ...asked[offer.handeling],
  };
  const varied = Object.entries(properties).flatMap(([name, field]) =>
    inconsequential.includes(name)
      ? []
      : [
          ...(field.enum ?? []).map((choice) => ({ ...base, [name]: choice })),
          ...(field.items?.enum ?? []).slice(0, 2).map((choice) => ({ ...base, [name]: [choice] })),
        ],
  );
  return [base, ...varied];
}

/** What the desk makes of an example (JSON): its own name, and what only the paper or the telephone told. */
export function filledIn(example: string): string {
  return example
    .replaceAll(/"door":"uw naam"/g, '"door":"A. de Vries"')
    .replaceAll(/"(\w+)":"VUL IN: [^"]*"/g, (_all, key: string) => `"${key}":"${typed[key] ?? 'Ingevuld'}"`);
}

const typed: Readonly<Record<string, string>> = {
  datum: '2026-12-18',
  handtekening: 'ja',
  email: 'j.bakker@example.org',
  oorzaak: 'leverancier',
  opvolger: 'gemeente-land-van-cuijk',
};

/** The inputs that the list of the UI shows with an Update, filled in. */
export function examplesIn(description: string): readonly unknown[] {
  const [, examples = ''] = description.split(' Voorbeeld: ');
  return examples.split(/(?<=\}) of (?=\{)/).map((example): unknown => JSON.parse(filledIn(example)));
}

/** An event of every business type for every function, as likely to fit as can be known from outside. */
export function eventsFor(context: TrackContext): readonly BusinessEvent[] {
  return [...wholeEvents(context), ...connectionFunctions.flatMap((fn) => functionEvents(context, fn))];
}

function wholeEvents(context: TrackContext): readonly BusinessEvent[] {
  const act = { by: 'test', at: context.now };
  return [
    { type: 'declaration.completed', additions: { plaats: 'Gouda' }, ...act },
    { type: 'advice.booked', minutes: 1, text: '', ...act },
    ...documentKinds.flatMap((kind): BusinessEvent[] => [
      { type: 'documents.received', documents: [kind], version: null, ...act },
      { type: 'documents.accepted', documents: [kind], ...act },
      { type: 'documents.rejected', documents: [kind], reason: 'x', ...act },
    ]),
    { type: 'contactMoment.noted', channel: 'phone', with: 'x', text: 'x', callBackOn: null, ...act },
    {
      type: 'contact.changed',
      change: {
        kind: 'added',
        contact: { role: 'supplier', name: 'x', email: null, phone: null, substitute: false, away: null },
        first: false,
      },
      ...act,
    },
    { type: 'suspended', until: null, reason: 'x', ...act },
    { type: 'resumed', ...act },
    { type: 'succeeded', successor: 'gemeente-nieuw', ...act },
    ...context.tasks.map(({ id }): BusinessEvent => ({ type: 'task.done', task: id, text: '', ...act })),
    { type: 'letter.sent', ...act },
  ];
}

function functionEvents(context: TrackContext, fn: ConnectionFunction): readonly BusinessEvent[] {
  const act = { function: fn, by: 'test', at: context.now };
  const connection = context.connections[fn];
  const today = dateOf(context.now);
  const place = connection?.place;
  const own = place?.status === 'held' || place?.status === 'agreed' ? [place.slot.id] : [];
  const slots = [...own, ...(connection?.alternatives ?? []).map(({ id }) => id), 'T1.2027-02-02.0900'];
  const ready = preproductionChecklist.ready(fn, connection?.checklist ?? {});
  const goLiveReady = goLiveChecklist.ready(fn, connection?.goLiveItems ?? {});
  return [
    { type: 'declaration.approved', ...act },
    { type: 'declaration.foundIncomplete', remark: 'x', ...act },
    { type: 'impactAnalysis.reported', readyFrom: null, ...act },
    { type: 'impactAnalysis.waived', ...act },
    { type: 'preproduction.reported', items: ready, ...act },
    ...outcomes.map((outcome): BusinessEvent => ({
      type: 'chainTest.reported',
      outcome,
      cause: 'consumer',
      on: today,
      findings: null,
      ...act,
    })),
    { type: 'goLive.reported', items: goLiveReady, ...act },
    { type: 'goLive.confirmed', on: today, ...act },
    { type: 'delay.reported', reason: 'x', cause: 'logius', ready: null, ...act },
    { type: 'delay.lifted', reason: 'x', ...act },
    { type: 'alternatives.requested', ...act },
    { type: 'alternatives.offered', ...act },
    ...slots.flatMap((slot): BusinessEvent[] => [
      { type: 'assignment.proposed', channel: 'phone', with: 'x', slot, ...act },
      { type: 'assignment.agreed', channel: 'phone', with: 'x', slot, ...act },
      { type: 'reschedule.wished', slot, ...act },
      { type: 'reschedule.agreed', slot, with: 'x', ...act },
    ]),
    { type: 'slot.released', reason: 'x', ...act },
    { type: 'move.declined', reason: 'x', ...act },
    { type: 'dates.changed', testStart: null, goLive: null, ...act },
    ...steps.flatMap((to): BusinessEvent[] => [
      { type: 'corrected', to, reason: 'x', documents: [], ...act },
      { type: 'corrected', to, reason: 'x', documents: ['agreement'], ...act },
      { type: 'corrected', to, reason: 'x', documents: [`form.${fn}`], ...act },
    ]),
    { type: 'reopened', reason: 'x', ...act },
    { type: 'withdrawn', reason: 'x', ...act },
  ];
}

/** What an event is about: its type, and its function when it has one. */
export function aboutOf(event: BusinessEvent): string {
  return 'function' in event ? `${event.type}/${event.function}` : event.type;
}
