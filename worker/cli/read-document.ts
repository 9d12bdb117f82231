import { readFile, stat } from 'node:fs/promises';
import { CST, isNode, LineCounter, parseDocument, Parser, type Document } from 'yaml';
import { UserError } from '../user-error.ts';

/** Far more than any declaration or planning needs; a larger file is a mistake or an attack. */
const mostBytes = 1_048_576;

/** A declaration and a planning go no deeper than 6. Composing is recursive: endless depth would end the process. */
const deepest = 50;

/**
 * Reads a YAML or JSON file (JSON is YAML) into plain values.
 * @throws UserError that names the file and what is wrong with it.
 */
export async function readDocument(path: string): Promise<unknown> {
  return (await readWithLines(path)).value;
}

export interface DocumentWithLines {
  readonly value: unknown;
  /** Where a field stands, by its path ("tranches.0.van"), or the nearest that is there; undefined for the whole. */
  readonly lineOf: (field: string) => number | undefined;
}

/** @throws UserError as `readDocument`. */
export async function readWithLines(path: string): Promise<DocumentWithLines> {
  const text = await read(path);
  if (isDeeperThan(deepest, text)) {
    throw new UserError(`${path}: verwacht ten hoogste ${deepest} niveaus in elkaar, gevonden: meer.`);
  }
  const lines = new LineCounter();
  // Pretty errors quote the text for each of them: a file of nothing but errors would take minutes.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true, lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0]);
    throw new UserError(
      `${path} (regel ${line}): verwacht YAML of JSON, gevonden iets dat niet te lezen is.`,
    );
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 20 }); // YAML bombs are made of aliases
    return { value, lineOf: (field) => lineIn(document, lines, field) };
  } catch {
    throw new UserError(`${path}: verwacht ten hoogste 20 verwijzingen (aliassen), gevonden meer.`);
  }
}

/** By the tokens alone, level by level: without a recursion of its own. */
function isDeeperThan(most: number, text: string): boolean {
  let level: readonly (CST.Token | null | undefined)[] = [...new Parser().parse(text)];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((token) => (token == null ? [] : inside(token)));
  }
  return false;
}

function inside(token: CST.Token): readonly (CST.Token | null | undefined)[] {
  if ('items' in token) return token.items.flatMap(({ key, value }) => [key, value]);
  return token.type === 'document' ? [token.value] : [];
}

function lineIn(document: Document, lines: LineCounter, field: string): number | undefined {
  for (let keys = field.split('.'); keys[0] !== undefined && keys[0] !== ''; keys = keys.slice(0, -1)) {
    const node: unknown = document.getIn(keys, true);
    if (isNode(node) && node.range != null) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}

async function read(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > mostBytes) throw new UserError(`${path}: verwacht ten hoogste 1 MB, gevonden ${size} bytes.`);
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`${path}: ${fileProblem(cause)}.`, { cause });
  }
}

/** Why a file could not be read (Dutch). */
export function fileProblem(error: unknown): string {
  switch (error instanceof Error && 'code' in error ? error.code : '') {
    case 'ENOENT':
      return 'dit bestand bestaat niet';
    case 'EISDIR':
      return 'dit is een map';
    default:
      return 'dit bestand is niet te lezen';
  }
}
