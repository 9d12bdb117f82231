import type { AnyStateNode } from 'xstate';
import type { PersistedState } from './state.ts';

/** What a machine makes of a persisted state that may have been made for another one. */
export interface Acceptance {
  /** Why it can't be taken up, by name and place; empty when it can. */
  readonly problems: readonly string[];
  /** Delays of the states it is in for which nothing is due. One that has fired and left its state alone is among them. */
  readonly unarmed: readonly string[];
}

type Value = PersistedState['snapshot']['value'];

/** XState restores a state value with holes in it, and due events that nobody waits for, without a word. */
export function acceptance(root: AnyStateNode, { snapshot, due }: PersistedState): Acceptance {
  const problems: string[] = [];
  const delays = new Set<string>();
  const ids = new Set<string>();

  function learn(node: AnyStateNode): void {
    ids.add(node.id);
    for (const child of Object.values(node.states)) learn(child);
  }

  function visit(node: AnyStateNode, value: Value): void {
    const place = node.path.join('.') || '(root)';
    for (const { eventType } of node.after) delays.add(eventType);
    const inner = typeof value === 'string' ? { [value]: {} } : value;
    const found = Object.keys(inner);
    const children = Object.keys(node.states).filter((key) => node.states[key]?.type !== 'history');
    const unknown = found.filter((key) => !children.includes(key));
    for (const key of unknown) problems.push(`${place}: there is no state '${key}'`);
    if (node.type === 'parallel') {
      const missing = children.filter((key) => !found.includes(key));
      for (const key of missing) problems.push(`${place}: region '${key}' is missing`);
    } else if (node.type === 'compound' && found.length !== 1) {
      problems.push(`${place}: in ${found.length} states at once`);
    }
    for (const [key, next] of Object.entries(inner)) {
      const child = node.states[key];
      if (child !== undefined) visit(child, next);
    }
  }

  learn(root);
  visit(root, snapshot.value);
  for (const id of Object.entries(snapshot.historyValue).flatMap(([of, states]) => [
    of,
    ...states.map((state) => state.id),
  ])) {
    if (!ids.has(id)) problems.push(`history: there is no state '${id}'`);
  }
  for (const { id, event } of due) {
    const isKnown = event.type.startsWith('xstate.after.')
      ? delays.has(event.type)
      : root.machine.events.includes(event.type);
    if (!isKnown) problems.push(`due: nothing waits for '${id}'`);
  }
  const armed = new Set(due.map(({ event }) => event.type));
  return {
    problems,
    unarmed: snapshot.status === 'done' ? [] : [...delays].filter((delay) => !armed.has(delay)),
  };
}
