import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  changeContacts,
  contactChange,
  contactChangeSchema,
} from '../../../machines/domain/contact-changes.ts';
import type { Contact } from '../../../machines/domain/contacts.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import { away, contact } from './people.ts';

const today = isoDate('2027-02-01');
const ben = contact('projectLead', 'Ben', {
  phone: '030 1',
  substitute: true,
  ...away('2027-01-30', '2027-02-05'),
});
const ana = contact('signatory', 'Ana');
const contacts = [ana, ben];

/** The contacts after a change as people write it, or why it is refused. */
function after(written: object, before: readonly Contact[] = contacts): readonly Contact[] | string {
  const change = contactChange(before, contactChangeSchema.parse(written), today);
  return 'refused' in change ? change.refused : changeContacts(before, change);
}

describe('a change of a contact', () => {
  it('of one field keeps the others, and the place in the order', () => {
    expect(after({ rol: 'projectleider', naam: 'ben', email: 'ben@utrecht.example' })).toEqual([
      ana,
      { ...ben, email: 'ben@utrecht.example' },
    ]);
    expect(after({ rol: 'tekenbevoegde', naam: 'Ana', telefoon: '030 2' })).toEqual([
      { ...ana, phone: '030 2' },
      ben,
    ]);
    expect(after({ rol: 'projectleider', naam: 'Ben', vervanger: 'nee' })).toEqual([
      ana,
      { ...ben, substitute: false },
    ]);
  });

  it('clears a field that is given and empty', () => {
    expect(
      after({ rol: 'projectleider', naam: 'Ben', telefoon: '', email: null, afwezigTotEnMet: '' }),
    ).toEqual([ana, { ...ben, phone: null, email: null, away: null }]);
  });

  it('means the one with that role and name, or with that address', () => {
    expect(after({ email: 'BEN@example.org', telefoon: '030 3' })).toEqual([
      ana,
      { ...ben, email: 'BEN@example.org', phone: '030 3' },
    ]);
    expect(after({ naam: 'Ana', telefoon: '030 4' })).toEqual([{ ...ana, phone: '030 4' }, ben]);
  });

  it('adds who is not known yet; as the first when asked', () => {
    const cas = contact('projectLead', 'Cas');
    expect(after({ rol: 'projectleider', naam: 'Cas', email: 'cas@example.org' })).toEqual([ana, ben, cas]);
    expect(after({ rol: 'projectleider', naam: 'Cas', email: 'cas@example.org', eerste: 'ja' })).toEqual([
      cas,
      ana,
      ben,
    ]);
  });

  it('makes who is known the first', () => {
    expect(after({ rol: 'projectleider', naam: 'Ben', eerste: true })).toEqual([ben, ana]);
  });

  it('removes', () => {
    expect(after({ email: 'ana@example.org', verwijderen: true })).toEqual([ben]);
  });

  it('is refused when it is not known who is meant, and tells who is', () => {
    const known = 'Bekend: Ana (tekenbevoegde, ana@example.org); Ben (projectleider, ben@example.org).';
    expect(after({ rol: 'projectleider', naam: 'Cas', verwijderen: true })).toBe(
      `Er is geen contactpersoon met naam 'Cas' als projectleider. ${known}`,
    );
    expect(after({ email: 'cas@example.org', telefoon: '030' })).toBe(
      `Er is geen contactpersoon met e-mailadres cas@example.org. Voor een nieuwe contactpersoon zijn rol en naam nodig. ${known}`,
    );
    expect(after({ naam: 'Cas', email: 'cas@example.org' })).toContain('zijn rol en naam nodig');
    expect(after({ rol: 'projectleider' })).toBe(
      'Verwacht rol en naam, of een e-mailadres, om te weten wie u bedoelt.',
    );
    expect(after({ naam: 'Cas', verwijderen: true }, [])).toContain('Er is nog niemand bekend.');
  });

  it('is refused when it fits more than one', () => {
    const both = [...contacts, contact('projectLead', 'Ana', { email: 'ana2@example.org' })];
    expect(after({ naam: 'Ana', telefoon: '1' }, both)).toContain('meer dan één contactpersoon');
    const twins = [ben, contact('projectLead', 'Ben', { email: 'ben2@example.org' })];
    expect(after({ rol: 'projectleider', naam: 'Ben', telefoon: '1' }, twins)).toContain('meer dan één');
    expect(
      after({ rol: 'projectleider', naam: 'Ben', email: 'ben2@example.org', verwijderen: true }, twins),
    ).toEqual([ben]);
  });

  it('does not take a new name for an address of that role for a new person, nor for a new name', () => {
    expect(after({ rol: 'projectleider', naam: 'Cas', email: 'ben@example.org' })).toBe(
      'Het e-mailadres hoort al bij Ben (projectleider). Verwijder die eerst, of geef Cas een ander adres.',
    );
    expect(after({ rol: 'ict-leverancier', naam: 'Ben', email: 'ben@example.org' })).toHaveLength(3);
  });

  it('shows its fields for a form', () => {
    const { properties, required } = z.toJSONSchema(contactChangeSchema, { io: 'input' });
    expect(properties?.['rol']).toMatchObject({
      enum: ['tekenbevoegde', 'projectleider', 'ict-leverancier', 'intermediair'],
    });
    expect(properties?.['verwijderen']).toMatchObject({ type: 'boolean', default: false });
    expect(required ?? []).toEqual([]);
  });
});

describe('an absence', () => {
  const given = (fields: object) => {
    const changed = after({ rol: 'tekenbevoegde', naam: 'Ana', ...fields });
    return typeof changed === 'string' ? changed : changed[0]?.away;
  };

  it('is from a day to a day; from today when not told', () => {
    expect(given({ afwezigVan: '2027-03-01', afwezigTotEnMet: '2027-03-05' })).toEqual(
      away('2027-03-01', '2027-03-05').away,
    );
    expect(given({ afwezigTotEnMet: '2027-03-05' })).toEqual(away('2027-02-01', '2027-03-05').away);
  });

  it('can be made longer', () => {
    const changed = after({ rol: 'projectleider', naam: 'Ben', afwezigTotEnMet: '2027-02-12' });
    expect(changed).toMatchObject([{}, away('2027-01-30', '2027-02-12')]);
  });

  it('that is over says nothing of the next one', () => {
    const earlier = [contact('signatory', 'Ana', away('2027-01-04', '2027-01-08'))];
    const changed = after({ rol: 'tekenbevoegde', naam: 'Ana', afwezigTotEnMet: '2027-02-12' }, earlier);
    expect(changed).toMatchObject([away('2027-02-01', '2027-02-12')]);
    expect(after({ rol: 'tekenbevoegde', naam: 'Ana', telefoon: '1' }, earlier)).toMatchObject(
      earlier.map(({ away: was }) => ({ away: was })),
    );
  });

  it('needs its last day, not before its first', () => {
    expect(given({ afwezigVan: '2027-03-01' })).toBe('Noem ook afwezigTotEnMet: de laatste dag.');
    expect(given({ afwezigVan: '2027-03-05', afwezigTotEnMet: '2027-03-01' })).toBe(
      'afwezigTotEnMet: verwacht een datum vanaf vrijdag 5 maart 2027, gevonden: 2027-03-01.',
    );
  });
});
