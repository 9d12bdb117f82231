import { z } from 'zod';
import { localTimeSchema } from './amsterdam.ts';
import { expectation } from './expectation.ts';

/**
 * The desk's policy: terms, ladder, people. Every default is an assumption about Logius's practice unless
 * marked [seed] or [law]; a desk that does it otherwise writes its own value under `beleid` in the planning
 * file. The keys are Dutch, since planners write them. Terms are in the desk's working days.
 */
const days = z.number().int().min(0).max(250);
const weight = z.number().int().min(1).max(100);

const termsSchema = z.strictObject({
  /** Step declaration: after receipt. */
  intentieverklaring: days.default(5),
  /** Step tranche assignment: first contact, after a complete declaration; and the consumer's answer after it. */
  inroostering: days.default(5),
  /** Waiting list: the desk acts at least so many days ahead of the last useful slot. */
  wachtlijst: days.default(20),
  /** Optional impact analysis: one reminder, before the requested test start. */
  impactanalyse: days.default(10),
  /** Application documents: so many days before preproduction must begin. */
  documentenVoorPreproductie: days.default(5),
  /** Check of a received document, after receipt. */
  documentcontrole: days.default(5),
  /** Access data, after the request for access. */
  toegangsgegevens: days.default(5),
  /** Preproduction complete, before the slot. */
  preproductieVoorTijdslot: days.default(5),
  /** Test report, after the test. */
  testrapport: days.default(5),
  /** The desk reads an answer of the consumer, after it came in; meanwhile the consumer is not reminded. */
  antwoord: days.default(2),
  /** No due date of a consumer lies within so many days of the opening of its step. */
  minimaal: days.default(5),
  /** A track closes after its last function has ended. */
  sluiten: days.default(10),
});

const nominalSchema = z.strictObject({
  preproductie: z
    .strictObject({ berichtenbox: days.default(21), lopendeZaken: days.default(43) })
    .prefault({}),
  /** From chain test to go-live. */
  ingebruikname: days.default(10),
});

const ladderSchema = z
  .strictObject({
    herinnering1: days.default(10),
    herinnering2: days.default(3),
    teLaat: days.default(1),
    escalatie1: days.default(5),
    escalatie2: days.default(10),
    verzendenVanaf: localTimeSchema.prefault('09:00'),
    /** Mails of one morning are spread over so many minutes. */
    spreidingMinuten: z.number().int().min(1).max(240).default(60),
  })
  .superRefine((ladder, context) => {
    // Rungs climb: each has a day of its own, after the one before it.
    const rungDays = [
      -ladder.herinnering1,
      -ladder.herinnering2,
      0,
      ladder.teLaat,
      ladder.escalatie1,
      ladder.escalatie2,
    ];
    const sorted = [...new Set(rungDays)].toSorted((a, b) => a - b);
    if (sorted.length < rungDays.length || sorted.some((day, i) => day !== rungDays[i])) {
      context.addIssue({
        code: 'custom',
        message: expectation(
          'herinnering1 meer dan herinnering2, die meer dan 0; en teLaat meer dan 0, minder dan escalatie1, die minder dan escalatie2',
          rungDays.map(Math.abs).join(', '),
        ),
      });
    }
    // All mail of a morning leaves on that day: the next one need not be a working day.
    const [hours = 0, minutes = 0] = ladder.verzendenVanaf.split(':').map(Number);
    if (hours * 60 + minutes + ladder.spreidingMinuten > 24 * 60) {
      context.addIssue({
        code: 'custom',
        path: ['verzendenVanaf'],
        message: expectation('een tijd waarna de mail nog dezelfde dag weg is', ladder.verzendenVanaf),
      });
    }
  });

const planningSchema = z.strictObject({
  /** Freeze: nothing is proposed to move from so many days before its test, inclusive. A function's own delay is free of it. */
  bevriezing: days.default(15),
  /** No move is proposed for less than so many calendar days of uitloop. */
  minimaleWinst: days.default(5),
  /** The consumer's akkoord to a proposed move; its place is kept so long. */
  bedenktijd: days.default(10),
  /** After so many seconds an optimisation ends with the best that it has found. */
  rekenSeconden: z.number().int().min(1).max(600).default(60),
  /** How heavily a day of uitloop counts when the planning is optimised. */
  gewicht: z.strictObject({ berichtenbox: weight.default(1), lopendeZaken: weight.default(1) }).prefault({}),
});

const mailboxSchema = z.strictObject({ naam: z.string().min(1), email: z.email() });

export const policySchema = z.strictObject({
  termijnen: termsSchema.prefault({}),
  nominaal: nominalSchema.prefault({}),
  ladder: ladderSchema.prefault({}),
  planning: planningSchema.prefault({}),
  /** Advice in the preparatory phase: one half-day per consumer [seed]. */
  adviesMinuten: z.number().int().positive().max(240).default(240),
  /** How many alternatives the desk gets for a new slot. */
  alternatieven: z.number().int().min(1).max(20).default(3),
  servicecentrum: mailboxSchema
    .extend({ telefoon: z.string().min(1) })
    .default({ naam: 'Servicecentrum Logius', email: 'servicecentrum@logius.nl', telefoon: '0900 555 4555' }),
  /** Escalation 1 goes to the connection team's coordinator. */
  coordinator: mailboxSchema.default({ naam: 'Coördinator aansluitteam', email: 'aansluitteam@example.org' }),
});
export type Policy = z.infer<typeof policySchema>;

export const defaultPolicy: Policy = policySchema.parse({});
