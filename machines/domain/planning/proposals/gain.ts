/** Days of uitloop less than now, as users read it (Dutch sentence); null: from the waiting list. */
export function gainInWords(gain: number | null): string {
  if (gain === null) return 'Een plaats, van de wachtlijst.';
  if (gain === 0) return 'Even veel uitloop.';
  const days = Math.abs(gain) === 1 ? '1 dag' : `${Math.abs(gain)} dagen`;
  return `${days} ${gain > 0 ? 'minder' : 'meer'} uitloop.`;
}

/** The reason of a move that nobody gave one for: who only loses by it, makes room. */
export function reasonByGain(gain: number | null): string {
  const words = gainInWords(gain);
  return gain !== null && gain < 0 ? `${words} Dit maakt plaats voor een ander.` : words;
}
