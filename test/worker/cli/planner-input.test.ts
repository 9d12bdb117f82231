import { describe, expect, it } from 'vitest';
import { run } from '../../../worker/cli/main.ts';
import { functionNamed } from '../../../worker/cli/function-option.ts';
import { chosenMoves } from '../../../worker/cli/move-numbers.ts';
import { parsePeriod } from '../../../worker/cli/period.ts';
import { UserError } from '../../../worker/user-error.ts';

function wrongUse(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError && error.exitCode === 2) return error.message;
    throw error;
  }
  throw new Error('Nothing was thrown');
}

describe('a period', () => {
  it.each([
    ['2027-03-08..2027-03-19', '2027-03-08', '2027-03-19'],
    ['2027-03-08..2027-03-08', '2027-03-08', '2027-03-08'],
    ['2027-03-08 .. 2027-03-19', '2027-03-08', '2027-03-19'],
  ])('%s', (text, from, until) => {
    expect(parsePeriod(text)).toEqual({ from, until });
  });

  it.each([
    ['', /verwacht een periode zoals .*, gevonden: niets/],
    ['2027-03-08', /verwacht een periode zoals 2027-03-08\.\.2027-03-19 .*gevonden: '2027-03-08'/],
    ['2027-03-08..', /met een einde dat bestaat, gevonden: niets/],
    ['..2027-03-08', /met een begin dat bestaat, gevonden: niets/],
    ['2027-02-30..2027-03-08', /met een begin dat bestaat, gevonden: '2027-02-30'/],
    ['8-3-2027..19-3-2027', /met een begin dat bestaat, gevonden: '8-3-2027'/],
    ['2027-03-08..2027-03-01', /verwacht een einde op of na 2027-03-08, gevonden: '2027-03-01'/],
    ['2027-03-08..2027-03-09..2027-03-10', /verwacht een periode zoals/],
  ])('not %j', (text, expected) => {
    expect(wrongUse(() => parsePeriod(text))).toMatch(expected);
  });
});

describe('the moves of a proposal', () => {
  it('are all of them, unless some are named', () => {
    expect(chosenMoves(undefined)).toEqual({});
    expect(chosenMoves('1, 3,12')).toEqual({ verplaatsingen: [1, 3, 12] });
  });

  it.each(['', '0', '1,', '1-2', 'V3.1', '1.5', '-1'])('not %j', (text) => {
    expect(wrongUse(() => chosenMoves(text))).toMatch(
      /--verplaatsing: verwacht nummers zoals 1,2, gevonden:/,
    );
  });
});

describe('a function', () => {
  it.each(['lopendeZaken', 'lopende-zaken', 'Lopende Zaken', 'LOPENDEZAKEN'])('%s', (text) => {
    expect(functionNamed(text)).toBe('lopendeZaken');
  });

  it('names the functions that there are', () => {
    expect(wrongUse(() => functionNamed('fax'))).toBe(
      "--functie: verwacht berichtenbox of lopendeZaken, gevonden: 'fax'.",
    );
  });
});

describe('what is supposed', () => {
  const complaint = async (...args: readonly string[]) => {
    const said: string[] = [];
    const terminal = { out: () => {}, complain: (text: string) => void said.push(text), env: {} };
    expect(await run(['planning', 'watals', ...args], terminal)).toBe(2);
    return said.join();
  };

  it.each([
    [[], /verwacht één van --uitval, --tranche en --erbij, gevonden: niets/],
    [['--erbij', '2', '--tranche', '2027-T1'], /gevonden: --tranche en --erbij/],
    [['--erbij', '2', '--weken', '3'], /--weken hoort bij --tranche/],
    [['--erbij', '0'], /--erbij: verwacht een getal van 1 tot en met 500, gevonden: 0/],
    [['--erbij', 'veel'], /--erbij: verwacht een getal .*, gevonden: veel/],
    [['--tranche', '2027-T1'], /--weken: verwacht een getal van 1 tot en met 52, gevonden: niets/],
    [['--tranche', '2027-T1', '--weken', '1.5'], /--weken: verwacht een getal .*, gevonden: 1\.5/],
    [['--uitval', '2027-03-19..2027-03-08'], /verwacht een einde op of na 2027-03-19/],
  ])('not %j', async (args, expected) => {
    expect(await complaint(...args)).toMatch(expected);
  });
});
