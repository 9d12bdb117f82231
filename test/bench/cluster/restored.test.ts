import { expect, it } from 'vitest';
import type { Told } from '../../chaos/desk.ts';
import type { Asked } from './asked-updates.ts';
import { knownAt, mailsAround } from './restored.ts';

const told = (by: string, outcome: 'done' | 'refused', organisation = 'a'): Told => {
  const one = { by, organisation, action: 'aanmelden' };
  return outcome === 'done' ? { ...one, outcome, answer: '{}' } : { ...one, outcome };
};
const asked = (by: string, from: number, until: number | null): [string, Asked] => [by, { from, until }];

it('holds who was answered before the moment to it, and nobody to what was asked later', () => {
  const answers = [
    asked('before', 10, 99),
    asked('during', 90, 101),
    asked('after', 100, 101),
    asked('refused', 110, null),
  ];
  const { known, lost } = knownAt(
    100,
    [told('before', 'done'), told('during', 'done'), told('after', 'done'), told('refused', 'refused')],
    new Map(answers),
  );
  expect(known.map(({ by, outcome }) => [by, outcome])).toEqual([
    ['before', 'done'],
    ['during', 'unknown'],
    ['after', 'refused'],
    ['refused', 'refused'],
  ]);
  expect(lost).toBe(2);
});

it('counts a declaration of later as lost, and asks nothing of it', () => {
  const declared = told('later', 'done', '');
  expect(knownAt(100, [declared], new Map([asked('later', 100, 101)]))).toEqual({ known: [], lost: 1 });
});

it('tells mails that came again from those that nobody knows any more', () => {
  const mail = (messageId: string, at: number) => ({ messageId, at });
  const [old, during, gone, again] = [
    mail('<old>', 99),
    mail('<twice>', 100),
    mail('<gone>', 199),
    mail('<twice>', 200),
  ] as const;
  expect(mailsAround([old, during, gone, again], 100, 200)).toEqual({
    mails: [old, again],
    repeated: 1,
    gone: 1,
  });
});
