import { expect, it } from 'vitest';
import type { Told } from '../../chaos/desk.ts';
import { auditLeft } from './left.ts';

const told = (organisation: string): Told => ({
  by: 'x',
  organisation,
  action: 'Intentieverklaring goedkeuren',
  outcome: 'done',
  answer: '{}',
});

it('finds nothing when each track stands once before its chain test', () => {
  const listed = [{ workflowId: 'aansluittraject-a', step: 'Ketentest' }];
  expect(auditLeft([told(''), told('a'), told('a')], listed)).toEqual([]);
});

it.each([
  ['that is not in the lists', [], 'nothing'],
  ['that stands elsewhere', [{ workflowId: 'aansluittraject-a', step: 'Aanvraag' }], 'Aanvraag'],
  ['without a step', [{ workflowId: 'aansluittraject-a', step: undefined }], 'no step'],
  [
    'that is there twice',
    [
      { workflowId: 'aansluittraject-a', step: 'Ketentest' },
      { workflowId: 'aansluittraject-a', step: 'Ketentest' },
    ],
    'Ketentest, Ketentest',
  ],
])('finds a track %s', (_what, listed, text) => {
  expect(auditLeft([told('a')], listed)).toEqual([
    { fault: 'lost', about: 'a', text: `in the lists: ${text}` },
  ]);
});
