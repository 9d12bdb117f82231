import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../machines/domain/contacts.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import { recipientsOf } from '../../../machines/domain/reachable.ts';
import type { Role } from '../../../machines/domain/vocabulary.ts';
import { away, contact } from './people.ts';

const noAddress = { email: null };
const onLeave = away('2027-02-01', '2027-02-05');
const substitute = { substitute: true };

function names(
  contacts: readonly Contact[],
  roles: Role | readonly Role[],
  {
    today = '2027-02-03',
    marked = [],
  }: { readonly today?: string; readonly marked?: readonly string[] } = {},
): readonly string[] {
  const isUndeliverable = (email: string) => marked.includes(email);
  return recipientsOf(contacts, typeof roles === 'string' ? [roles] : roles, {
    today: isoDate(today),
    isUndeliverable,
  }).map(({ name }) => name);
}

describe('who gets the mail of a role', () => {
  const contacts = [
    contact('projectLead', 'Ana'),
    contact('projectLead', 'Ben'),
    contact('projectLead', 'Cas', substitute),
  ];

  it('is all of them in their order, and no substitute while they are there', () => {
    expect(names(contacts, 'projectLead')).toEqual(['Ana', 'Ben']);
  });

  it('a substitute too, while one of them is away', () => {
    const [ana, ...others] = contacts;
    const without = [{ ...contact('projectLead', 'Ana'), ...ana, ...onLeave }, ...others];
    expect(names(without, 'projectLead')).toEqual(['Ben', 'Cas']);
    for (const today of ['2027-02-01', '2027-02-05']) {
      expect(names(without, 'projectLead', { today })).toEqual(['Ben', 'Cas']);
    }
    for (const today of ['2027-01-31', '2027-02-06']) {
      expect(names(without, 'projectLead', { today })).toEqual(['Ana', 'Ben']);
    }
  });

  it('a substitute too, when mail to one of them is refused', () => {
    expect(names(contacts, 'projectLead', { marked: ['ana@example.org'] })).toEqual(['Ben', 'Cas']);
  });

  it('the substitutes alone, when none of them has an address', () => {
    const alone = [
      contact('projectLead', 'Ana', noAddress),
      contact('projectLead', 'Cas', substitute),
      contact('signatory', 'Dia'),
    ];
    expect(names(alone, 'projectLead')).toEqual(['Cas']);
    expect(names(alone, 'projectLead', { marked: ['cas@example.org'] })).toEqual(['Dia']);
  });

  it('not a substitute who is away', () => {
    const both = [
      contact('projectLead', 'Ana', onLeave),
      contact('projectLead', 'Cas', { ...substitute, ...onLeave }),
    ];
    expect(names([...both, contact('signatory', 'Dia')], 'projectLead')).toEqual(['Dia']);
  });
});

describe('when nobody of the role can be reached', () => {
  const all = [
    contact('supplier', 'S'),
    contact('intermediary', 'I'),
    contact('signatory', 'T'),
    contact('projectLead', 'P'),
  ];

  it('the project lead is addressed, then the signatory, the intermediary and the supplier', () => {
    expect(names(all.slice(0, 3), 'projectLead')).toEqual(['T']);
    expect(names(all.slice(0, 2), 'projectLead')).toEqual(['I']);
    expect(names(all.slice(0, 1), 'projectLead')).toEqual(['S']);
    expect(names(all, 'signatory', { marked: ['t@example.org'] })).toEqual(['P']);
  });

  it('who reads along is not replaced', () => {
    expect(names(all.slice(2), ['projectLead', 'supplier'])).toEqual(['P']);
    expect(names(all, ['projectLead', 'supplier', 'signatory'])).toEqual(['P', 'S', 'T']);
  });

  it('who is away is mailed when nobody else is left', () => {
    expect(names([contact('signatory', 'Dia', onLeave)], 'projectLead')).toEqual(['Dia']);
  });

  it('nobody', () => {
    expect(names([contact('projectLead', 'Ana', noAddress)], 'signatory')).toEqual([]);
    expect(names(all, 'signatory', { marked: all.map(({ email }) => email ?? '') })).toEqual([]);
  });
});

describe('an address', () => {
  it('is mailed once, also when it is written in another way', () => {
    const twice = [
      contact('projectLead', 'Ana'),
      contact('signatory', 'Truus', { email: 'ANA@example.org' }),
    ];
    expect(names(twice, ['projectLead', 'signatory'])).toEqual(['Ana']);
  });
});
