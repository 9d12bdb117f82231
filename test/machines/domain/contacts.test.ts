import { describe, expect, it } from 'vitest';
import { contactFileSchema, contactFromFile, contactSchema } from '../../../machines/domain/contacts.ts';
import { contact } from './people.ts';

describe('a contact as people write it', () => {
  it('becomes a contact', () => {
    const written = { rol: 'ict-leverancier', naam: ' Ana ', email: 'ana@example.org', vervanger: 'ja' };
    const read = contactFromFile(contactFileSchema.parse(written));
    expect(read).toEqual(contact('supplier', 'Ana', { substitute: true }));
    expect(contactSchema.parse(read)).toEqual(read);
  });

  it('needs no address or phone: the desk finds them', () => {
    expect(
      contactFromFile(contactFileSchema.parse({ rol: 'projectleider', naam: 'Ben', email: '' })),
    ).toEqual(contact('projectLead', 'Ben', { email: null }));
  });

  it.each([
    { rol: 'baas', naam: 'Ben' },
    { rol: 'projectleider' },
    { rol: 'projectleider', naam: 'Ben', email: 'ben@example.org\nBcc: x@example.org' },
    { rol: 'projectleider', naam: 'Ben', mobiel: '06' },
  ])('refuses %j', (written) => {
    expect(contactFileSchema.safeParse(written).success).toBe(false);
  });
});
