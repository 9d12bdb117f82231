import { editDistance } from '../edit-distance.ts';
import type { OrganisationKind } from '../organisation.ts';
import { bareNameSlug } from './organisation-ids.ts';
import type { PlanningState } from './state.ts';

interface Named {
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly oin?: string | undefined;
  readonly cbsCode?: string | undefined;
}

/** Shorter names that differ by a letter are most often two: Ede and Epe. */
const shortest = 5;
/** From this length on two letters can be a slip as well. */
const long = 8;
const mostShown = 3;

/**
 * Of the same soort, organisations that a new one could be with a slip of the pen, the nearest first: a letter, the
 * order of words, a hyphen. What stands in brackets is no slip (Bergen (L.), Bergen (NH.)), nor is a number, and codes
 * that differ settle it. Nine pairs of the 342 gemeenten are that near: a remark, and never a refusal.
 */
export function lookAlikes(state: PlanningState, asked: Named): readonly string[] {
  return Object.entries(state.organisations)
    .filter(([, known]) => known.kind === asked.kind && !isToldApart(known, asked))
    .map(([id, known]) => ({ id, slips: slipsBetween(lettersOf(known), lettersOf(asked)) }))
    .filter(({ slips }) => slips < Infinity)
    .sort((one, other) => one.slips - other.slips)
    .slice(0, mostShown)
    .map(({ id }) => id);
}

function isToldApart(one: Named, other: Named): boolean {
  return differs(one.oin, other.oin) || differs(one.cbsCode, other.cbsCode);
}

function differs(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

function lettersOf(named: Named): string {
  return bareNameSlug(named).slice(named.kind.length + 1);
}

/** Of two slugs; Infinity: too far apart. The same name is another case: the desk was asked to choose. */
function slipsBetween(one: string, other: string): number {
  if (one === other || digits(one) !== digits(other)) return Infinity;
  if (sorted(one) === sorted(other) || unbroken(one) === unbroken(other)) return 0;
  const length = Math.min(unbroken(one).length, unbroken(other).length);
  const most = length < shortest ? 0 : length < long ? 1 : 2;
  if (Math.abs(one.length - other.length) > most) return Infinity;
  const slips = editDistance(one, other);
  return slips <= most ? slips : Infinity;
}

function sorted(slug: string): string {
  return slug.split('-').sort().join('-');
}

function digits(slug: string): string {
  return slug.replaceAll(/\D/g, '');
}

function unbroken(slug: string): string {
  return slug.replaceAll('-', '');
}
