/** Days of uitloop less than now, as users read it (Dutch sentence); null: from the waiting list. */
export function gainInWords(gain: number | null): string {
  if (gain === null) return 'Een plaats, van de wachtlijst.';
  if (gain === 0) return 'Even veel uitloop.';
  const days = Math.abs(gain) === 1 ? '1 dag' : `${Math.abs(gain)} dagen`;
  return gain > 0 ? `${days} minder uitloop.` : `${days} meer uitloop, om plaats te maken.`;
}
