import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  addressesFor,
  changeContacts,
  contactChangeSchema,
  contactFileSchema,
  contactFromFile,
  contactSchema,
  type Contact,
} from '../../../machines/domain/contacts.ts';
import type { Role } from '../../../machines/domain/vocabulary.ts';

function contact(role: Role, name: string, more: Partial<Contact> = {}): Contact {
  return { role, name, email: `${name}@example.org`, phone: null, substitute: false, ...more };
}
const noAddress = { email: null };
const names = (contacts: readonly Contact[], role: Role) =>
  addressesFor(contacts, role).map(({ name }) => name);

describe('a contact as people write it', () => {
  it('becomes a contact', () => {
    const written = { rol: 'ict-leverancier', naam: ' Ana ', email: 'ana@example.org', vervanger: 'ja' };
    const read = contactFromFile(contactFileSchema.parse(written));
    expect(read).toEqual({
      role: 'supplier',
      name: 'Ana',
      email: 'ana@example.org',
      phone: null,
      substitute: true,
    });
    expect(contactSchema.parse(read)).toEqual(read);
  });

  it('needs no address or phone: the desk finds them', () => {
    expect(
      contactFromFile(contactFileSchema.parse({ rol: 'projectleider', naam: 'Ben', email: '' })),
    ).toEqual(contact('projectLead', 'Ben', noAddress));
  });

  it.each([
    { rol: 'baas', naam: 'Ben' },
    { rol: 'projectleider' },
    { rol: 'projectleider', naam: 'Ben', email: 'ben@example.org\nBcc: x@example.org' },
    { rol: 'projectleider', naam: 'Ben', mobiel: '06' },
  ])('refuses %j', (written) => {
    expect(contactFileSchema.safeParse(written).success).toBe(false);
  });

  it('shows choices, defaults and what is required, for a form', () => {
    const { properties, required } = z.toJSONSchema(contactChangeSchema, { io: 'input' });
    expect(properties?.['rol']).toMatchObject({
      enum: ['tekenbevoegde', 'projectleider', 'ict-leverancier', 'intermediair'],
    });
    expect(properties?.['verwijderen']).toMatchObject({ type: 'boolean', default: false });
    expect(required).toEqual(['rol', 'naam']);
  });
});

describe('changeContacts', () => {
  const ben = contact('projectLead', 'Ben');
  const change = (written: object) => contactChangeSchema.parse({ rol: 'projectleider', ...written });

  it('adds somebody new, next to the others', () => {
    expect(
      names(changeContacts([ben], change({ naam: 'Ana', email: 'a@example.org' })), 'projectLead'),
    ).toEqual(['Ben', 'Ana']);
  });

  it('replaces the one with the same role and name', () => {
    const changed = changeContacts(
      [contact('signatory', 'Ben'), ben],
      change({ naam: 'Ben', telefoon: '030 1' }),
    );
    expect(changed).toEqual([
      contact('signatory', 'Ben'),
      contact('projectLead', 'Ben', { ...noAddress, phone: '030 1' }),
    ]);
  });

  it('removes; who is not there changes nothing', () => {
    expect(changeContacts([ben], change({ naam: 'Ben', verwijderen: true }))).toEqual([]);
    expect(changeContacts([ben], change({ naam: 'Ana', verwijderen: true }))).toEqual([ben]);
  });
});

describe('addressesFor', () => {
  it('gives all of a role, and no substitutes while one of them has an address', () => {
    const contacts = [
      contact('projectLead', 'Ana'),
      contact('projectLead', 'Ben'),
      contact('projectLead', 'Cas', { substitute: true }),
    ];
    expect(names(contacts, 'projectLead')).toEqual(['Ana', 'Ben']);
  });

  it('turns to substitutes when nobody of the role itself has an address', () => {
    const contacts = [
      contact('projectLead', 'Ana', noAddress),
      contact('projectLead', 'Cas', { substitute: true }),
      contact('signatory', 'Dia'),
    ];
    expect(names(contacts, 'projectLead')).toEqual(['Cas']);
  });

  it('falls back to the project lead, then the signatory, the intermediary and the supplier', () => {
    const all = [
      contact('supplier', 'S'),
      contact('intermediary', 'I'),
      contact('signatory', 'T'),
      contact('projectLead', 'P'),
    ];
    expect(names(all.slice(0, 3), 'projectLead')).toEqual(['T']);
    expect(names(all.slice(0, 2), 'projectLead')).toEqual(['I']);
    expect(names(all.slice(0, 1), 'projectLead')).toEqual(['S']);
    expect(names(all.slice(1), 'supplier')).toEqual(['P']);
  });

  it('is empty when nobody has an address', () => {
    expect(addressesFor([contact('projectLead', 'Ana', noAddress)], 'signatory')).toEqual([]);
  });
});
