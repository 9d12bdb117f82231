import type { ReceivedMail } from '../../chaos/audit/evidence.ts';
import type { Told } from '../../chaos/desk.ts';
import type { Asked } from './asked-updates.ts';

/**
 * What a system must know that was put back to a moment: what was answered before it. Of what was under way then it may
 * know; what was asked later it can't.
 */
export function knownAt(
  moment: number,
  told: readonly Told[],
  asked: ReadonlyMap<string, Asked>,
): { readonly known: readonly Told[]; readonly lost: number } {
  const known: Told[] = [];
  let lost = 0;
  for (const one of told) {
    const { from, until } = asked.get(one.by) ?? { from: moment, until: null };
    if (one.outcome === 'refused' || (until !== null && until < moment)) known.push(one);
    else {
      const { by, organisation, action } = one;
      const outcome = from < moment ? 'unknown' : 'refused';
      // What becomes of a declaration is judged by its track, and there need be none.
      if (organisation !== '') known.push({ by, organisation, action, outcome });
      if (one.outcome === 'done') lost++;
    }
  }
  return { known, lost };
}

/** Mails that arrived, when all that came between a moment and the loss is not known any more to who sent them. */
export function mailsAround(arrived: readonly ReceivedMail[], moment: number, lostAt: number) {
  const between = arrived.filter(({ at }) => at >= moment && at < lostAt);
  const mails = arrived.filter(({ at }) => at < moment || at >= lostAt);
  const known = new Set(mails.map(({ messageId }) => messageId));
  const since = new Set(between.map(({ messageId }) => messageId));
  const repeated = [...since].filter((id) => known.has(id)).length;
  return { mails, repeated, gone: since.size - repeated };
}
