import { auditActions } from './actions.ts';
import { auditMails } from './mails.ts';
import { isTrack, runsOf, type Evidence, type Finding } from './evidence.ts';

/** What was begun is finished, with all that it brings about. */
export function auditHalfDone(evidence: Evidence): readonly Finding[] {
  return [...unfinished(evidence), ...auditActions(evidence), ...auditMails(evidence)];
}

/** Of these a failure is an answer: a declaration that is refused, a morning's mail that its day was too short for. */
const mayFail = new Set(['registerOrganisation', 'declareTrack', 'sendMail by servicecentrum']);

/** The desk's mornings follow each other without end: one can be under way whenever the audit looks. */
const morningMs = 30_000;

function unfinished(evidence: Evidence): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { workflowId, runId, events } of evidence.runs) {
    const report = (text: string) => findings.push({ fault: 'halfDone', about: workflowId, text });
    const replied = new Set(events.flatMap((event) => (event.kind === 'replied' ? [event.id] : [])));
    const answers = new Map(
      events.flatMap((event) => (event.kind === 'answered' ? [[event.id, event]] : [])),
    );
    const isContinued = events.some((event) => event.kind === 'ended' && event.how === 'continued');
    const later = isContinued ? laterAsked(evidence, workflowId, runId) : new Set<string>();
    const settledAt = evidence.settledAt - (workflowId === 'servicecentrum' ? morningMs : 0);
    for (const event of events) {
      if (event.at >= settledAt) continue;
      if (event.kind === 'taken' && !replied.has(event.id))
        report(`${event.action} (${event.id}) taken, and never answered`);
      if (event.kind !== 'asked') continue;
      const answer = answers.get(event.id);
      const name = isTrack({ workflowId, runId, events })
        ? event.activity
        : `${event.activity} by ${workflowId}`;
      if (answer?.failed === true && !mayFail.has(event.activity) && !mayFail.has(name))
        report(`${event.activity} failed: ${String(answer.result)}`);
      if (answer === undefined && !later.has(JSON.stringify(event.input)))
        report(`${event.activity} asked, and never done${isContinued ? ': dropped at continue-as-new' : ''}`);
    }
  }
  return findings;
}

/** What the runs after this one asked for. */
function laterAsked(evidence: Evidence, workflowId: string, runId: string): ReadonlySet<string> {
  const runs = runsOf(evidence, workflowId);
  const after = runs.slice(runs.findIndex((run) => run.runId === runId) + 1);
  return new Set(
    after.flatMap(({ events }) =>
      events.flatMap((event) => (event.kind === 'asked' ? [JSON.stringify(event.input)] : [])),
    ),
  );
}
