import { z } from 'zod';
import { isTrack, runsOf, type Evidence, type Finding } from './evidence.ts';

/** Each action that was answered stands once in the diary of its track, and an akkoord has its mail. */
export function auditActions(evidence: Evidence): readonly Finding[] {
  return [...once(evidence), ...agreed(evidence)];
}

function once({ told, diaries }: Evidence): readonly Finding[] {
  const times = new Map<string, number>();
  for (const line of [...diaries.values()].flat()) times.set(line.by, (times.get(line.by) ?? 0) + 1);
  return told.flatMap(({ by, organisation, action, outcome }): readonly Finding[] => {
    const found = times.get(by) ?? 0;
    const isRight = { done: found === 1, refused: found === 0, unknown: found <= 1 }[outcome];
    if (isRight) return [];
    const text = `${action} by ${by}: ${outcome}, and ${found} times in the diary`;
    return [{ fault: 'halfDone', about: organisation, text }];
  });
}

const confirmSchema = z.object({ kind: z.string(), organisation: z.string(), function: z.string() });
const placedSchema = z.object({
  kind: z.literal('placed'),
  agreed: z.literal(true),
  slot: z.object({ id: z.string() }),
});
const agreedMailSchema = z.object({
  content: z.object({
    kind: z.literal('slotAgreed'),
    function: z.string(),
    slot: z.object({ id: z.string() }),
  }),
});

/** The last thing that the planning answered a function, when that is an agreed slot: the consumer was told of it. */
function agreed(evidence: Evidence): readonly Finding[] {
  const last = new Map<string, string | null>();
  for (const { events } of runsOf(evidence, 'planning')) {
    const requests = new Map(
      events.flatMap((event) => (event.kind === 'taken' ? [[event.id, event.input]] : [])),
    );
    for (const event of events) {
      if (event.kind !== 'replied') continue;
      const request = confirmSchema.safeParse(requests.get(event.id));
      if (!request.success || request.data.kind === 'alternatives') continue;
      const { organisation, function: fn } = request.data;
      const answer = placedSchema.safeParse(event.answer);
      last.set(`${organisation}/${fn}`, answer.success ? answer.data.slot.id : null);
    }
  }
  const mailed = new Set(
    evidence.runs.filter(isTrack).flatMap(({ workflowId, events }) =>
      events.flatMap((event) => {
        const mail = event.kind === 'asked' ? agreedMailSchema.safeParse(event.input) : undefined;
        if (mail?.success !== true) return [];
        const { function: fn, slot } = mail.data.content;
        return [`${workflowId.replace('aansluittraject-', '')}/${fn}/${slot.id}`];
      }),
    ),
  );
  return [...last].flatMap(([about, slot]): readonly Finding[] =>
    slot === null || mailed.has(`${about}/${slot}`)
      ? []
      : [{ fault: 'halfDone', about, text: `${slot} agreed by the planning, and no mail about it` }],
  );
}
