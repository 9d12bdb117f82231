import type { Contact } from '../../../machines/domain/contacts.ts';
import { isoDate } from '../../../machines/domain/dates.ts';
import type { Role } from '../../../machines/domain/vocabulary.ts';

/** A contact to test with: her address is her name. */
export function contact(role: Role, name: string, more: Partial<Contact> = {}): Contact {
  const email = `${name.toLowerCase()}@example.org`;
  return { role, name, email, phone: null, substitute: false, away: null, ...more };
}

export const away = (from: string, until: string) => ({
  away: { from: isoDate(from), until: isoDate(until) },
});
