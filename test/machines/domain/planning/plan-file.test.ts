import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { toIso } from '../../../../machines/domain/amsterdam.ts';
import { parsePlan } from '../../../../machines/domain/planning/plan-file.ts';
import type { Plan } from '../../../../machines/domain/planning/plan.ts';
import { scheduleOf } from '../../../../machines/domain/planning/schedule.ts';
import { formatProblems } from '../../../../machines/domain/problem.ts';
import { planFile, planWith, type PlanFile } from './desk.ts';

function slotIds(plan: Plan): readonly string[] {
  return scheduleOf(plan).slots.map(({ id }) => id);
}

/** The problems, one per line. */
function problemsWith(change: (tranche: PlanFile['tranches'][number], file: PlanFile) => void): string {
  const file = planFile();
  const [tranche] = file.tranches;
  if (tranche !== undefined) change(tranche, file);
  const parsed = parsePlan(file);
  return parsed.ok ? '' : formatProblems(parsed.problems);
}

describe('slots', () => {
  it('repeat weekly within the window, on working days of the desk', () => {
    // Tuesday 16 March is in a closure.
    expect(slotIds(planWith()).filter((id) => id.startsWith('T1'))).toEqual([
      'T1.2027-03-02.0900',
      'T1.2027-03-09.0900',
      'T1.2027-03-23.0900',
      'T1.2027-03-30.0900',
    ]);
  });

  it('last one dagdeel when no end is given, in local time', () => {
    const [slot] = scheduleOf(planWith()).slots.slice(-1);
    expect(slot?.id).toBe('T2.2027-06-11.1300');
    expect([toIso(slot?.begin ?? 0), toIso(slot?.end ?? 0)]).toEqual([
      '2027-06-11T13:00:00+02:00',
      '2027-06-11T17:00:00+02:00',
    ]);
  });

  it('are named by function only where a tranche has two at one moment', () => {
    const plan = planWith(({ tranches: [tranche] }) => {
      const slot = { datum: '2027-03-04', begin: '09:00', plaatsen: 1 };
      tranche?.tijdsloten.push(
        { ...slot, functies: ['lopendeZaken'] },
        { ...slot, functies: ['berichtenbox'] },
        { ...slot, datum: '2027-03-05', functies: ['berichtenbox'] },
      );
    });
    expect(slotIds(plan).slice(1, 4)).toEqual([
      'T1.2027-03-04.0900.lopendeZaken',
      'T1.2027-03-04.0900.berichtenbox',
      'T1.2027-03-05.0900',
    ]);
  });

  it('are for both functions unless the file says otherwise', () => {
    expect(planWith().tranches.map(({ slots }) => slots.map(({ functions }) => functions))).toEqual([
      [['berichtenbox', 'lopendeZaken']],
      [['berichtenbox'], ['lopendeZaken']],
    ]);
  });
});

describe('problems', () => {
  it('none in a plan that is right', () => {
    expect(problemsWith(() => undefined)).toBe('');
  });

  it.each<[string, Parameters<typeof problemsWith>[0], string]>([
    [
      'an unknown key',
      (tranche) => Object.assign(tranche, { kleur: 'blauw' }),
      'tranches.0.kleur: verwacht alleen bekende velden, gevonden: een onbekend veld.',
    ],
    [
      'a date that does not exist',
      (tranche) => Object.assign(tranche, { van: '2027-02-30' }),
      "tranches.0.van: verwacht een datum die bestaat, in de vorm jjjj-mm-dd (bijvoorbeeld 2027-03-02), gevonden: '2027-02-30'.",
    ],
    [
      'a name with a dot',
      (tranche) => Object.assign(tranche, { naam: 'T.1' }),
      "tranches.0.naam: verwacht een naam van letters, cijfers en streepjes (bijvoorbeeld 2027-T1), gevonden: 'T.1'.",
    ],
    [
      'weekend days in a pattern',
      (tranche) => tranche.tijdsloten.push({ dagen: ['zaterdag'], begin: '09:00', plaatsen: 1 }),
      "tranches.0.tijdsloten.1.dagen.0: verwacht een van: maandag, dinsdag, woensdag, donderdag, vrijdag, gevonden: 'zaterdag'.",
    ],
    [
      'neither days nor a date',
      (tranche) => tranche.tijdsloten.push({ begin: '09:00', plaatsen: 1 }),
      'tranches.0.tijdsloten.1: verwacht dagen (elke week) of datum (één keer), gevonden: een groep velden.',
    ],
    [
      'no end, and midnight within a dagdeel',
      (tranche) => tranche.tijdsloten.push({ dagen: ['maandag'], begin: '21:00', plaatsen: 1 }),
      'tranches.0.tijdsloten.1.einde: verwacht een einde, want een dagdeel na het begin is het een andere dag, gevonden: niets.',
    ],
    [
      'an end before the begin',
      (tranche) =>
        tranche.tijdsloten.push({ dagen: ['maandag'], begin: '09:00', einde: '09:00', plaatsen: 1 }),
      'tranches.0.tijdsloten.1.einde: verwacht een tijd na het begin (09:00), gevonden: 09:00.',
    ],
    [
      'no places',
      (tranche) => tranche.tijdsloten.push({ dagen: ['maandag'], begin: '09:00', plaatsen: 0 }),
      'tranches.0.tijdsloten.1.plaatsen: verwacht een heel aantal plaatsen, 1 of meer, gevonden: 0.',
    ],
    [
      'no organisations',
      (tranche) => Object.assign(tranche, { maximumOrganisaties: 0 }),
      'tranches.0.maximumOrganisaties: verwacht een heel aantal organisaties, 1 of meer, gevonden: 0.',
    ],
    [
      'no tranche',
      (_, file) => (file.tranches = []),
      'tranches: verwacht ten minste een tranche, gevonden: geen.',
    ],
    [
      'a slot outside the window',
      (tranche) => tranche.tijdsloten.push({ datum: '2027-04-01', begin: '09:00', plaatsen: 1 }),
      'tranches.0.tijdsloten.1.datum: verwacht een datum binnen de ketentesten van deze tranche, van 2027-03-01 tot en met 2027-03-31, gevonden: 2027-04-01.',
    ],
    ...(['2027-03-06', '2027-03-26', '2027-03-17'] as const).map(
      (datum): [string, Parameters<typeof problemsWith>[0], string] => [
        `a slot on ${datum}: weekend, holiday, closure`,
        (tranche) => tranche.tijdsloten.push({ datum, begin: '09:00', plaatsen: 1 }),
        'tranches.0.tijdsloten.1.datum: verwacht een werkdag van het Servicecentrum: geen weekend, feestdag of sluiting, gevonden: ',
      ],
    ),
    [
      'a pattern without a working day',
      (tranche) => Object.assign(tranche.ketentesten, { van: '2027-03-16', totEnMet: '2027-03-16' }),
      'tranches.0.tijdsloten.0.dagen: verwacht ten minste één werkdag op deze dagen, van 2027-03-16 tot en met 2027-03-16, gevonden: geen enkele.',
    ],
    [
      'a window before its tranche',
      (tranche) => Object.assign(tranche.ketentesten, { van: '2027-01-03' }),
      'tranches.0.ketentesten.van: verwacht een datum binnen de tranche, op of na 2027-01-04, gevonden: 2027-01-03.',
    ],
    [
      'a window after its tranche',
      (tranche) => Object.assign(tranche.ketentesten, { totEnMet: '2027-06-01' }),
      'tranches.0.ketentesten.totEnMet: verwacht een datum binnen de tranche, op of voor 2027-05-31, gevonden: 2027-06-01.',
    ],
    [
      'a year with a slip of the pen',
      (tranche, file) => {
        file.tranches = [tranche];
        Object.assign(tranche, { totEnMet: '9999-05-31' });
        Object.assign(tranche.ketentesten, { totEnMet: '9999-03-31' });
      },
      'tranches.0.totEnMet: verwacht een tranche van ten hoogste drie jaar, gevonden: 2027-01-04 tot en met 9999-05-31.',
    ],
    [
      'a window that ends before it begins',
      (tranche) => Object.assign(tranche.ketentesten, { totEnMet: '2027-02-28' }),
      'tranches.0.ketentesten.totEnMet: verwacht een datum op of na 2027-03-01, gevonden: 2027-02-28.',
    ],
    [
      'a closure that ends before it begins',
      (_, file) => file.sluitingen.push({ van: '2027-05-02', totEnMet: '2027-05-01', reden: 'x' }),
      'sluitingen.1.totEnMet: verwacht een datum op of na 2027-05-02, gevonden: 2027-05-01.',
    ],
    [
      'a year without a working day',
      (_, file) => file.sluitingen.push({ van: '2028-01-01', totEnMet: '2028-12-31', reden: 'x' }),
      'sluitingen.1: verwacht sluitingen die in elk jaar ten minste één werkdag overlaten, gevonden: geen werkdag in 2028.',
    ],
    [
      'a name that is used twice',
      (_, file) => Object.assign(file.tranches[1] ?? {}, { naam: 'T1' }),
      'tranches.1.naam: verwacht een naam die nog niet gebruikt is (tranches.0 heet al zo), gevonden: T1.',
    ],
    [
      'two slots for one function at one moment',
      (tranche) =>
        tranche.tijdsloten.push({
          datum: '2027-03-09',
          begin: '09:00',
          plaatsen: 1,
          functies: ['lopendeZaken'],
        }),
      'tranches.0.tijdsloten.1: verwacht op elk moment hoogstens één tijdslot per functie, gevonden: 2027-03-09 om 09:00 uur voor Lopende Zaken nog een keer, na tijdsloten.0.',
    ],
    [
      'too many tranches at once',
      (_, file) => Object.assign(file, { maximumActieveTranches: 1 }),
      'tranches.1.van: verwacht niet meer actieve tranches tegelijk dan 1 (maximumActieveTranches), gevonden: 2 op 2027-04-01: T1, T2.',
    ],
  ])('%s', (_, plant, expected) => {
    const found = problemsWith(plant).split('\n');
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  it('all at once', () => {
    const found = problemsWith((tranche, file) => {
      file.maximumActieveTranches = 1;
      tranche.maximumOrganisaties = 0;
      tranche.tijdsloten.push({ datum: '2027-04-04', begin: '09:00', einde: '08:00', plaatsen: 0 });
    });
    expect(found.split('\n').map((line) => line.split(':')[0]?.replace(/^\d+\. /, ''))).toEqual([
      'tranches.0.maximumOrganisaties',
      'tranches.0.tijdsloten.1.einde',
      'tranches.0.tijdsloten.1.plaatsen',
      'tranches.0.tijdsloten.1.datum',
      'tranches.0.tijdsloten.1.datum',
      'tranches.1.van',
    ]);
  });

  it('of one field hide no other: what can be read is checked', () => {
    const found = problemsWith((tranche, file) => {
      file.sluitingen.push({ van: '2027-05-02', totEnMet: '2027-05-01', reden: 'x' });
      file.maximumActieveTranches = 1;
      Object.assign(tranche, { maximumOrganisaties: 'veel', naam: 'T.1' });
      tranche.tijdsloten.push({ datum: '2027-04-04', begin: '9 uur', plaatsen: 1 });
      tranche.tijdsloten.push({ datum: '2027-03-06', begin: '09:00', plaatsen: 0 });
      Object.assign(file.tranches[1]?.ketentesten ?? {}, { totEnMet: '2027-10-01' });
    });
    expect(found.split('\n').map((line) => line.split(':')[0]?.replace(/^\d+\. /, ''))).toEqual([
      'tranches.0.naam',
      'tranches.0.maximumOrganisaties',
      'tranches.0.tijdsloten.1.begin',
      'sluitingen.1.totEnMet',
      'tranches.0.tijdsloten.2.plaatsen',
      'tranches.0.tijdsloten.2.datum',
      'tranches.1.ketentesten.totEnMet',
      'tranches.1.van',
    ]);
  });

  it.each([[null], ['tekst'], [[]], [{ tranches: 'geen' }], [{ tranches: [null, 7, {}] }]])(
    'are told of %j, whatever it is',
    (input) => {
      expect(parsePlan(input)).toMatchObject({ ok: false });
    },
  );

  it('count a tranche as active from its first through its last day', () => {
    const touching = (first: string) =>
      problemsWith((tranche, file) => {
        file.maximumActieveTranches = 1;
        Object.assign(file.tranches[1] ?? {}, { van: first });
        Object.assign(tranche, { totEnMet: '2027-05-31' });
      });
    expect(touching('2027-05-31')).toContain('actieve tranches tegelijk');
    expect(touching('2027-06-01')).toBe('');
  });
});

describe('examples/planning.yaml', () => {
  const parsed = parsePlan(parse(readFileSync('examples/planning.yaml', 'utf8')));

  it('has no problems, and covers 2027 and early 2028', () => {
    expect(parsed.ok ? '' : formatProblems(parsed.problems)).toBe('');
    const days = parsed.ok ? scheduleOf(parsed.plan).slots.map(({ date }) => date) : [];
    expect([days[0], days.at(-1)]).toEqual(['2027-02-02', '2028-03-22']);
  });
});
