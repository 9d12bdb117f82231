/** By key, in order of first appearance; as `Map.groupBy`, which Node 20 does not have. */
export function grouped<Item, Key>(
  items: readonly Item[],
  by: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(by(item));
    if (group === undefined) groups.set(by(item), [item]);
    else group.push(item);
  }
  return groups;
}
