import { z } from 'zod';
import { problemsFromZod, type Problem } from '../../machines/domain/problem.ts';
import { group } from '../../machines/domain/written-fields.ts';

/** Digits only, as an address holds them. */
const within = (least: number, most: number) =>
  z
    .string()
    .refine((digits) => /^\d{1,9}$/.test(digits) && Number(digits) >= least && Number(digits) <= most, {
      error: `verwacht een geheel getal van ${least} tot en met ${most}`,
    })
    .transform(Number);
/** Less than an attempt may take in all (workflows/activity-options.ts). */
const milliseconds = within(1, 300_000);
const text = z.string().min(1);

/**
 * What may stand behind the address. Not all that nodemailer knows: a password never goes out in the clear or into
 * a log, a certificate is always looked at, and Temporal alone tries again.
 */
const optionsSchema = group({
  maxConnections: within(1, 100).optional(),
  maxMessages: within(1, 100_000).optional(),
  rateLimit: within(0, 100_000).optional(),
  rateDelta: milliseconds.optional(),
  connectionTimeout: milliseconds.optional(),
  greetingTimeout: milliseconds.optional(),
  socketTimeout: milliseconds.optional(),
  name: text.optional(),
  'tls.ca': text.optional(),
  'tls.servername': text.optional(),
});

/** By nodemailer's own names. */
export type SmtpOptions = Omit<z.output<typeof optionsSchema>, 'tls.ca' | 'tls.servername'> & {
  readonly tls?: { readonly ca?: string; readonly servername?: string };
};

export type ReadOptions =
  | { readonly kind: 'read'; readonly options: SmtpOptions }
  | { readonly kind: 'wrong'; readonly problems: readonly Problem[] };

export function readOptions(search: URLSearchParams): ReadOptions {
  const input = Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const values = search.getAll(name);
      return [name, values.length === 1 ? values[0] : values] as const;
    }),
  );
  const read = optionsSchema.safeParse(input);
  if (!read.success) return { kind: 'wrong', problems: problemsFromZod(read.error, input) };
  const { 'tls.ca': ca, 'tls.servername': servername, ...options } = read.data;
  const tls = { ...(ca === undefined ? {} : { ca }), ...(servername === undefined ? {} : { servername }) };
  return { kind: 'read', options: Object.keys(tls).length === 0 ? options : { ...options, tls } };
}
