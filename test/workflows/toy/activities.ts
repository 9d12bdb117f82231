/** What the toy machine asks of the world. Every first attempt for an item fails, as the world does. */
export interface ToyActivities {
  readonly stamp: (item: string) => Promise<number>;
  readonly tell: (text: string) => Promise<void>;
}

export function createToyActivities(): ToyActivities & { readonly calls: string[] } {
  const calls: string[] = [];
  const stamps = new Map<string, number>();
  const attempted = new Set<string>();
  return {
    calls,
    async stamp(item) {
      calls.push(`stamp ${item}`);
      if (!attempted.has(item)) {
        attempted.add(item);
        throw new Error('not now');
      }
      const number = stamps.get(item) ?? stamps.size + 1;
      stamps.set(item, number);
      return number;
    },
    async tell(text) {
      calls.push(`tell ${text}`);
    },
  };
}
