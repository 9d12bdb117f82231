import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  continueAsNew,
  currentUpdateInfo,
  defineQuery,
  defineUpdate,
  proxyActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { dateOf } from '../machines/domain/amsterdam.ts';
import { businessTime, type Clock } from '../machines/domain/clock.ts';
import { parseDeclaration, warnings, type Declaration } from '../machines/domain/declaration.ts';
import type { IsoDate } from '../machines/domain/dates.ts';
import { formatDate } from '../machines/domain/dutch-dates.ts';
import { escape } from '../machines/domain/markdown.ts';
import { unknownUpdate } from '../machines/desk/stopped.ts';
import { lookAlikeRemark, registerDescription } from '../machines/desk/registering.ts';
import { formatProblems } from '../machines/domain/problem.ts';
import { connectionFunctions } from '../machines/domain/vocabulary.ts';
import { functionWords } from '../machines/domain/words.ts';
import { deskMessages, type KnownOrganisation } from '../machines/protocol.ts';
import { routeOf, type Route } from '../machines/track/route.ts';
import { workflowCalls } from './activity-options.ts';
import { AnsweredUpdates, type AnsweredUpdate } from './answered-updates.ts';
import { InternalMessages } from './internal-messages.ts';
import { ListedUpdates } from './listed-updates.ts';
import { Mornings, type CarriedMornings } from './morning.ts';
import { OverlappingUpdates } from './overlapping-updates.ts';
import { defaultHistoryLimit, RunLength } from './run-length.ts';
import { refusal, refusals } from './refusal.ts';
import { settlingStopped } from './settling-stopped.ts';
import { signedInput } from './signed-input.ts';

/** The answer to a declaration: the id of its organisation, and what happens next, in Dutch. */
export interface DeskAnswer {
  readonly id: string;
  readonly antwoord: string;
}

export interface DeskInput extends Partial<CarriedDesk> {
  readonly clock: Clock;
  /** Events in one run, after which it continues as new; for tests. */
  readonly historyLimit?: number;
}

/** What one run hands to the next, or leaves behind when it was terminated. */
export interface CarriedDesk {
  readonly answered: readonly AnsweredUpdate<DeskAnswer>[];
  readonly mornings: CarriedMornings;
}

const { registerOrganisation, declareTrack } =
  proxyActivities<Pick<Activities, 'registerOrganisation' | 'declareTrack'>>(workflowCalls);

/**
 * The service desk's own workflow, always open: a declaration comes in here, and becomes a track; and each working
 * morning it mails what the desk and the coordinator must know. It can't be cancelled.
 */
export async function servicecentrum(input: DeskInput): Promise<never> {
  const { clock, historyLimit = defaultHistoryLimit } = input;
  const answered = new AnsweredUpdates<DeskAnswer>(input.answered ?? []);
  const length = new RunLength(historyLimit);
  const overlapping = new OverlappingUpdates(length);
  const now = () => businessTime(clock, Date.now());
  const mornings = new Mornings(clock, input.mornings ?? null, () => updates.refresh());
  let handled = 0;

  /** A track that is about to close takes nothing in: once it has closed, the register knows what is in use, and another starts. */
  const register = async (incoming: Incoming & Told): Promise<DeskAnswer> => {
    for (;;) {
      try {
        return await registerOnce(incoming);
      } catch (error) {
        if (failureType(error) !== refusals.closing) throw error;
        await sleep('1s', { summary: 'Wachten tot het vorige traject gesloten is' });
      }
    }
  };

  const registerOnce = async ({ declaration, by, via }: Incoming & Told): Promise<DeskAnswer> => {
    const { name } = declaration.organisation;
    const registration = await registerOrganisation.executeWithOptions(
      { summary: `Inschrijven: ${escape(name)}` },
      [declaration.organisation],
    );
    const { organisation, ...known } = unambiguous(registration);
    const { open, inUse } = withoutInUse(declaration, known.live);
    const at = now();
    const answer = await declareTrack.executeWithOptions({ summary: `Traject van ${escape(name)}` }, [
      {
        clock,
        start: {
          organisation,
          begunAt: at,
          settings: known.settings,
          usedAdviceMinutes: known.usedAdviceMinutes,
          liveBefore: known.live,
          agreement: known.agreement,
        },
        message: { declaration: open, by, at, via },
      },
    ]);
    const remarks = [...inUse, ...warnings(open, dateOf(now()))];
    // First: the start page has no room for a long answer.
    const told = [...lookAlikeRemark(known.lookAlikes ?? []), answer, ...remarks].join(' ');
    await mornings.registered({ on: dateOf(at), organisation, answer: told });
    return { id: organisation.id, antwoord: `${organisation.id}: ${told}` };
  };

  setHandler(
    defineUpdate<DeskAnswer, [unknown]>(deskMessages.register),
    async (raw) => {
      const { earlier } = answered;
      if (earlier !== null) return earlier;
      handled++;
      const incoming = { ...read(raw, dateOf(now())), via: routeOf(currentUpdateInfo()?.id) };
      // A request to cancel is ignored: the desk is always open.
      return answered.remember(
        await overlapping.take(() =>
          CancellationScope.nonCancellable(() => refusing(() => register(incoming))),
        ),
      );
    },
    {
      description: registerDescription(dateOf(now())),
      validator: (raw) => {
        read(raw, dateOf(now()));
        if (overlapping.mustWait && answered.earlier === null) throw refusal(comeBackSoon, refusals.renewing);
      },
    },
  );
  const internal = new InternalMessages();
  internal.onSignal(deskMessages.post, (message) => mornings.receive(message));
  internal.onSignal(deskMessages.look, () => mornings.look());
  const updates = new ListedUpdates([settlingStopped(mornings, answered)], (name) =>
    unknownUpdate(mornings.stopped, name),
  );
  updates.refresh();
  internal.register((name, raw) => updates.unlisted(name, raw));

  const carry = (): CarriedDesk => ({ answered: answered.carried(), mornings: mornings.carried() });
  setHandler(defineQuery<CarriedDesk>(deskMessages.state), carry, {
    description: 'De hele stand van het Servicecentrum, voor programma’s.',
  });

  const isLong = () => length.isLong(handled + mornings.changes);
  await CancellationScope.nonCancellable(() => mornings.untilLong(isLong));
  return await continueAsNew<typeof servicecentrum>({ ...input, ...carry() });
}

const comeBackSoon =
  'Het Servicecentrum heeft het nu heel druk. Er is nog niets vastgelegd: verstuur dit over een halve minuut opnieuw.';

interface Told {
  /** Through what. */
  readonly via: Route;
}

interface Incoming {
  readonly declaration: Declaration;
  readonly by: string;
}

/** @throws a refusal with all the problems of a malformed declaration. */
function read(raw: unknown, today: IsoDate): Incoming {
  const { by, content } = signedInput(raw);
  const parsed = parseDeclaration(content);
  if (!parsed.ok) throw refusal(formatProblems(parsed.problems));
  const { on } = parsed.declaration.received;
  if (on !== null && on > today) {
    throw refusal(`ontvangen.op: verwacht een datum tot en met vandaag (${today}), gevonden: ${on}.`);
  }
  const signedOn = parsed.declaration.signature.date;
  if (signedOn !== null && signedOn > today) {
    throw refusal(
      `ondertekening.datum: verwacht een datum tot en met vandaag (${today}), gevonden: ${signedOn}.`,
    );
  }
  return { declaration: parsed.declaration, by };
}

type InRegister = Extract<KnownOrganisation, { readonly kind: 'registered' }>;

function unambiguous(known: KnownOrganisation): InRegister {
  if (known.kind === 'registered') return known;
  const candidates = known.candidates.map(({ id, name, kind }) => `${id} (${kind} ${name})`).join(', ');
  throw refusal(
    `organisatie.keuze: verwacht een keuze, want het register kent al: ${candidates}. Kies een van deze, of 'nieuw'.`,
  );
}

/** A function in use gets no other track; the rest of the declaration goes on. @throws a refusal when nothing is left. */
function withoutInUse(
  declaration: Declaration,
  live: InRegister['live'],
): { readonly open: Declaration; readonly inUse: readonly string[] } {
  const functions: Declaration['functions'] = {};
  const inUse: string[] = [];
  for (const fn of connectionFunctions) {
    const dates = declaration.functions[fn];
    const since = live[fn];
    if (dates === undefined) continue;
    if (since === undefined) functions[fn] = dates;
    else inUse.push(`functies.${fn}: ${functionWords[fn]} is al in gebruik sinds ${formatDate(since)}.`);
  }
  if (Object.keys(functions).length === 0) throw refusal(inUse.join('\n'));
  return { open: { ...declaration, functions }, inUse };
}

/** An activity that another workflow refused is a refusal in the same words; without the trail of failures in between. */
async function refusing<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    const cause = error instanceof ActivityFailure ? error.cause : null;
    if (cause instanceof ApplicationFailure && cause.type === refusals.refused) throw refusal(cause.message);
    throw error;
  }
}

function failureType(error: unknown): string | null {
  const cause = error instanceof ActivityFailure ? error.cause : null;
  return cause instanceof ApplicationFailure ? (cause.type ?? null) : null;
}
