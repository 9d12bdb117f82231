import { z } from 'zod';
import { expectation } from './expectation.ts';

/**
 * Organisatie-identificatienummer: 20 digits, of which the first 8 say what the number was made from.
 * - `00000001`: RSIN (9 digits that pass the eleven test), then `000`. The common form for government.
 * - `00000003`: KvK number (8 digits), then `0000`.
 * - Others, such as `00000004` (SubOIN) and `00000099` (test): 20 digits is all that is asked of them.
 * Source: Logius, OIN-stelsel, "Samenstelling OIN". A number from a register of schools (`00000007`, BRIN) may
 * hold letters there; schools do not connect, so it is refused here (assumption).
 */
export const oinSchema = z.string({ error: (issue) => expectation(form, issue.input) }).check((context) => {
  const expected = mismatch(context.value);
  if (expected !== undefined) {
    context.issues.push({
      code: 'custom',
      input: context.value,
      message: expectation(expected, context.value),
    });
  }
});

const form = 'een OIN van 20 cijfers';

/** What was expected (Dutch), when the text is no OIN. */
function mismatch(text: string): string | undefined {
  if (!/^\d{20}$/.test(text)) return form;
  const number = text.slice(8);
  switch (text.slice(0, 8)) {
    case '00000001':
      if (!number.endsWith('000'))
        return 'een OIN op basis van een RSIN: 00000001, het RSIN van 9 cijfers en dan 000';
      if (!passesElevenTest(number.slice(0, 9))) {
        return 'een OIN met een geldig RSIN op plaats 9 tot en met 17 (het voldoet aan de elfproef)';
      }
      return undefined;
    case '00000003':
      if (!number.endsWith('0000')) {
        return 'een OIN op basis van een KvK-nummer: 00000003, het KvK-nummer van 8 cijfers en dan 0000';
      }
      return undefined;
    default:
      return undefined;
  }
}

/** The eleven test for nine digits; nine zeros are no number. */
function passesElevenTest(rsin: string): boolean {
  const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(rsin.charAt(i)), 0);
  return sum % 11 === 0 && rsin !== '000000000';
}
