import { describe, expect, it } from 'vitest';
import { listsOf } from '../../../activities/desk.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import { defaultPolicy } from '../../../machines/domain/policy.ts';
import {
  arrived,
  failed,
  hold,
  mailsOf,
  newDesk,
  type DeskState,
  type Lists,
} from '../../../machines/desk/morning.ts';
import { receive, type Notice } from '../../../machines/desk/notices.ts';
import type { TrackRow } from '../../../machines/desk/overview.ts';
import { renderWorkplace } from '../../../machines/desk/workplace.ts';
import type { TrackSettings } from '../../../machines/track/context.ts';
import { at } from '../track/simulation.ts';
import { late, line, row, task } from './rows.ts';

const settings: TrackSettings = { policy: defaultPolicy, closures: [] };
const told = (state: DeskState, ...notices: readonly Notice[]): DeskState => ({
  ...state,
  inbox: receive(state.inbox, { told: notices, settled: [] }),
});

/** A desk that holds its mornings, with what it mailed on each: "desk", "coordinator". */
function deskWith(state: DeskState = newDesk, closures: TrackSettings['closures'] = []) {
  let now = state;
  return {
    get state() {
      return now;
    },
    tell(...notices: readonly Notice[]) {
      now = told(now, ...notices);
    },
    morning(day: string, rows: readonly TrackRow[], delivers = true): readonly string[] {
      const today = isoDate(day);
      const lists = listsOf(rows, today, null);
      const mails = mailsOf(now, lists, { ...settings, closures }, today);
      now = hold(now, today, lists);
      for (const mail of mails) {
        const to = mail.order.content.kind === 'overview' ? 'desk' : 'coordinator';
        now = delivers
          ? arrived(now, mail, lists)
          : failed(now, to, { on: today, reason: 'De mailbox is vol.' });
      }
      return mails.map(({ order }) => order.to.name);
    },
  };
}

const desk = 'Servicecentrum Logius';
const coordinator = 'Coördinator aansluitteam';
const lateRow = row('utrecht', [line({ termijn: isoDate('2027-03-01') })]);
/** Waits on the desk, and is not late. */
const laterRow = row('ede', [line({ wachtOp: 'Servicecentrum' })]);

describe('a morning', () => {
  it('is one mail for each recipient, of all that came in, however much', () => {
    const office = deskWith();
    office.tell(
      late('a'),
      late('b'),
      late('c', { rung: 'escalation1' }),
      late('d', { rung: 'escalation1' }),
      task('e'),
    );
    expect(office.morning('2027-03-02', [lateRow])).toEqual([desk, coordinator]);
    expect(office.state.inbox.waiting).toEqual([]);
  });

  it('tells the coordinator the escalations alone, and the desk the rest', () => {
    const state = told(newDesk, late('a'), late('b', { rung: 'escalation1' }));
    const mails = mailsOf(state, listsOf([], isoDate('2027-03-02'), null), settings, isoDate('2027-03-02'));
    expect(mails.map(({ order }) => [order.content.kind, order.content.notices.map(({ id }) => id)])).toEqual(
      [
        ['overview', ['gemeente-a/overdue']],
        ['escalations', ['gemeente-b/escalation1']],
      ],
    );
  });

  it('has the heaviest of very many notices, and counts the others', () => {
    const many = Array.from({ length: 100 }, (_, i) => late(`dorp-${i}`));
    const state = told(newDesk, ...many, late('zwaar', { rung: 'escalation2' }));
    const [mail] = mailsOf(state, listsOf([], isoDate('2027-03-02'), null), settings, isoDate('2027-03-02'));
    expect(mail?.order.content.notices).toHaveLength(40);
    expect(mail?.order.content.notices[0]?.organisation.name).toBe('zwaar');
    expect(mail?.order.content.more).toBe(61);
    expect(mail?.delivers).toHaveLength(101);
  });
});

describe('no news, no mail', () => {
  it('when nothing is listed and nothing was told', () => {
    expect(deskWith().morning('2027-03-02', [])).toEqual([]);
  });

  it('when the lists say what the last overview said', () => {
    const office = deskWith();
    expect(office.morning('2027-03-02', [laterRow])).toEqual([desk]);
    expect(office.morning('2027-03-03', [laterRow])).toEqual([]);
    expect(office.morning('2027-03-04', [laterRow, lateRow])).toEqual([desk]);
    expect(office.morning('2027-03-05', [laterRow])).toEqual([desk]);
    office.tell(task('ede'));
    expect(office.morning('2027-03-08', [laterRow])).toEqual([desk]);
    expect(office.morning('2027-05-18', [laterRow])).toEqual([]); // presses nobody, so it can be silent for months
  });

  it('but an escalation of what was late already is news, and so is a higher one', () => {
    const office = deskWith();
    const escalated = (escalation: number) => ({ ...lateRow, escalation });
    expect(office.morning('2027-03-02', [lateRow])).toEqual([desk]);
    expect(office.morning('2027-03-03', [escalated(1)])).toEqual([desk]);
    expect(office.morning('2027-03-04', [escalated(1)])).toEqual([]);
    expect(office.morning('2027-03-05', [escalated(2)])).toEqual([desk]);
  });

  it('but what comes back after it was gone is news', () => {
    const office = deskWith();
    expect(office.morning('2027-03-02', [laterRow])).toEqual([desk]);
    expect(office.morning('2027-03-03', [])).toEqual([]);
    expect(office.morning('2027-03-04', [laterRow])).toEqual([desk]);
  });

  it('but what is late is not silent for longer than a week', () => {
    const office = deskWith();
    const days = ['02', '03', '04', '05', '08', '09', '10', '11', '12', '15', '16'];
    const mailed = days.filter((day) => office.morning(`2027-03-${day}`, [lateRow]).length > 0);
    expect(mailed).toEqual(['02', '09', '16']);
  });

  it('and a closure after which the week would be over is not waited for', () => {
    const closed = [{ from: isoDate('2027-03-09'), until: isoDate('2027-03-12'), reason: 'verhuizing' }];
    const office = deskWith(newDesk, closed);
    const days = ['02', '03', '04', '05', '08', '15'];
    const escalated = row('utrecht', [], { escalation: 1 });
    const mailed = days.filter((day) => office.morning(`2027-03-${day}`, [escalated]).length > 0);
    expect(mailed).toEqual(['02', '08', '15']);
  });
});

describe('a mail that cannot be delivered', () => {
  it('is tried again the next morning, with all that it had and what is new', () => {
    const office = deskWith();
    office.tell(late('a'));
    expect(office.morning('2027-03-02', [lateRow], false)).toEqual([desk]);
    expect(office.state.inbox.waiting).toHaveLength(1);
    office.tell(late('b'));
    expect(office.morning('2027-03-03', [lateRow])).toEqual([desk]);
    expect(office.state).toMatchObject({ inbox: { waiting: [] }, failures: {} });
    expect(office.morning('2027-03-04', [lateRow])).toEqual([]);
  });

  it('also when it had lists only', () => {
    const office = deskWith();
    office.morning('2027-03-02', [laterRow]);
    expect(office.morning('2027-03-03', [lateRow], false)).toEqual([desk]);
    expect(office.morning('2027-03-04', [lateRow])).toEqual([desk]);
  });

  it('to one recipient does not touch the other', () => {
    let state = told(newDesk, late('a'), late('b', { rung: 'escalation1' }));
    const today = isoDate('2027-03-02');
    const lists: Lists = listsOf([], today, null);
    const [overview] = mailsOf(state, lists, settings, today);
    if (overview === undefined) throw new Error('no overview');
    state = failed(arrived(state, overview, lists), 'coordinator', {
      on: today,
      reason: 'De mailbox is vol.',
    });
    expect(state.inbox.waiting.map(({ to }) => to)).toEqual(['coordinator']);
    const shown = renderWorkplace(state, settings, at('2027-03-02 10:00'), 'namespaces/default');
    expect(shown).toContain('**Niet bezorgd** aan de coördinator, dinsdag 2 maart 2027: De mailbox is vol.');
    expect(shown).toContain('Laatste overzicht verstuurd: dinsdag 2 maart 2027');
    expect(shown).toContain('Volgende overzicht: woensdag 3 maart 2027 om 10:00 uur');
    expect(shown).toContain('0 meldingen voor het Servicecentrum, 1 melding voor de coördinator');
  });
});
