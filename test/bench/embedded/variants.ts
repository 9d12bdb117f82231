import { chosenSettings } from '../../../worker/server/embedded.ts';

export interface Variant {
  readonly name: string;
  /** Of the server. */
  readonly settings: readonly string[];
  /** Of the worker's process; left out: none. */
  readonly nodeOptions?: string;
}

/** What is chosen, what `start-dev` does by itself, and what else could be: each of these in one setting only. */
export const variants: readonly Variant[] = [
  { name: 'gekozen: WAL, FULL', settings: chosenSettings },
  { name: 'start-dev zoals het is', settings: [] },
  { name: 'NORMAL (niet duurzaam)', settings: chosenBut('synchronous', 'NORMAL') },
  { name: 'zeldener checkpoints', settings: chosenAnd('--sqlite-pragma', 'wal_autocheckpoint=10000') },
  { name: 'in het geheugen gelezen', settings: chosenAnd('--sqlite-pragma', 'mmap_size=268435456') },
  { name: 'cache van 64 MB', settings: chosenAnd('--sqlite-pragma', 'cache_size=-65536') },
  {
    name: 'één deel van de takenrij',
    settings: chosenAnd(
      '--dynamic-config-value',
      'matching.numTaskqueueReadPartitions=1',
      'matching.numTaskqueueWritePartitions=1',
    ),
  },
  {
    name: 'attributen steeds opnieuw',
    settings: chosenBut('system.forceSearchAttributesCacheRefreshOnRead', 'true'),
  },
  // The SDK keeps as many workflows as the heap allows: 16 of this one, so that tracks are read back.
  { name: 'worker met 180 MB heap', settings: chosenSettings, nodeOptions: '--max-old-space-size=180' },
];

/** With another value of what was chosen. */
function chosenBut(key: string, value: string): readonly string[] {
  const at = chosenSettings.findIndex((setting) => setting.startsWith(`${key}=`));
  if (at < 0) throw new Error(`${key} is not among the settings that were chosen`);
  return chosenSettings.with(at, `${key}=${value}`);
}

function chosenAnd(option: string, ...values: readonly string[]): readonly string[] {
  return [...chosenSettings, ...values.flatMap((value) => [option, value])];
}
