import { UserError } from '../user-error.ts';

/**
 * The page of the namespace in Temporal's web interface, for links in mail: "http://127.0.0.1:8233/namespaces/default".
 * TEMPORAL_UI_URL goes before the interface of a server of our own, which others reach by another name. Null: there is
 * none, and mails have no links.
 *
 * @throws UserError when TEMPORAL_UI_URL is no address.
 */
export function uiAddress(env: NodeJS.ProcessEnv, ownUi: string | null, namespace: string): string | null {
  const given = env['TEMPORAL_UI_URL'];
  const base = given === undefined || given === '' ? ownUi : checked(given);
  return base === null ? null : `${base.replace(/\/+$/, '')}/namespaces/${encodeURIComponent(namespace)}`;
}

/** Where pages of that web interface come from. */
export function uiOrigins(env: NodeJS.ProcessEnv, ownUi: string | null): ReadonlySet<string> {
  const given = env['TEMPORAL_UI_URL'];
  const all = [ownUi, given === undefined || given === '' ? null : checked(given)];
  return new Set(all.flatMap((url) => (url === null ? [] : [new URL(url).origin])));
}

function checked(text: string): string {
  const isWeb = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (isWeb) return text;
  throw new UserError(
    `TEMPORAL_UI_URL: verwacht het webadres van de Temporal UI (zoals https://temporal.example.org), gevonden: "${text}".`,
    { exitCode: 2 },
  );
}
