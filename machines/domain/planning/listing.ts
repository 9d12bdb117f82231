/** What the list of a planner's Updates was made of. */
export interface Listing {
  /** When, in milliseconds. */
  readonly at: number;
  /** How much had changed by then that no track asked for: orders of planners among it. */
  readonly byOthers: number;
}

/** Organisations whose places are looked through after each change, and how long the list of more may be behind. */
const mostListedAtOnce = 50;
const listedForMs = 60_000;

/**
 * Whether the list is made anew after a change. Which Updates there are and their examples follow from everybody's
 * place. In a large planning that takes longer than what a track asks for: then the list follows at once what planners
 * do, and what tracks do a minute later at most when they ask on. An example that is out of date is refused with the
 * reason, as any other.
 */
export function isListedAnew(listed: Listing, now: Listing, organisations: number): boolean {
  const isLarge = organisations > mostListedAtOnce;
  return !isLarge || now.byOthers !== listed.byOthers || now.at - listed.at >= listedForMs;
}
