import { expect, it } from 'vitest';
import { auditLists } from './lists.ts';

it('finds a list that is longer or shorter than it is elsewhere', () => {
  expect(auditLists('cluster', { open: 80, late: 3 }, { open: 80, late: 3 })).toEqual([]);
  expect(auditLists('cluster', { open: 81, late: 3 }, { open: 80, late: 3 })).toEqual([
    { fault: 'lost', about: 'cluster, open', text: '81 listed, not 80' },
  ]);
  expect(auditLists('cluster', { open: 80, late: 0 }, { open: 80, late: 3 })).toEqual([
    { fault: 'lost', about: 'cluster, late', text: '0 listed, not 3' },
  ]);
});
