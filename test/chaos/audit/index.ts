import type { Evidence, Finding } from './evidence.ts';
import { auditHalfDone } from './half-done.ts';
import { auditLost } from './lost.ts';
import { auditOverbooked } from './overbooked.ts';
import { auditRungs } from './rungs.ts';

/** Goes over all that a run left behind, by rules of its own: nothing of the product decides here what is right. */
export function audit(evidence: Evidence): readonly Finding[] {
  return [
    ...auditLost(evidence),
    ...auditOverbooked(evidence),
    ...auditRungs(evidence),
    ...auditHalfDone(evidence),
  ];
}
