import { describe, expect, it } from 'vitest';
import {
  candidateGroups,
  organisationOfAddress,
} from '../../../../machines/domain/correspondence/addressed-track.ts';
import { incoming } from './mails.ts';

const thread = '<aansluittraject.gemeente-almere.k3x8q1@logius.nl>';

describe('the track of a mail', () => {
  it('is that of its plus-address; then of what it answers', () => {
    expect(candidateGroups(incoming({ references: [thread] }))).toEqual([
      ['gemeente-utrecht'],
      ['gemeente-almere'],
    ]);
    expect(candidateGroups(incoming({ recipients: ['servicecentrum@logius.nl'] }))).toEqual([]);
  });

  it.each([
    ['the thread', thread],
    ['a mail of ours', '<gemeente-almere.k3x8q1.0123456789abcdef01234567@logius.nl>'],
  ])('is known by a reference to %s', (_what, reference) => {
    const mail = incoming({ recipients: [], references: ['<x@example.org>', reference] });
    expect(candidateGroups(mail)).toEqual([['gemeente-almere']]);
  });

  it('of a bounce is that of the mail that it returns', () => {
    const returned = {
      recipients: [],
      references: ['<gemeente-almere.k3x8q1.0123456789abcdef01234567@logius.nl>', thread],
    };
    expect(candidateGroups(incoming({ returned }))[0]).toEqual(['gemeente-almere']);
  });

  it('can be one of several', () => {
    const recipients = [
      'a+gemeente-utrecht@logius.nl',
      'A+GEMEENTE-ALMERE@logius.nl',
      'jan+werk@example.org',
    ];
    expect(candidateGroups(incoming({ recipients }))).toEqual([
      ['gemeente-utrecht', 'gemeente-almere', 'werk'],
    ]);
    const many = Array.from({ length: 100 }, (_, i) => `a+gemeente-${i}@logius.nl`);
    expect(candidateGroups(incoming({ recipients: many }))[0]).toHaveLength(10);
  });

  it.each([
    'servicecentrum+../../etc/passwd@logius.nl',
    'servicecentrum+..%2f@logius.nl',
    'servicecentrum+gemeente-utrecht/../planning@logius.nl',
    'servicecentrum+@logius.nl',
    'servicecentrum+gemeente_utrecht@logius.nl',
    'servicecentrum+gemeente-utrecht+x@logius.nl',
    'servicecentrum+gemeente-utrecht@a@logius.nl',
    'servicecentrum+gemeente utrecht@logius.nl',
    'servicecentrum+gemeente-utrecht\u202e@logius.nl',
    "servicecentrum+gemeente-utrecht' OR 1=1@logius.nl",
    `servicecentrum+${'a'.repeat(201)}@logius.nl`,
    '+gemeente-utrecht@logius.nl',
    'gemeente-utrecht@logius.nl',
    '',
  ])('is not read from %j', (address) => {
    expect(organisationOfAddress(address)).toBeNull();
  });
});
