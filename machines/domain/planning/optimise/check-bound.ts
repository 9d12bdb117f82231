import { latenessBound } from './certificate.ts';
import { measuresOf, measureNames } from './measures.ts';
import { presentAssignment, type AssignmentProblem } from './problem.ts';
import type { Replanning } from './replan.ts';

/** Whether a replanning is as good as it says: its bound worked out again, and what is told of the planning as it is. */
export function faultsOfBound(problem: AssignmentProblem, replanning: Replanning): readonly string[] {
  const { best, proofs, certificate, without } = replanning;
  const present = measuresOf(problem, presentAssignment(problem));
  const faults = measureNames
    .filter((name) => without[name] !== present[name])
    .map((name) => `${name} zonder verplaatsingen: opgegeven ${without[name]}, nagerekend ${present[name]}.`);
  const { bound, isByBound } = proofs.lateness;
  if (!isByBound || bound === null) return faults;
  if (best.lateness > bound) faults.push(`Uitloop ${best.lateness} is niet bewezen met ondergrens ${bound}.`);
  const floor =
    certificate === null ? problem.fixed.lateness : latenessBound(problem, best.unplaced, certificate);
  if (floor < bound) faults.push(`Ondergrens van de uitloop: opgegeven ${bound}, nagerekend ${floor}.`);
  return faults;
}
