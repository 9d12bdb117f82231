import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { Calculation } from '../machines/domain/planning/optimise/calculation.ts';
import { calculationPage } from '../machines/domain/planning/optimise/calculation-page.ts';
import { supposalInWords, verdict } from '../machines/domain/planning/optimise/calculation-words.ts';
import { longestOutcome, type CalculationNote } from '../machines/domain/planning/optimise/note.ts';
import type { Supposal } from '../machines/domain/planning/optimise/question.ts';
import { planningId, planningMessages, refusals } from '../machines/protocol.ts';
import { solving, workflowCalls } from './activity-options.ts';
import { showLists } from './details.ts';

export interface CalculationInput {
  readonly by: string;
  /** Null: as everything is. */
  readonly supposal: Supposal | null;
  /** Hand in the moves as a proposal. */
  readonly submit: boolean;
}

export interface CalculationResult {
  readonly calculation: Calculation;
  /** Of the planning, to the proposal (Dutch); null when none was handed in. */
  readonly answer: string | null;
}

const { calculatePlanning } = proxyActivities<Pick<Activities, 'calculatePlanning'>>(solving);
const { submitProposal } = proxyActivities<Pick<Activities, 'submitProposal'>>(workflowCalls);

/** One calculation of the planning: the best there is, or what if. Cancelling it stops the solver. */
export async function doorrekening(input: CalculationInput): Promise<CalculationResult> {
  try {
    return await calculated(input);
  } catch (error) {
    const outcome = isCancellation(error)
      ? 'Gestopt. Er is niets veranderd.'
      : 'Mislukt. Er is niets veranderd.';
    await CancellationScope.nonCancellable(() => tell(input, outcome));
    throw error;
  }
}

async function calculated(input: CalculationInput): Promise<CalculationResult> {
  const { by, supposal, submit } = input;
  const summary = supposalInWords(supposal);
  const calculation = await calculatePlanning.executeWithOptions({ summary }, [supposal]);
  const answer = submit && calculation.kind === 'calculated' ? await handIn(calculation, by) : null;
  showLists((mostItems) => calculationPage(supposal, calculation, answer, mostItems), mostItemsOfDetails);
  const found =
    calculation.kind === 'failed' ? calculation.reason : verdict(supposal, calculation.replanning);
  const [said = ''] = (answer ?? '').split('\n');
  await tell(input, `${found} ${said}`.trim());
  return { calculation, answer };
}

/** The planning's page says what came of it. A planning that is gone misses nothing: the answer stands here too. */
async function tell({ by, supposal }: CalculationInput, outcome: string): Promise<void> {
  const note: CalculationNote = {
    id: workflowInfo().workflowId,
    by,
    about: supposalInWords(supposal),
    outcome: outcome.slice(0, longestOutcome),
  };
  try {
    await getExternalWorkflowHandle(planningId).signal(planningMessages.calculated, note);
  } catch (error) {
    log.warn('The planning could not be told', { error });
  }
}

const mostItemsOfDetails = 40;

/** Only what is proven to be the best is handed in: what time cut short leaves the planning as it was. */
async function handIn(
  { replanning, basis }: Extract<Calculation, { readonly kind: 'calculated' }>,
  by: string,
): Promise<string> {
  if (replanning.moves.length === 0) return 'Er is geen voorstel gemaakt: er valt niets te verplaatsen.';
  if (!replanning.proofs.unplaced.isProven || !replanning.proofs.lateness.isProven) {
    return 'Er is geen voorstel gemaakt: de rekentijd was op voordat bewezen was dat dit de minste uitloop geeft.';
  }
  try {
    return await submitProposal.executeWithOptions({ summary: 'Voorstel indienen bij de planning' }, [
      { by, planVersion: basis.planVersion, moves: replanning.moves },
    ]);
  } catch (error) {
    const cause = error instanceof ActivityFailure ? error.cause : null;
    if (cause instanceof ApplicationFailure && cause.type === refusals.refused) return cause.message;
    throw error;
  }
}
