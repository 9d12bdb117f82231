import { describe, expect, it } from 'vitest';
import {
  byWeight,
  emptyInbox,
  forget,
  mostWaiting,
  postSchema,
  receive,
  waitingFor,
  type Inbox,
  type Notice,
} from '../../../machines/desk/notices.ts';
import { late, task } from './rows.ts';

const told = (inbox: Inbox, ...notices: readonly Notice[]) => receive(inbox, { told: notices, settled: [] });
const ids = (inbox: Inbox) => inbox.waiting.map(({ id }) => id);

describe('what tracks tell', () => {
  it('waits once, however often it is told, in one go or over and over', () => {
    const once = told(emptyInbox, late('utrecht'), late('utrecht'), task('ede'));
    expect(ids(once)).toEqual(['gemeente-utrecht/overdue', 'gemeente-ede/wachtlijst']);
    expect(told(once, late('utrecht'), task('ede'))).toEqual(once);
  });

  it('is no news any more once a mail with it has arrived; what came in meanwhile still is', () => {
    const before = told(emptyInbox, late('utrecht'));
    const after = forget(told(before, task('ede')), 'desk', before.waiting);
    expect(ids(after)).toEqual(['gemeente-ede/wachtlijst']);
    expect(ids(told(after, late('utrecht')))).toEqual(['gemeente-ede/wachtlijst']);
  });

  it('is left out when its reason is gone before the morning, also when it is told late', () => {
    const waiting = told(emptyInbox, task('ede'), late('utrecht'));
    const settled = receive(waiting, { told: [], settled: ['gemeente-ede/wachtlijst'] });
    expect(ids(settled)).toEqual(['gemeente-utrecht/overdue']);
    expect(ids(told(settled, task('ede')))).toEqual(['gemeente-utrecht/overdue']);
  });

  it('is counted beyond what is kept, each for its own recipient, and stays far below the size of a payload', () => {
    const many = Array.from({ length: mostWaiting + 30 }, (_, i) =>
      late(`dorp-${i}`, { rung: i < 10 ? 'escalation1' : 'overdue' }),
    );
    const full = told(emptyInbox, ...many);
    expect(full.waiting).toHaveLength(mostWaiting);
    expect(full.overflow).toEqual({ coordinator: 10, desk: 20 });
    expect(told(full, ...many.slice(0, 5))).toEqual(full); // known, though not kept
    expect(JSON.stringify(full).length).toBeLessThan(1_000_000);
    expect(forget(full, 'desk', waitingFor(full.waiting, 'desk')).overflow).toEqual({
      coordinator: 10,
      desk: 0,
    });
  });

  it('stands heaviest first: by rung, then longest overdue, tasks last', () => {
    const notices = [
      task('ede'),
      late('b', { due: late('x').on }),
      late('a'),
      late('c', { rung: 'escalation2' }),
    ];
    expect(byWeight(notices).map(({ organisation }) => organisation.name)).toEqual(['c', 'a', 'b', 'ede']);
  });

  it('passes the edge unchanged', () => {
    const post = { told: [late('utrecht'), task('ede')], settled: ['x'] };
    expect(postSchema.parse(JSON.parse(JSON.stringify(post)))).toEqual(post);
  });
});
