import type { AnyStateMachine, AnyStateNode } from 'xstate';

/**
 * A machine's definition as text: states, transitions, guards, actions and delays by name, in their order, and the
 * fields of its context at the start. What a persisted state can name is all in it; the code behind the names is not.
 */
export function definitionOf(logic: AnyStateMachine, context: object): string {
  const lines: string[] = [];
  const say = (node: AnyStateNode, text: string) => lines.push(`${'  '.repeat(node.path.length)}${text}`);

  function describe(node: AnyStateNode): void {
    const initial = node.initial?.target?.map(({ key }) => key).join(', ');
    say(node, [node.key, `(${node.type})`, ...(initial ? [`starts in ${initial}`] : [])].join(' '));
    for (const action of node.entry) say(node, `  entry ${named(action)}`);
    for (const action of node.exit) say(node, `  exit ${named(action)}`);
    for (const transition of [...node.transitions.values()].flat().concat(node.always ?? [])) {
      const { eventType, guard, target, actions, reenter } = transition;
      const parts = [
        `  on ${eventType || '(always)'}`,
        ...(guard === undefined ? [] : [`if ${named(guard)}`]),
        ...(target === undefined ? [] : [`-> ${target.map(({ id }) => id).join(', ')}`]),
        ...(reenter ? ['anew'] : []),
        ...(actions.length === 0 ? [] : [`do ${actions.map(named).join(', ')}`]),
      ];
      say(node, parts.join(' '));
    }
    for (const child of Object.values(node.states)) describe(child);
  }

  describe(logic.root);
  return [...lines, '', 'context', ...fieldsOf(context, '  '), ''].join('\n');
}

/** Of records within too; what stands in lists is not. */
function fieldsOf(value: object, indent: string): readonly string[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => [
    `${indent}${name}`,
    ...(typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? fieldsOf(inner, `${indent}  `)
      : []),
  ]);
}

function named(reference: unknown): string {
  if (typeof reference === 'string') return reference;
  if (typeof reference === 'function') {
    const { type = 'inline', delay, id } = reference as { type?: string; delay?: unknown; id?: unknown }; // XState's built-in actions
    return [type, id, delay]
      .filter((part) => part !== undefined)
      .map(String)
      .join(' ');
  }
  const { type, params } = reference as { type: string; params?: unknown }; // anything else goes by type
  return params === undefined || typeof params === 'function' ? type : `${type}(${JSON.stringify(params)})`;
}
