import { editDistance } from '../../machines/domain/edit-distance.ts';

const most = 3;
/** Shorter than this a part of a name says nothing. */
const shortestPart = 3;

/** What was meant, perhaps: of the known names those that have the asked one in them or the reverse, else those a slip away. */
export function nearest(asked: string, known: readonly string[]): readonly string[] {
  const plain = asked.toLowerCase();
  const parts =
    plain.length < shortestPart ? [] : known.filter((name) => name.includes(plain) || plain.includes(name));
  if (parts.length > 0) return parts.slice(0, most);
  const slips = known
    .map((name) => ({ name, distance: editDistance(plain, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.ceil(Math.min(name.length, plain.length) / 4))
    .sort((one, other) => one.distance - other.distance);
  return slips.map(({ name }) => name).slice(0, most);
}

/** "Bedoelt u status?"; null when nothing is near. */
export function didYouMean(asked: string, known: readonly string[]): string | null {
  const names = nearest(asked, known);
  return names.length === 0 ? null : `Bedoelt u ${names.join(' of ')}?`;
}
