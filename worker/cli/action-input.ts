import type { Client } from '@temporalio/client';
import { trackId, trackMessages } from '../../machines/protocol.ts';
import type { BusinessAction } from '../../machines/track/actions/action.ts';
import { businessActions } from '../../machines/track/actions/index.ts';
import type { Offer } from '../../machines/track/actions/offers.ts';
import { UserError } from '../user-error.ts';
import type { Invocation } from './command.ts';
import { fieldsFromOptions } from './fields.ts';
import { functionAsked } from './function-option.ts';
import { didYouMean } from './nearest.ts';
import { signedBy } from './signature.ts';
import { queryNow } from './updates.ts';

/** `where` is the track in the advice to the user. @throws UserError with exit code 2. */
export function actionByCode(code: string, where: string): BusinessAction {
  const action = businessActions.find((candidate) => candidate.code === code);
  if (action !== undefined) return action;
  const codes = businessActions.map((known) => known.code);
  const hint = didYouMean(code, codes) ?? `Er zijn: ${codes.join(', ')}.`;
  throw new UserError(
    `De handeling '${code}' bestaat niet. ${hint} Zie wat er nu kan met: traject doe ${where}`,
    { exitCode: 2 },
  );
}

/** What the command line says, as one track takes it: options are read by that track's own offer. */
export async function inputFor(
  client: Client,
  id: string,
  action: BusinessAction,
  json: string | undefined,
  invocation: Invocation,
): Promise<Readonly<Record<string, unknown>>> {
  const [op, functie] = [invocation.text('op'), functionAsked(invocation)];
  return {
    door: signedBy(invocation),
    ...(op === undefined ? {} : { op }),
    ...(functie === undefined ? {} : { functie }),
    ...(json === undefined ? {} : parseJson(json)),
    ...(Object.keys(invocation.fields).length === 0 ? {} : await fieldsOf(client, id, action, invocation)),
  };
}

/** When the action is not possible now, the track says so. */
async function fieldsOf(client: Client, id: string, { code }: BusinessAction, invocation: Invocation) {
  const offers = await queryNow<readonly Offer[]>(client, trackId(id), trackMessages.offers);
  const asked = functionAsked(invocation);
  const candidates = offers.filter(({ handeling }) => handeling === code);
  const offer = candidates.find(({ functie }) => functie === asked) ?? candidates[0];
  return offer === undefined ? {} : fieldsFromOptions(invocation.fields, offer.invoer);
}

/** @throws UserError with exit code 2. */
export function parseJson(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // told below
  }
  throw new UserError(
    `Gegevens: verwacht één JSON-object zoals '{"minuten":60}', gevonden: ${text.slice(0, 80)}`,
    { exitCode: 2 },
  );
}
