import { UserError } from '../user-error.ts';

/** A key of AES-256 by the name under which payloads say that they need it. */
export interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

/** The first encrypts; all decrypt. */
export interface KeyRing {
  readonly current: Key;
  readonly byId: ReadonlyMap<string, Key>;
}

const variable = 'TRAJECT_SLEUTELS';
const keyBytes = 32;
const idForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;
/** Of 32 random bytes about 30 differ; fewer than this happens once in 10^18 times, and to keys that people make up. */
const fewestDifferentBytes = 16;

/**
 * The key ring of TRAJECT_SLEUTELS: `id:key,id:key`, each key 32 bytes in base64. Null without one: nothing is
 * encrypted.
 *
 * @throws UserError that names the entry, what was expected and what was found; never the key, nor what could be one.
 */
export function keyRingFromEnvironment({ [variable]: text }: NodeJS.ProcessEnv): KeyRing | null {
  if (text === undefined || text.trim() === '') return null;
  const keys = text.split(',').map((entry, at) => parseEntry(entry.trim(), at + 1));
  const byId = new Map<string, Key>();
  for (const [at, key] of keys.entries()) {
    if (byId.has(key.id)) throw wrong(at + 1, `een kenmerk dat nog niet voorkomt`, `'${key.id}' nog eens`);
    const twin = [...byId.values()].find(({ bytes }) => bytes.equals(key.bytes));
    if (twin !== undefined)
      throw wrong(at + 1, 'een nieuwe sleutel', `dezelfde sleutel als '${twin.id}', onder '${key.id}'`);
    byId.set(key.id, key);
  }
  const [current] = keys;
  return current === undefined ? null : { current, byId };
}

function parseEntry(entry: string, number: number): Key {
  const form = 'kenmerk:sleutel';
  if (entry === '') throw wrong(number, form, 'niets');
  const colon = entry.indexOf(':');
  if (colon === -1) throw wrong(number, form, `${characters(entry)} zonder dubbele punt`);
  const id = entry.slice(0, colon);
  // What stands before the colon can be the key, by mistake: so it is not repeated.
  if (!idForm.test(id))
    throw wrong(
      number,
      'een kenmerk van 1 tot en met 32 letters, cijfers, punten en streepjes',
      `een kenmerk van ${characters(id)} dat dat niet is`,
    );
  const base64 = entry.slice(colon + 1);
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64)
    throw wrong(
      number,
      `een sleutel in base64 (44 tekens)`,
      `${characters(base64)} die geen base64 zijn, bij '${id}'`,
    );
  if (bytes.length !== keyBytes)
    throw wrong(number, `een sleutel van ${keyBytes} bytes`, `een van ${bytes.length} bytes, bij '${id}'`);
  if (new Set(bytes).size < fewestDifferentBytes)
    throw wrong(number, 'een willekeurige sleutel', `een met te veel herhaling, bij '${id}'`);
  return { id, bytes };
}

function characters({ length }: string): string {
  return length === 1 ? '1 teken' : `${length} tekens`;
}

function wrong(number: number, expected: string, found: string): UserError {
  return new UserError(
    `${variable}, sleutel ${number}: verwacht ${expected}, gevonden: ${found}. Een nieuwe sleutel maakt u met 'openssl rand -base64 32'.`,
    { exitCode: 2 },
  );
}
