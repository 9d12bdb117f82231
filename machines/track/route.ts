/** Through what an act came in: beside who did it and when, the third part of the audit trail. */
export const routes = ['commandLine', 'temporal', 'mail', 'system'] as const;
export type Route = (typeof routes)[number];

export const routeWords: Readonly<Record<Route, string>> = {
  commandLine: 'opdrachtregel',
  /** The Temporal UI, or another program that talks to Temporal itself: these look the same from here. */
  temporal: 'Temporal',
  mail: 'mail',
  system: 'systeem',
};

const commandLineMark = 'opdrachtregel-';

/** The id of an Update that the command line sends. */
export function commandLineUpdateId(unique: string): string {
  return `${commandLineMark}${unique}`;
}

/** By the id that its sender gave the Update. */
export function routeOf(updateId: string | undefined): Route {
  return updateId?.startsWith(commandLineMark) === true ? 'commandLine' : 'temporal';
}
