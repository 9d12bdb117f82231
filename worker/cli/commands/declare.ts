import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { deskId, deskMessages } from '../../../machines/protocol.ts';
import { UserError } from '../../user-error.ts';
import type { Command } from '../command.ts';
import { connectionOptions, connectToSystem } from '../connection-options.ts';
import { readDocument } from '../read-document.ts';
import { signature, signedBy } from '../signature.ts';
import { update } from '../updates.ts';

/** The desk's answer to a declaration. */
const registeredSchema = z.object({
  /** The organisation's id. */
  id: z.string(),
  /** Dutch: what was registered, and what happens next. */
  antwoord: z.string(),
});
export type Registered = z.infer<typeof registeredSchema>;

/** Registers one declaration. @throws UserError with all that is wrong with it. */
export async function declareFile(client: Client, path: string, by: string): Promise<Registered> {
  const declaration = await readDocument(path);
  const isGroup = typeof declaration === 'object' && declaration !== null && !Array.isArray(declaration);
  const input = isGroup ? { door: by, ...declaration } : declaration;
  return registeredSchema.parse(await update(client, deskId, deskMessages.register, input));
}

export const declare: Command = {
  name: 'aanmelden',
  usage: '<bestand…>',
  summary:
    'Registreert intentieverklaringen. Een bestand dat niet klopt, wordt geweigerd; de andere gaan door.',
  example: 'npx traject aanmelden examples/verklaringen/*.yaml',
  options: {
    ...connectionOptions,
    ...signature,
  },
  positionals: [1, 1000],
  run: async (invocation) => {
    const by = signedBy(invocation);
    const client = await connectToSystem(invocation);
    const outcomes: boolean[] = [];
    try {
      for (const path of invocation.positionals) {
        outcomes.push(
          await declareFile(client, path, by).then(
            ({ antwoord }) => {
              invocation.out(`${path}: ${antwoord}`);
              return true;
            },
            (error: unknown) => {
              invocation.complain(`${path}: ${refusalOf(error)}`);
              return false;
            },
          ),
        );
      }
    } finally {
      await client.connection.close();
    }
    return outcomes.every(Boolean) ? 0 : 1;
  },
};

/** What is wrong with one file, when that is all that is wrong: the other files can go on. */
export function refusalOf(error: unknown): string {
  if (!(error instanceof UserError)) throw error;
  const problems = error.message.split('\n');
  return problems.length === 1 ? `geweigerd. ${error.message}` : ['geweigerd.', ...problems].join('\n  ');
}
