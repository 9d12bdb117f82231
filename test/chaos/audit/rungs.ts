import { z } from 'zod';
import { businessAt } from './desk-time.ts';
import { rungIn } from './diary-rungs.ts';
import { isTrack, runsOf, type Evidence, type Finding } from './evidence.ts';
import type { RunRecord } from '../records.ts';
import { missedRungs } from './missed-rungs.ts';

/** The ladder: each rung once, and none left out. */

/** Rungs as they stand in what a track asks for: a mail to the consumer, or a notice for the desk or the coordinator. */
const lineSchema = z.object({ id: z.string(), function: z.string(), due: z.string(), rung: z.string() });
type Line = z.infer<typeof lineSchema>;
const mailSchema = z.object({ content: z.object({ kind: z.literal('ladder'), lines: z.array(lineSchema) }) });
const noticeSchema = z.object({ id: z.string(), what: z.looseObject({ kind: z.string() }) });
const postSchema = z.object({ told: z.array(noticeSchema) });
const ladderNoticeSchema = z.object({ kind: z.literal('ladder'), line: lineSchema });
const morningSchema = z.object({ content: z.object({ notices: z.array(noticeSchema), more: z.number() }) });

export function auditRungs(evidence: Evidence): readonly Finding[] {
  const tracks = [...new Set(evidence.runs.filter(isTrack).map(({ workflowId }) => workflowId))];
  return [
    ...tracks.flatMap((id) => twiceByTrack(runsOf(evidence, id))),
    ...twiceToDesk(runsOf(evidence, 'servicecentrum')),
    ...tracks.flatMap((id) => missedRungs(evidence, id)),
    ...tracks.flatMap((id) => neverAsked(evidence, id)),
  ];
}

/** The rungs that one activity of a track is about. */
function rungsIn(activity: string, input: unknown): readonly Line[] {
  if (activity === 'sendMail') {
    const mail = mailSchema.safeParse(input);
    return mail.success ? mail.data.content.lines : [];
  }
  return activity === 'tellDesk' ? postSchema.parse(input).told.flatMap(ladderLines) : [];
}

function ladderLines({ what }: z.infer<typeof noticeSchema>): readonly Line[] {
  const notice = ladderNoticeSchema.safeParse(what);
  return notice.success ? [notice.data.line] : [];
}

/** An asking that the end of a run cut off is rightly repeated by the next; any other repetition is a rung too many. */
function twiceByTrack(runs: readonly RunRecord[]): readonly Finding[] {
  const findings: Finding[] = [];
  const before = new Set<string>();
  for (const { workflowId, events } of runs) {
    const isContinued = events.some((event) => event.kind === 'ended' && event.how === 'continued');
    const answered = new Set(events.flatMap((event) => (event.kind === 'answered' ? [event.id] : [])));
    const cutOff: string[] = [];
    for (const event of events) {
      if (event.kind !== 'asked') continue;
      for (const { id: rung } of rungsIn(event.activity, event.input)) {
        if (before.has(rung)) findings.push({ fault: 'rungsTwice', about: workflowId, text: rung });
        before.add(rung);
        if (isContinued && !answered.has(event.id)) cutOff.push(rung);
      }
    }
    for (const rung of cutOff) before.delete(rung);
  }
  return findings;
}

/** In two of the mornings' mails that have both arrived. */
function twiceToDesk(runs: readonly RunRecord[]): readonly Finding[] {
  const mailed = new Set<string>();
  const findings: Finding[] = [];
  for (const { workflowId, events } of runs) {
    const arrived = new Set(
      events.flatMap((event) => (event.kind === 'answered' && !event.failed ? [event.id] : [])),
    );
    for (const event of events) {
      if (event.kind !== 'asked' || event.activity !== 'sendMail' || !arrived.has(event.id)) continue;
      const mail = morningSchema.safeParse(event.input);
      for (const notice of mail.success ? mail.data.content.notices : []) {
        if (ladderLines(notice).length === 0) continue;
        if (mailed.has(notice.id)) findings.push({ fault: 'rungsTwice', about: workflowId, text: notice.id });
        mailed.add(notice.id);
      }
    }
  }
  return findings;
}

const words: Readonly<Record<string, string>> = {
  reminder1: 'eerste herinnering',
  reminder2: 'tweede herinnering',
  due: 'uiterste dag',
  overdue: 'te laat',
  escalation1: 'escalatie 1',
  escalation2: 'escalatie 2',
};

/** In the diary as sent, and nothing was asked of mail or desk. */
function neverAsked(evidence: Evidence, workflowId: string): readonly Finding[] {
  const asked = new Set(
    runsOf(evidence, workflowId).flatMap(({ events }) =>
      events.flatMap((event) =>
        event.kind === 'asked'
          ? rungsIn(event.activity, event.input).map(
              (line) => `${line.function}/${line.due}/${words[line.rung]}`,
            )
          : [],
      ),
    ),
  );
  return (evidence.diaries.get(workflowId) ?? []).flatMap((line): readonly Finding[] => {
    const rung = rungIn(line);
    if (
      rung?.isSent !== true ||
      asked.has(rung.key) ||
      line.recorded >= businessAt(evidence, evidence.settledAt)
    )
      return [];
    return [
      {
        fault: 'halfDone',
        about: workflowId,
        text: `${rung.key} is in the diary as sent, and was never asked for`,
      },
    ];
  });
}
