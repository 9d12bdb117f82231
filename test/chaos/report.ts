import { faults, isTrack, type Fault, type Finding } from './audit/evidence.ts';
import { rungIn } from './audit/diary-rungs.ts';
import type { ChaosOptions } from './options.ts';
import type { ChaosRun } from './run.ts';

/** The figures of a run, as a program reads them. */
export type ChaosResult = Readonly<Record<Fault, number>> & {
  readonly seed: number;
  /** That there were, in the end. */
  readonly tracks: number;
  /** That were done. */
  readonly kills: number;
  /** Different mails that arrived. */
  readonly mails: number;
  /** Of those, the ones that arrived more than once: a lost answer makes that unavoidable. */
  readonly mailsTwice: number;
  readonly seconds: number;
};

export function resultOf(
  { seed }: ChaosOptions,
  { evidence, kills }: ChaosRun,
  findings: readonly Finding[],
  seconds: number,
): ChaosResult {
  const count = (fault: Fault) => findings.filter((finding) => finding.fault === fault).length;
  const [lost, overbooked, rungsTwice, rungsMissed, halfDone] = faults.map(count) as [
    number,
    number,
    number,
    number,
    number,
  ]; // one for each
  const times = new Map<string, number>();
  for (const { messageId } of evidence.mails) times.set(messageId, (times.get(messageId) ?? 0) + 1);
  const mailsTwice = [...times.values()].filter((time) => time > 1).length;
  return {
    seed,
    tracks: new Set(evidence.runs.filter(isTrack).map(({ workflowId }) => workflowId)).size,
    kills,
    lost,
    overbooked,
    rungsTwice,
    rungsMissed,
    halfDone,
    mails: times.size,
    mailsTwice,
    seconds,
  };
}

export function summary(result: ChaosResult, { evidence, endedByItself }: ChaosRun): string {
  const acted = evidence.told.filter(({ outcome }) => outcome === 'done').length;
  const rungs = [...evidence.diaries.values()].flat().flatMap((line) => rungIn(line) ?? []);
  const sent = rungs.filter(({ isSent }) => isSent).length;
  const closed = evidence.runs.filter(
    ({ workflowId, events }) =>
      workflowId.startsWith('aansluittraject-') &&
      events.some((event) => event.kind === 'ended' && event.how === 'completed'),
  ).length;
  return [
    `Zaad ${result.seed}: ${result.tracks} trajecten, ${result.kills} keer hard gestopt (de worker hield ${endedByItself} keer zelf op en startte opnieuw).`,
    `Handelingen gedaan:      ${acted}`,
    `Trajecten afgerond:      ${closed}; de andere lopen nog, want hun afnemer zwijgt of hun ketentest ligt ver weg`,
    `Treden van de ladder:    ${sent} verstuurd, ${rungs.length - sent} overgeslagen omdat er een hogere was`,
    `Mails aangekomen:        ${result.mails}, waarvan ${result.mailsTwice} vaker dan een keer, met dezelfde Message-ID`,
    `Kwijt:                   ${result.lost}`,
    `Te vol:                  ${result.overbooked}`,
    `Treden twee keer:        ${result.rungsTwice}`,
    `Treden gemist:           ${result.rungsMissed}`,
    `Half gedaan:             ${result.halfDone}`,
    `Duur:                    ${result.seconds} seconden`,
  ].join('\n');
}
