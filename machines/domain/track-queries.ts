import { workflowTypes } from '../protocol.ts';

/** Queries on search attributes that more than the desk's lists need. */

export const allTracks = `WorkflowType = '${workflowTypes.track}'`;
/** A run that somebody paused still holds all that it has, and its dates go by. */
export const openStatus = `ExecutionStatus IN ('Running', 'Paused')`;
/** Those that have not ended. */
export const openTracks = `${allTracks} AND ${openStatus}`;
/** All of ours that have not ended: a namespace can have others' workflows too. */
export const openWorkflows = `WorkflowType IN (${Object.values(workflowTypes)
  .map((type) => `'${type}'`)
  .join(', ')}) AND ${openStatus}`;

/** Of a function that has no place; unlike the name of any tranche: those have no spaces. */
export const withoutTranche = 'zonder tranche';

/** Who has a place in a tranche now, voorlopig or agreed. A tranche's name has letters, digits and dashes only. */
export function trancheQuery(tranche: string): string {
  return `${openTracks} AND Tranche = '${tranche}'`;
}
