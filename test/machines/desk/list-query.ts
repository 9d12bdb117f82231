/** What a list's query selects: the part of Temporal's language that the desk's lists are written in, read anew. */

export type Row = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
type Test = (row: Row) => boolean;
type Scalar = string | number | boolean;

/** @throws on anything else than that part, and on an attribute that a row does not have. */
export function selects(query: string): Test {
  const tokens = query.match(/'[^']*'|[A-Za-z]+|\d+|!=|>=|<=|[=<>(),]|\S/g) ?? [];
  let next = 0;
  const take = (): string => tokens[next++] ?? '';
  const isNext = (token: string): boolean => tokens[next] === token && next++ >= 0;
  const expectNext = (token: string): void => {
    if (!isNext(token)) throw new Error(`Expected ${token}, not ${tokens[next]}: ${query}`);
  };

  const either = (): Test => {
    const parts = [both()];
    while (isNext('OR')) parts.push(both());
    return (row) => parts.some((part) => part(row));
  };
  const both = (): Test => {
    const parts = [one()];
    while (isNext('AND')) parts.push(one());
    return (row) => parts.every((part) => part(row));
  };
  const one = (): Test => {
    if (isNext('(')) {
      const inner = either();
      expectNext(')');
      return inner;
    }
    const name = take();
    const operator = take();
    if (operator === 'IN') {
      expectNext('(');
      const values = [value()];
      while (isNext(',')) values.push(value());
      expectNext(')');
      return (row) => values.some((each) => compare(row, name, '=', each));
    }
    const against = value();
    return (row) => compare(row, name, operator, against);
  };
  const value = (): Scalar => {
    const token = take();
    if (token === 'true' || token === 'false') return token === 'true';
    if (/^\d+$/.test(token)) return Number(token);
    if (token.startsWith("'")) return token.slice(1, -1);
    throw new Error(`'${token}' is no value: ${query}`);
  };

  const test = either();
  if (next !== tokens.length) throw new Error(`'${tokens[next]}' is too much: ${query}`);
  return test;
}

function compare(row: Row, name: string, operator: string, against: Scalar): boolean {
  const found = row[name];
  if (found === undefined) throw new Error(`There is no attribute ${name}`);
  if (found === null) return false;
  if (typeof found === 'object') return operator === '=' && found.some((each) => each === against);
  const value = typeof found === 'number' && typeof against === 'string' ? Date.parse(against) : against;
  if (typeof value !== typeof found) throw new Error(`${name} is no ${typeof value}`);
  switch (operator) {
    case '=':
      return found === value;
    case '!=':
      return found !== value;
    case '<':
      return found < value;
    case '>':
      return found > value;
    case '>=':
      return found >= value;
    default:
      throw new Error(`'${operator}' is no comparison`);
  }
}
