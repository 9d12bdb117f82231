import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Told } from '../desk.ts';
import type { RunRecord } from '../records.ts';
import { at, evidenceOf, runOf } from './evidence-of.ts';
import type { Evidence } from './evidence.ts';
import { audit } from './index.ts';

const track = 'aansluittraject-gemeente-zeist';
/** What is found, and about what. */
const found = (evidence: Partial<Evidence>) =>
  audit(evidenceOf(evidence)).map(({ fault, text }) => `${fault}: ${text}`);

const line = (rung: string) => ({
  id: `berichtenbox/application.1/${rung}`,
  function: 'berichtenbox',
  due: '2027-03-15',
  rung,
});
const ladderMail = (id: string, rung: string) => ({
  kind: 'asked' as const,
  id,
  activity: 'sendMail',
  input: { id: `mail ${rung}`, content: { kind: 'ladder', lines: [line(rung)] } },
});
const sent = (id: string) => ({ kind: 'answered' as const, id, failed: false, result: { kind: 'sent' } });
const arrived = (order: string) => {
  const digest = createHash('sha256').update(order).digest('hex').slice(0, 24);
  return { messageId: `<zeist.${digest}@logius.nl>`, at: at('2027-02-01T12:00') };
};

describe('lost', () => {
  const registered = (id: string) =>
    runOf(
      'servicecentrum',
      { kind: 'taken', id: 'a', action: 'Intentieverklaring registreren', input: {} },
      { kind: 'replied', id: 'a', refused: false, answer: { id, antwoord: '' } },
    );

  it('is a declaration that was accepted, and has no track', () => {
    expect(found({ runs: [registered('gemeente-zeist')] })).toEqual([
      'lost: declared and accepted, and there is no track',
    ]);
    expect(found({ runs: [registered('gemeente-zeist'), runOf(track)] })).toEqual([]);
  });

  it.each(['refused', 'unknown'] as const)('is a declaration of which the answer was %s', (outcome) => {
    const told: Told = { organisation: '', action: 'Intentieverklaring registreren', outcome, by: 'x' };
    expect(found({ told: [told] })).toEqual([`lost: a declaration was ${outcome}`]);
  });

  it('is a track that failed', () => {
    expect(found({ runs: [runOf(track, { kind: 'ended', how: 'failed' })] })).toEqual([
      'lost: run run failed',
    ]);
    expect(found({ runs: [runOf(track, { kind: 'ended', how: 'completed' })] })).toEqual([]);
  });

  it.each([
    ['a reservation that only the track has', [], 'agreed'],
    ['another slot', [{ status: 'agreed', slot: 'T1.2027-03-04.0900' }], 'agreed'],
    [
      'an akkoord that the planning does not know',
      [{ status: 'held', slot: 'T1.2027-03-02.0900' }],
      'agreed',
    ],
  ])('is %s', (_what, planned, status) => {
    const key = { organisation: 'gemeente-zeist', function: 'berichtenbox' };
    const holdings = [{ ...key, status, slot: 'T1.2027-03-02.0900' }];
    const reservations = planned.map((one) => ({ ...key, tranche: 'T1', ...one }));
    expect(found({ runs: [runOf(track)], reservations, holdings })).toHaveLength(1);
    const same = holdings.map((one) => ({ ...one, tranche: 'T1' }));
    expect(found({ runs: [runOf(track)], reservations: same, holdings })).toEqual([]);
  });
});

describe('overbooked', () => {
  const place = (organisation: string, slot = 'T1.2027-03-02.0900') => ({
    organisation,
    function: 'berichtenbox',
    status: 'held',
    slot,
    tranche: 'T1',
  });
  const overbooked = (evidence: Partial<Evidence>) =>
    found(evidence).filter((text) => text.startsWith('overbooked'));

  it('is one place too many in a slot, or one organisation in a tranche', () => {
    const room = { T1: { organisations: 2, places: 1 } };
    expect(overbooked({ room, reservations: [place('a'), place('b')] })).toHaveLength(1);
    expect(overbooked({ reservations: [place('a'), place('b', 'T1.2027-03-04.0900')] })).toHaveLength(1);
    expect(overbooked({ room, reservations: [place('a'), place('b', 'T1.2027-03-04.0900')] })).toEqual([]);
  });

  const request = (id: string, organisation: string, kind: string, answer: object) => [
    {
      kind: 'taken' as const,
      id,
      action: 'verzoek',
      input: { kind, organisation, function: 'berichtenbox' },
    },
    {
      kind: 'replied' as const,
      id,
      refused: false,
      answer: { organisation, function: 'berichtenbox', generation: 1, ...answer },
    },
  ];
  const placed = { kind: 'placed', agreed: false, slot: { id: 'T1.2027-03-02.0900' } };

  it('is seen when it was so on the way, and put right before the end', () => {
    const room = { T1: { organisations: 5, places: 1 } };
    const gone = { kind: 'released', generation: 2 };
    const both = [...request('1', 'a', 'reserve', placed), ...request('2', 'b', 'reserve', placed)];
    const release = request('3', 'a', 'release', gone);
    expect(overbooked({ room, runs: [runOf('planning', ...both, ...release)] })).toHaveLength(1);
    const inTurn = [
      ...request('1', 'a', 'reserve', placed),
      ...release,
      ...request('2', 'b', 'reserve', placed),
    ];
    expect(overbooked({ room, runs: [runOf('planning', ...inTurn)] })).toEqual([]);
  });
});

describe('rungsTwice', () => {
  it('is a rung that a track asks for again', () => {
    const runs = [runOf(track, ladderMail('5', 'due'), sent('5'), ladderMail('9', 'due'), sent('9'))];
    expect(found({ runs, mails: [arrived('mail due')] })).toEqual([
      'rungsTwice: berichtenbox/application.1/due',
    ]);
  });

  it('is not what continue-as-new cut off, and the next run takes up', () => {
    const next = { ...runOf(track, ladderMail('3', 'due'), sent('3')), runId: 'next' };
    const cut = runOf(track, ladderMail('5', 'due'), { kind: 'ended', how: 'continued' });
    expect(found({ runs: [cut, next], mails: [arrived('mail due')] })).toEqual([]);
    const done = runOf(track, ladderMail('5', 'due'), sent('5'), { kind: 'ended', how: 'continued' });
    expect(found({ runs: [done, next], mails: [arrived('mail due')] })).toHaveLength(1);
  });

  it('is a rung in two mornings to the desk that both arrived', () => {
    const notice = { id: 'zeist/overdue', on: '2027-02-01', what: { kind: 'ladder', line: line('overdue') } };
    const morning = (id: string) => ({
      kind: 'asked' as const,
      id,
      activity: 'sendMail',
      input: { id: `ochtend.${id}`, content: { notices: [notice], more: 0 } },
    });
    const mails = ['1', '2'].map((id) => ({
      messageId: `<ochtend.${id}@logius.nl>`,
      at: at('2027-02-01T12:00'),
    }));
    const late = { kind: 'answered' as const, id: '1', failed: true, result: 'too late' };
    expect(
      found({ runs: [runOf('servicecentrum', morning('1'), sent('1'), morning('2'), sent('2'))], mails }),
    ).toEqual(['rungsTwice: zeist/overdue']);
    expect(
      found({ runs: [runOf('servicecentrum', morning('1'), late, morning('2'), sent('2'))], mails }),
    ).toEqual([]);
  });
});

describe('rungsMissed', () => {
  const open = (step: string, waitsOn: string, due: string, slot = '-') => ({
    kind: 'attributes' as const,
    values: {
      TrajectStatus: 'lopend',
      Functies: [`Berichtenbox | ${step} | ${waitsOn} | ${due} | T1 | ${slot}`],
    },
  });
  const gone = { kind: 'attributes' as const, values: { Functies: [] } };
  const looked = (time: string) => ({ kind: 'looked' as const, at: at(time) });
  const missed = (diary: readonly string[], ...events: Parameters<typeof runOf>[1][]) =>
    found({
      runs: [runOf(track, ...events)],
      diaries: new Map([
        [track, diary.map((text) => ({ recorded: Infinity, by: 'systeem', function: 'berichtenbox', text }))],
      ]),
    })
      .filter((text) => text.startsWith('rungsMissed'))
      .map((text) => text.split('/')[2]?.split(' (')[0]);
  const inDiary = (rung: string) =>
    `Verstuurd aan de afnemer: ${rung}, Aanvraag (uiterlijk maandag 15 maart 2027).`;
  const application = { ...open('Aanvraag', 'afnemer', '2027-03-15'), at: at('2027-02-01T10:00') };

  it('is a rung of which the moment passed while it was open', () => {
    const closedLater = [
      application,
      looked('2027-03-01T11:00'),
      looked('2027-03-10T11:00'),
      { ...gone, at: at('2027-03-11T10:00') },
    ] as const;
    expect(missed([], ...closedLater)).toEqual(['eerste herinnering', 'tweede herinnering']);
    expect(missed([inDiary('eerste herinnering')], ...closedLater)).toEqual(['tweede herinnering']);
    expect(missed([inDiary('eerste herinnering'), inDiary('tweede herinnering')], ...closedLater)).toEqual(
      [],
    );
  });

  it('is not one that a stop left to a higher one: the diary tells it', () => {
    const skipped =
      'Overgeslagen, want er was al een hogere trede: eerste herinnering, Aanvraag (uiterlijk maandag 15 maart 2027).';
    const events = [
      application,
      looked('2027-03-10T11:00'),
      { ...gone, at: at('2027-03-11T10:00') },
    ] as const;
    expect(missed([skipped, inDiary('tweede herinnering')], ...events)).toEqual([]);
  });

  it('is not one whose item was done before anybody looked in the hours of the desk', () => {
    const events = [
      application,
      looked('2027-03-01T20:00'),
      looked('2027-03-02T03:00'),
      { ...gone, at: at('2027-03-02T03:00') },
    ] as const;
    expect(missed([], ...events)).toEqual(['eerste herinnering']); // looked at on the evening of its own day
    const overnight = [
      application,
      looked('2027-03-02T03:00'),
      { ...gone, at: at('2027-03-02T03:00') },
    ] as const;
    expect(missed([], ...overnight)).toEqual([]);
    const weekend = [
      application,
      looked('2027-03-13T11:00'),
      { ...gone, at: at('2027-03-13T11:00') },
    ] as const;
    expect(missed([], ...weekend)).toEqual([]);
    const morning = [
      application,
      looked('2027-03-02T03:00'),
      looked('2027-03-02T10:00'),
      { ...gone, at: at('2027-03-02T10:00') },
    ] as const;
    expect(missed([], ...morning)).toEqual(['eerste herinnering']);
  });

  it('is not one that a slot took along when it passed during a stop', () => {
    const slot = '2027-03-04T09:00:00+01:00/2027-03-04T13:00:00+01:00';
    const held = { ...open('Inroostering', 'afnemer', '2027-03-04', slot), at: at('2027-02-25T05:00') };
    const passed = { ...gone, at: at('2027-03-08T11:00') };
    expect(missed([], held, looked('2027-03-08T11:00'), passed)).toEqual([]);
    expect(missed([], held, looked('2027-03-02T11:00'), looked('2027-03-08T11:00'), passed)).toEqual([
      'tweede herinnering',
    ]);
  });

  it('is one whose timer never came, though it is still open', () => {
    expect(missed([], application)).toHaveLength(6);
  });

  it('is not one of what was done before its moment', () => {
    expect(
      missed([], application, { ...gone, at: at('2027-02-20T10:00') }, looked('2027-03-01T11:00')),
    ).toEqual([]);
  });

  it('is not one from before its due date was known, nor of a track that was suspended', () => {
    const late = { ...application, at: at('2027-03-03T10:00') };
    expect(missed([], late)).not.toContain('eerste herinnering');
    const suspended = {
      kind: 'attributes' as const,
      values: { TrajectStatus: 'opgeschort' },
      at: at('2027-02-02T10:00'),
    };
    expect(missed([], application, suspended)).toEqual([]);
  });

  it('keeps to what a step climbs', () => {
    const once = { ...open('Impactanalyse en advies', 'afnemer', '2027-03-15'), at: at('2027-02-01T10:00') };
    expect(missed([], once)).toEqual(['eerste herinnering']);
    const slot = '2027-03-15T09:00:00+01:00/2027-03-15T13:00:00+01:00';
    const test = {
      ...open('Ketentest', 'afnemer en Servicecentrum', '2027-03-15', slot),
      at: at('2027-02-01T10:00'),
    };
    // Two reminders of the test, and four rungs for its result, five working days later.
    expect(missed([], test)).toHaveLength(6);
  });
});

describe('halfDone', () => {
  const halfDone = (evidence: Partial<Evidence>) =>
    found(evidence).filter((text) => text.startsWith('halfDone'));
  const one = (run: RunRecord, more: Partial<Evidence> = {}) => halfDone({ runs: [run], ...more });

  it('is an action that was taken, and never answered', () => {
    const taken = { kind: 'taken' as const, id: 'a', action: 'Hervatten', input: {} };
    expect(one(runOf(track, taken))).toEqual(['halfDone: Hervatten (a) taken, and never answered']);
    expect(one(runOf(track, taken, { kind: 'replied', id: 'a', refused: false, answer: '' }))).toEqual([]);
  });

  it('is an effect that was dropped at continue-as-new, or failed for good', () => {
    const cut = runOf(track, ladderMail('5', 'due'), { kind: 'ended', how: 'continued' });
    expect(one(cut)).toEqual(['halfDone: sendMail asked, and never done: dropped at continue-as-new']);
    const ask = { kind: 'asked' as const, id: '5', activity: 'askPlanning', input: {} };
    const failed = { kind: 'answered' as const, id: '5', failed: true, result: 'kapot' };
    expect(one(runOf(track, ask, failed))).toEqual(['halfDone: askPlanning failed: kapot']);
  });

  it('is not what was begun while the audit looked, nor the morning that the desk is at', () => {
    const settledAt = at('2027-12-01T12:00');
    const ask = { kind: 'asked' as const, id: '5', activity: 'sendMail', input: { id: 'x' } };
    expect(one(runOf(track, { ...ask, at: settledAt }), { settledAt })).toEqual([]);
    expect(one(runOf(track, { ...ask, at: settledAt - 1 }), { settledAt })).toHaveLength(1);
    expect(one(runOf('servicecentrum', { ...ask, at: settledAt - 20_000 }), { settledAt })).toEqual([]);
    expect(one(runOf('servicecentrum', { ...ask, at: settledAt - 40_000 }), { settledAt })).toHaveLength(1);
  });

  it('is a mail on record as sent that never arrived, or one that nobody asked for', () => {
    const run = runOf(track, ladderMail('5', 'due'), sent('5'));
    expect(one(run)).toEqual(['halfDone: mail mail due is on record as sent, and never arrived']);
    expect(one(run, { mails: [arrived('mail due')] })).toEqual([]);
    expect(one(run, { mails: [arrived('mail due'), arrived('another')] })).toEqual([
      'halfDone: a mail that nobody asked for',
    ]);
  });

  it('is an answered action that is not once in the diary', () => {
    const told: Told = {
      by: 'Zeist, stap 1',
      organisation: 'gemeente-zeist',
      action: 'Hervatten',
      outcome: 'done',
      answer: '',
    };
    const entry = { recorded: 0, by: 'Zeist, stap 1', function: null, text: 'Hervat.' };
    const diary = (...lines: readonly (typeof entry)[]) => ({
      told: [told],
      diaries: new Map([[track, lines]]),
    });
    expect(halfDone(diary())).toHaveLength(1);
    expect(halfDone(diary(entry))).toEqual([]);
    expect(halfDone(diary(entry, entry))).toHaveLength(1);
    const refused: Told = {
      by: told.by,
      organisation: told.organisation,
      action: told.action,
      outcome: 'refused',
    };
    expect(halfDone({ ...diary(entry), told: [refused] })).toHaveLength(1);
  });

  it('is an agreed slot without its mail', () => {
    const slot = { id: 'T1.2027-03-02.0900' };
    const request = { kind: 'confirm', organisation: 'gemeente-zeist', function: 'berichtenbox' };
    const planning = runOf(
      'planning',
      { kind: 'taken', id: 'a', action: 'verzoek', input: request },
      {
        kind: 'replied',
        id: 'a',
        refused: false,
        answer: { ...request, kind: 'placed', agreed: true, slot },
      },
    );
    expect(one(planning)).toEqual([
      'halfDone: T1.2027-03-02.0900 agreed by the planning, and no mail about it',
    ]);
    const content = { kind: 'slotAgreed', function: 'berichtenbox', slot };
    const mailed = runOf(
      track,
      { kind: 'asked', id: '5', activity: 'sendMail', input: { id: 'agreed', content } },
      sent('5'),
    );
    expect(halfDone({ runs: [planning, mailed], mails: [arrived('agreed')] })).toEqual([]);
  });

  it('is a rung in the diary that was never sent, or was told to the desk and not mailed', () => {
    const text = 'Verstuurd aan de afnemer: uiterste dag, Aanvraag (uiterlijk maandag 15 maart 2027).';
    const diaries = new Map([[track, [{ recorded: 0, by: 'systeem', function: 'berichtenbox', text }]]]);
    expect(one(runOf(track), { diaries })).toHaveLength(1);
    expect(
      one(runOf(track, ladderMail('5', 'due'), sent('5')), { diaries, mails: [arrived('mail due')] }),
    ).toEqual([]);
    const notice = { id: 'zeist/overdue', on: '2027-02-01', what: { kind: 'ladder', line: line('overdue') } };
    const tell = {
      kind: 'asked' as const,
      id: '5',
      activity: 'tellDesk',
      input: { told: [notice], settled: [] },
    };
    const done = { kind: 'answered' as const, id: '5', failed: false, result: undefined };
    expect(one(runOf(track, tell, done))).toEqual([
      'halfDone: zeist/overdue was told to the desk, and never mailed',
    ]);
  });
});
