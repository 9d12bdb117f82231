/**
 * The closed lists of the domain: codes in English, in the order in which people meet them.
 * The Dutch word that a user reads for each code stands in `words.ts`.
 */

/** What an organisation connects to [seed]. */
export const connectionFunctions = ['berichtenbox', 'lopendeZaken'] as const;
export type ConnectionFunction = (typeof connectionFunctions)[number];

/** The steps of one function, in order. */
export const steps = [
  'declaration',
  'trancheAssignment',
  'impactAnalysis',
  'application',
  'preproduction',
  'chainTest',
  'goLive',
] as const;
export type Step = (typeof steps)[number];

/** How a function can end. `supplierReady`: a supplier connection has no go-live. `succeeded`: absorbed by a successor (herindeling). */
export const endings = ['live', 'withdrawn', 'supplierReady', 'succeeded'] as const;
export type Ending = (typeof endings)[number];

export type Stage = Step | Ending;

export function isStep(stage: Stage): stage is Step {
  return (steps as readonly string[]).includes(stage); // widening a literal tuple, to ask whether it holds a string
}

/** Whose turn it is. */
export const parties = ['consumer', 'desk'] as const;
export type Party = (typeof parties)[number];

/** Who caused a delay or a failed test. Lateness through Logius is counted apart. */
export const causes = ['consumer', 'supplier', 'logius'] as const;
export type Cause = (typeof causes)[number];

/** Outcomes of a chain test. Only the first two are a pass. */
export const outcomes = ['passed', 'passedWithFindings', 'failed', 'aborted', 'noShow', 'cancelled'] as const;
export type Outcome = (typeof outcomes)[number];

export function isPass(outcome: Outcome): boolean {
  return outcome === 'passed' || outcome === 'passedWithFindings';
}

/** Contact roles at the consumer; which mail goes to which role: `track/mail.ts`. */
export const roles = ['signatory', 'projectLead', 'supplier', 'intermediary'] as const;
export type Role = (typeof roles)[number];

export const channels = ['phone', 'mail', 'post', 'meeting'] as const;
export type Channel = (typeof channels)[number];

/** Rungs of the one ladder, lowest first. */
export const rungs = ['reminder1', 'reminder2', 'due', 'overdue', 'escalation1', 'escalation2'] as const;
export type Rung = (typeof rungs)[number];

/** The application documents [seed]: one agreement per consumer, a form per function. */
export const documentKinds = ['agreement', 'form.berichtenbox', 'form.lopendeZaken'] as const;
export type DocumentKind = (typeof documentKinds)[number];
