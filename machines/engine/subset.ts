import type { AnyStateMachine, AnyStateNode } from 'xstate';

/** XState's own actions that decide and do nothing outside the machine. */
const DECIDING_ACTIONS: ReadonlySet<string> = new Set([
  'xstate.assign',
  'xstate.raise',
  'xstate.cancel',
  'xstate.enqueueActions',
]);

/** XState's built-in actions and guards are functions with properties. Not exported by XState as types. */
interface BuiltIn {
  readonly type?: string;
  readonly delay?: unknown;
  readonly id?: unknown;
  readonly check?: unknown;
  readonly guards?: readonly unknown[];
}

/**
 * All that keeps a machine from being carried out durably: a line each, with a name and a place.
 * What `enqueueActions` will enqueue cannot be seen beforehand: the interpreter refuses it when it comes.
 */
export function unsupported(logic: AnyStateMachine, effects: ReadonlySet<string>): readonly string[] {
  const problems: string[] = [];
  const { actions, guards, delays, actors } = logic.implementations;

  function refuse(place: string, problem: string): void {
    problems.push(`${place}: ${problem}`);
  }

  function checkAction(place: string, action: unknown): void {
    const name = nameOf(action);
    if (name !== undefined) {
      if (!effects.has(name) && actions[name] === undefined)
        refuse(place, `action '${name}' is not implemented`);
    } else if (isBuiltIn(action)) {
      checkBuiltInAction(place, action);
    } else {
      refuse(place, 'an inline action: give it a name, and make it an effect or an assign');
    }
  }

  function checkBuiltInAction(place: string, { type = '', delay, id }: BuiltIn): void {
    if (!DECIDING_ACTIONS.has(type)) refuse(place, `action '${type}' is not supported`);
    if (delay === undefined) return;
    if (typeof delay === 'number') refuse(place, `anonymous delay ${delay}: give it a name`);
    else if (typeof delay !== 'string') refuse(place, 'an inline delay: give it a name');
    else if (delays[delay] === undefined) refuse(place, `delay '${delay}' is not implemented`);
    if (typeof id !== 'string') refuse(place, `'${type}' with a delay needs an id`);
  }

  function checkGuard(place: string, guard: unknown): void {
    if (guard === undefined) return;
    const name = nameOf(guard);
    if (name !== undefined) {
      if (guards[name] === undefined) refuse(place, `guard '${name}' is not implemented`);
    } else if (isBuiltIn(guard) && guard.check !== undefined) {
      for (const part of guard.guards ?? []) checkGuard(place, part);
    } else {
      refuse(place, 'an inline guard: give it a name');
    }
  }

  function checkState(node: AnyStateNode): void {
    const place = node.path.length === 0 ? '(root)' : node.path.join('.');
    for (const { id } of node.invoke) refuse(place, `invoke '${id}': make it an effect`);
    if (node.config.route !== undefined) refuse(place, 'a route is not supported');
    // XState finds the states of a history by splitting their ids at the dots.
    const name = node.config.id ?? node.key;
    if (name.includes('.')) refuse(place, `'${name}' has a dot in its name: it would not be restored`);
    for (const action of [...node.entry, ...node.exit, ...node.initial.actions]) {
      checkAction(place, action);
    }
    for (const transition of [...node.transitions.values()].flat().concat(node.always ?? [])) {
      if (transition.eventType === 'xstate.route') continue;
      checkGuard(place, transition.guard);
      for (const action of transition.actions) checkAction(place, action);
    }
    for (const child of Object.values(node.states)) checkState(child);
  }

  for (const [name, implementation] of Object.entries(actions)) {
    const place = `actions.${name}`;
    if (isBuiltIn(implementation)) {
      if (effects.has(name)) refuse(place, 'an effect is carried out by the host, not by XState');
      checkBuiltInAction(place, implementation);
    } else if (!effects.has(name)) {
      refuse(place, 'runs code of its own: make it an effect or an assign');
    }
  }
  for (const [name, implementation] of Object.entries(guards)) {
    if (typeof implementation !== 'function' || isBuiltIn(implementation))
      checkGuard(`guards.${name}`, implementation);
  }
  for (const name of Object.keys(actors))
    refuse(`actors.${name}`, 'actors are not supported: make it an effect');
  checkState(logic.root);
  return problems;
}

function nameOf(reference: unknown): string | undefined {
  if (typeof reference === 'string') return reference;
  if (typeof reference === 'object' && reference !== null && 'type' in reference)
    return String(reference.type);
  return undefined;
}

function isBuiltIn(value: unknown): value is BuiltIn {
  return typeof value === 'function' && ('resolve' in value || 'check' in value);
}
