import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { planningId, trackId, trackMessages } from '../../machines/protocol.ts';
import type { MailOrder } from '../../machines/track/mail.ts';
import type { DiaryEntry } from '../../machines/track/diary.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { releaseWith } from './bundle.ts';
import { stageOf } from './office-stage.ts';
import { openOffice, type OfficeOptions } from './office.ts';
import { roomyPlan, stories } from './scenario.ts';
import type { Stage } from './stage.ts';

/** What a suite of stories left behind, without the milliseconds at which its server happened to be. */
interface Outcome {
  readonly mails: readonly string[];
  readonly tracks: readonly object[];
  readonly planning: object;
  /** Runs of the tracks, of the planning and of the desk. */
  readonly runs: number;
}

async function played(options: OfficeOptions): Promise<Outcome> {
  const office = await openOffice(options);
  const ids = new Set<string>();
  try {
    const stage = patient(stageOf(office));
    await stage.publish(roomyPlan);
    const remembering = {
      ...stage,
      async declare(declaration: object) {
        const answer = await stage.declare(declaration);
        ids.add(answer.id);
        return answer;
      },
    };
    for (const play of Object.values(stories)) await play(remembering);
    const { workflow } = office.env.client;
    const tracks = [];
    for (const id of [...ids].sort()) {
      const handle = workflow.getHandle(trackId(id));
      const { nu: _now, ...view } = await answered(() => handle.query<TrackView>(trackMessages.view));
      const diary = await answered(() => handle.query<readonly DiaryEntry[]>(trackMessages.diary));
      tracks.push({
        id,
        view,
        diary: diary.map(({ by, function: fn, text }) => [by, fn, text].join(' ')),
      });
    }
    const { today: _today, ...planning } = await stage.planning();
    return {
      mails: [...new Set(office.mails.map(withoutMoment))].sort(),
      tracks,
      planning,
      runs: await runsOf(office.env.client, [...ids].map(trackId).concat(planningId, 'servicecentrum')),
    };
  } finally {
    await office.stop();
  }
}

const patienceMs = 2_000;
const mostTries = 10;

/** This server never answers a query that was handed to a run which just then continued as new: it is asked again. */
async function answered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await Promise.race([ask(), wait(patienceMs, unanswered)]);
    if (answer !== unanswered) return answer;
    if (tries === mostTries) throw new Error('No answer');
  }
}
const unanswered = Symbol('unanswered');

function patient(stage: Stage): Stage {
  return {
    ...stage,
    view: (id) => answered(() => stage.view(id)),
    diary: (id) => answered(() => stage.diary(id)),
    planning: () => answered(() => stage.planning()),
  };
}

/** Its identity has the moment at which the track began, which no two servers have in common. */
function withoutMoment(order: MailOrder): string {
  const key = new RegExp(`${order.organisation.id}\\.[0-9a-z]{8}`, 'g');
  return JSON.stringify(order).replaceAll(key, `${order.organisation.id}.begun`);
}

async function runsOf(
  { workflow }: Awaited<ReturnType<typeof openOffice>>['env']['client'],
  ids: readonly string[],
): Promise<number> {
  let count = 0;
  for (const id of ids) {
    for (let runId: string | null = (await workflow.getHandle(id).describe()).runId; runId; count++) {
      const { events } = await workflow.getHandle(id, runId).fetchHistory();
      runId = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId || null;
    }
  }
  return count;
}

it('comes to the same outcome, event for event, when every workflow continues as new after everything that happens', async () => {
  const plain = await played({});
  const renewed = await played({
    bundle: await releaseWith({
      '../../workflows/run-length.ts': '../fixtures/renewal/when-quiet.ts',
      '../../workflows/track-effects.ts': '../fixtures/renewal/counted-effects.ts',
    }),
  });
  expect(renewed.runs).toBeGreaterThan(20 * plain.runs);
  expect(renewed.mails).toEqual(plain.mails);
  expect(renewed.tracks).toEqual(plain.tracks);
  expect(renewed.planning).toEqual(plain.planning);
});
