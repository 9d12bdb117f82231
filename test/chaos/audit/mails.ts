import { createHash } from 'node:crypto';
import { z } from 'zod';
import { businessAt, dateAt, workingDay } from './desk-time.ts';
import { isTrack, runsOf, type Evidence, type Finding } from './evidence.ts';

/** What was sent has arrived, nothing else has; and what the desk was told is in one of its mails. */
export function auditMails(evidence: Evidence): readonly Finding[] {
  return [...arrivals(evidence), ...told(evidence)];
}

const orderSchema = z.object({ id: z.string() });
const sentSchema = z.object({ kind: z.literal('sent') });

/** Of a track's order and its Message-ID: the same digest of what the mail is. The desk's own ids stand in it as they are. */
function arrivals({ runs, mails, settledAt }: Evidence): readonly Finding[] {
  const arrived = new Set(mails.map(({ messageId }) => messageId));
  const explained = new Set<string>();
  const findings: Finding[] = [];
  for (const run of runs) {
    const sent = new Set(
      run.events.flatMap((event) =>
        event.kind === 'answered' && sentSchema.safeParse(event.result).success ? [event.id] : [],
      ),
    );
    for (const event of run.events) {
      if (event.kind !== 'asked' || event.activity !== 'sendMail') continue;
      const { id } = orderSchema.parse(event.input);
      const mark = isTrack(run) ? createHash('sha256').update(id).digest('hex').slice(0, 24) : id;
      const [message] = [...arrived].filter((messageId) => messageId.includes(mark));
      if (message !== undefined) explained.add(message);
      else if (sent.has(event.id))
        findings.push({
          fault: 'halfDone',
          about: run.workflowId,
          text: `mail ${id} is on record as sent, and never arrived`,
        });
    }
  }
  // The desk goes on while the histories are read: what arrived later can be asked for after they were.
  for (const { messageId, at } of mails)
    if (at < settledAt && !explained.has(messageId))
      findings.push({ fault: 'halfDone', about: messageId, text: 'a mail that nobody asked for' });
  return findings;
}

const noticeSchema = z.object({ id: z.string(), on: z.string(), what: z.looseObject({ kind: z.string() }) });
const postSchema = z.object({ told: z.array(noticeSchema) });
const morningSchema = z.object({ content: z.object({ notices: z.array(noticeSchema), more: z.number() }) });
/** Working days, and then real time, in which a notice has its mail, however often a morning failed. */
const patience = 5;
const patienceMs = 30_000;

/** Rungs for the desk and the coordinator are mailed to them; tasks can be settled before the morning. */
function told(evidence: Evidence): readonly Finding[] {
  const mailed = new Set<string>();
  for (const { events } of runsOf(evidence, 'servicecentrum')) {
    for (const event of events) {
      if (event.kind !== 'asked' || event.activity !== 'sendMail') continue;
      const mail = morningSchema.safeParse(event.input);
      if (!mail.success) continue;
      if (mail.data.content.more > 0) return []; // longer than a mail: what was left out can't be told from here
      for (const { id } of mail.data.content.notices) mailed.add(id);
    }
  }
  const until = workingDay(dateAt(businessAt(evidence, evidence.settledAt - patienceMs)), -patience);
  return evidence.runs.filter(isTrack).flatMap(({ workflowId, events }) =>
    events.flatMap((event): readonly Finding[] => {
      if (event.kind !== 'asked' || event.activity !== 'tellDesk') return [];
      return postSchema
        .parse(event.input)
        .told.filter(({ id, on, what }) => what.kind === 'ladder' && on < until && !mailed.has(id))
        .map(({ id }) => ({
          fault: 'halfDone',
          about: workflowId,
          text: `${id} was told to the desk, and never mailed`,
        }));
    }),
  );
}
