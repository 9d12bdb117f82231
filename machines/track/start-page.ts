import type { Contact } from '../domain/contacts.ts';
import type { Declaration } from '../domain/declaration.ts';
import { formatDate } from '../domain/dutch-dates.ts';
import { escape } from '../domain/markdown.ts';
import type { Organisation } from '../domain/organisation.ts';
import { connectionFunctions } from '../domain/vocabulary.ts';
import { functionWords, roleWords } from '../domain/words.ts';

/** What the Temporal UI shows of a track as it began, beside the overview of how it is now (Dutch). */
export interface StartPage {
  /** One line; no personal data. The UI renders Markdown and HTML here too. */
  readonly summary: string;
  /** Markdown. */
  readonly details: string;
}

export function startPage(
  { name, kind }: Organisation,
  declaration: Declaration,
  earlierContacts: readonly Contact[],
): StartPage {
  const declared = connectionFunctions.flatMap((fn) => {
    const dates = declaration.functions[fn];
    return dates === undefined ? [] : [{ name: functionWords[fn], ...dates }];
  });
  const contacts = [...declaration.contacts, ...earlierContacts];
  return {
    summary: `Aansluittraject van ${escape(name)} (${kind}): ${declared.map((fn) => fn.name).join(' en ')}`,
    details: [
      `Het aansluittraject van **${escape(name)}**, zoals het begon. Hoe het nu staat, staat bij Current Details.`,
      '### Aangevraagd',
      declared
        .map((fn) => `- ${fn.name}: teststart ${day(fn.testStart)}, ingebruikname ${day(fn.goLive)}`)
        .join('\n'),
      '### Contactpersonen',
      contacts.length === 0 ? 'Geen genoemd.' : contacts.slice(0, mostContacts).map(contactItem).join('\n'),
    ].join('\n\n'),
  };
}

/** Temporal keeps at most 20,000 bytes. */
const mostContacts = 15;

function contactItem({ role, name, email, phone, substitute }: Contact): string {
  const who = [name, phone, email].filter((part) => part !== null).join(', ');
  return `- ${roleWords[role]}${substitute ? ' (vervanger)' : ''}: ${escape(who)}`;
}

function day(date: Parameters<typeof formatDate>[0] | null): string {
  return date === null ? 'niet opgegeven' : formatDate(date);
}
