import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trackId, trackMessages } from '../../machines/protocol.ts';
import type { DiaryEntry } from '../../machines/track/diary.ts';
import type { TrackView } from '../../machines/track/view.ts';
import { openOffice, refusalOf, type Office } from './office.ts';
import { declarationOf } from './papers.ts';
import { roomyPlan } from './scenario.ts';

const consumers = 15;
/** Two of each, in turn: the second one of every pair finds a state in which it is not possible any more. */
const pairs = [
  ['Intentieverklaring goedkeuren', {}],
  ['Inroostering voorstellen', { met: 'P. Smit' }],
  ['Akkoord vastleggen', { met: 'P. Smit' }],
  ['Advies boeken', { minuten: 240 }],
  ['Impactanalyse overslaan', {}],
  ['Documenten ontvangen', {}],
  ['Documenten goedkeuren', {}],
  ['Preproductie melden', {}],
  ['Intrekken', { reden: 'Geen budget' }],
] as const;

let office: Office;
const ids: string[] = [];
beforeAll(async () => {
  office = await openOffice();
  await office.publish(roomyPlan);
  const names = Array.from({ length: consumers }, (_, i) => `Dorp ${i}`);
  for (const { id } of await Promise.all(names.map((name) => office.declare(declarationOf(name)))))
    ids.push(id);
});
afterAll(async () => {
  await office.stop();
});

const track = (organisation: string) => office.env.client.workflow.getHandle(trackId(organisation));

describe('of two actions at once on one track', () => {
  it('exactly one passes, whatever they are', async () => {
    for (const [action, input] of pairs) {
      const outcomes = await Promise.all(
        ids.map(async (id) => {
          const both = [office.act(id, action, input), office.act(id, action, input)];
          const [first, second] = await Promise.allSettled(both);
          const refused = both[first?.status === 'rejected' ? 0 : 1];
          return {
            passed: [first, second].filter((outcome) => outcome?.status === 'fulfilled').length,
            refusal: refused === undefined ? '' : await refusalOf(refused),
          };
        }),
      );
      for (const { passed, refusal } of outcomes) {
        expect(passed, action).toBe(1);
        expect(refusal).toMatch(new RegExp(`^'${action}' kan nu niet\\.`));
      }
    }
    for (const id of ids) {
      const diary = await track(id).query<readonly DiaryEntry[]>(trackMessages.diary);
      const acts = diary.filter(({ by }) => by === 'A. de Vries').map(({ text }) => text);
      expect(acts).toHaveLength(pairs.length);
      const { advies } = await track(id).query<TrackView>(trackMessages.view);
      expect(advies.gebruiktMinuten).toBe(240);
    }
  });
});
