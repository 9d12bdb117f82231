const declaration = /^(?:export )?(let|var|const) (\w+|[{[][^=]*[}\]])(?:: ([^=;]*?))?\s*(?:=\s*|;)/gm;
const collection = /^new (?:Map|Set|WeakMap|WeakSet|Array)\b/;
const readOnly = /^(?:readonly |Readonly)/;
const imported = /^import \{([^}]*)\}/gm;
/** Also one that cannot be reached from outside; a method is none. */
const staticField = /^\s+(?:(?:private|protected|public) )?static (?:readonly )?(#?\w+)[!?]?\s*[:=;{]/gm;

/**
 * The names in a module that can hold something from one call to the next, by the look of its text, from which the
 * comments are gone: variables, collections, static fields, and whatever else is written to. A table that is only read
 * is none of them, nor what its type calls readonly.
 */
export function keptBy(code: string): ReadonlySet<string> {
  const kept = new Set<string>();
  const others = [...code.matchAll(imported)].flatMap(
    ({ 1: list = '' }) => list.match(/\w+(?=\s*(?:,|$))/g) ?? [],
  );
  for (const { 0: whole, 1: word, 2: name = '', 3: type = '', index } of code.matchAll(declaration)) {
    const made = firstStatement(code.slice(index + whole.length));
    if (word !== 'const' || (!readOnly.test(type) && (isCollection(made) || isEmpty(made)))) kept.add(name);
    else if (/^\w+$/.test(name)) others.push(name);
  }
  for (const name of others) if (writingTo(name).test(code)) kept.add(name);
  for (const { 1: name = '' } of code.matchAll(staticField)) kept.add(name);
  return kept;
}

/** Up to the end of the declaration: what follows begins in the first column. */
function firstStatement(rest: string): string {
  return rest.slice(0, /\n(?=[^\s)\]}])/.exec(rest)?.index);
}

/** Itself, or in what is remembered; not in a function that makes one at each call. */
function isCollection(made: string): boolean {
  return collection.test(made) || (made.startsWith('remembered(') && /=> new Weak(?:Map|Set)/.test(made));
}

/** Made to be filled. */
function isEmpty(made: string): boolean {
  return /^(?:\{\s*\}|\[\s*\]|Object\.create\(null\))/.test(made);
}

/** An assignment to a part of it, or a method that changes it. */
function writingTo(name: string): RegExp {
  const part = String.raw`(?:\??\.\w+|\[[^\]\n]+\])`;
  const assigned = String.raw`${part}+!?\s*(?:(?:[-+*/%|&^]|\*\*|\?\?|\|\||&&|<<|>>)?=(?![=>])|\+\+|--)`;
  const method = String.raw`${part}*\.(?:set|add|delete|clear|push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin)\(`;
  const before = String.raw`(?<![\w.$'"#])`;
  return new RegExp(
    String.raw`${before}${name}(?:${assigned}|${method})|\bdelete ${name}${part}|\bObject\.(?:assign|defineProperty|setPrototypeOf)\(${name}\b`,
  );
}
