import { organisationOf, type PlanningState } from './state.ts';

type Organisations = PlanningState['organisations'];

/** By name as people read it: who has that name. Remembered beside the organisations it was made from. */
const known = new WeakMap<Organisations, ReadonlyMap<string, readonly string[]>>();

function namesakes(organisations: Organisations, name: string): readonly string[] {
  let byName = known.get(organisations);
  if (byName === undefined) {
    const collected = new Map<string, string[]>();
    for (const [id, { name: its }] of Object.entries(organisations)) {
      const key = its.toLowerCase();
      const ids = collected.get(key);
      if (ids === undefined) collected.set(key, [id]);
      else ids.push(id);
    }
    byName = collected;
    known.set(organisations, byName);
  }
  return byName.get(name.toLowerCase()) ?? [];
}

/** What tells an organisation from others of the same name: its soort, or else its id; null when there are none. */
function qualifierOf(state: PlanningState, id: string): string | null {
  const own = organisationOf(state, id);
  if (own === undefined) return null;
  const others = namesakes(state.organisations, own.name).filter((other) => other !== id);
  if (others.length === 0) return null;
  return others.some((other) => organisationOf(state, other)?.kind === own.kind) ? id : own.kind;
}

/** "Gouda"; "Utrecht (gemeente)" where there is another Utrecht. The id of who is not in the register. */
export function displayName(state: PlanningState, id: string): string {
  const name = organisationOf(state, id)?.name;
  if (name === undefined) return id;
  const qualifier = qualifierOf(state, id);
  return qualifier === null ? name : `${name} (${qualifier})`;
}
