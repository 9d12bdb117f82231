import { organisationIdSchema, type Organisation, type OrganisationId } from '../organisation.ts';

type Named = Pick<Organisation, 'kind' | 'name'>;

/** Letters that Unicode doesn't take apart into a base letter and a mark. */
const undecomposed: ReadonlyMap<string, string> = new Map([
  ['ø', 'o'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ß', 'ss'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['ı', 'i'],
]);

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\P{ASCII}/gu, (letter) => undecomposed.get(letter) ?? letter)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** `gemeente-bergen-l` for Bergen (L.); a name that begins with its soort doesn't repeat it: "Gemeente Utrecht". */
export function nameSlug({ kind, name }: Named): string {
  const plain = slug(name);
  if (plain === kind || plain.startsWith(`${kind}-`)) return plain;
  return plain === '' ? kind : `${kind}-${plain}`;
}

/** The same without what stands in brackets at the end of the name: `gemeente-bergen` for Bergen (L.). */
export function bareNameSlug({ kind, name }: Named): string {
  return nameSlug({ kind, name: name.replace(/\s*\([^()]*\)\s*$/, '') });
}

/**
 * The slug of soort and name. When that is taken: with the CBS code, else the last twelve digits of the OIN (what
 * it was made from), else a number.
 */
export function newOrganisationId(
  organisation: Named & Pick<Organisation, 'oin' | 'cbsCode'>,
  isTaken: (id: string) => boolean,
): OrganisationId {
  const base = nameSlug(organisation);
  const code = organisation.cbsCode?.toLowerCase() ?? organisation.oin?.slice(-12);
  const candidates = code === undefined ? [base] : [base, `${base}-${code}`];
  let id = candidates.find((candidate) => !isTaken(candidate));
  for (let number = 2; id === undefined; number++) {
    const candidate = `${base}-${number}`;
    if (!isTaken(candidate)) id = candidate;
  }
  return organisationIdSchema.parse(id);
}
