import type { AnyMachineSnapshot, AnyStateNode, StateValue } from 'xstate';

/**
 * The same snapshot, with its states in the order of the machine's definition. XState keeps them in the order
 * in which they were entered, decides by it which region goes first, and loses it when it restores.
 */
export function inDocumentOrder(snapshot: AnyMachineSnapshot): AnyMachineSnapshot {
  // oxlint-disable-next-line no-underscore-dangle -- XState's name, and public in its types
  if (isInOrder(snapshot._nodes)) return snapshot; // its value then is too: XState makes it of them
  return {
    ...snapshot,
    // oxlint-disable-next-line no-underscore-dangle -- XState's name, and public in its types
    _nodes: snapshot._nodes.toSorted((one, other) => one.order - other.order),
    value: valueInOrder(snapshot.machine.root, snapshot.value),
  };
}

function isInOrder(nodes: readonly AnyStateNode[]): boolean {
  return nodes.every((node, at) => at === 0 || (nodes[at - 1]?.order ?? 0) < node.order);
}

function valueInOrder(node: AnyStateNode, value: StateValue): StateValue {
  if (typeof value === 'string') return value;
  return Object.fromEntries(
    Object.entries(node.states).flatMap(([key, child]) => {
      const inner = value[key];
      return inner === undefined ? [] : [[key, valueInOrder(child, inner)]];
    }),
  );
}
