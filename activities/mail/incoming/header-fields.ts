/** A line of a header as it was written, folding included (RFC 5322, 2.2.3), with its name in lower case. */
interface HeaderLine {
  readonly key: string;
  readonly line: string;
}

/** The values of header fields: unfolded, in their order, and of each name no more than anybody needs. */
export class HeaderFields {
  readonly #values = new Map<string, string[]>();

  constructor(lines: readonly HeaderLine[]) {
    for (const { key, line } of lines) {
      const values = this.#values.get(key) ?? [];
      if (values.length < mostPerName) values.push(valueOf(line));
      this.#values.set(key, values);
    }
  }

  /** Of a text that begins with a header. */
  static of(text: string): HeaderFields {
    const [header = ''] = text.replaceAll(/\r\n?/g, '\n').split(/\n[ \t]*\n/, 1);
    const lines = header.split(/\n(?![ \t])/);
    return new HeaderFields(
      lines.map((line) => ({
        key: line
          .slice(0, Math.max(0, line.indexOf(':')))
          .trim()
          .toLowerCase(),
        line,
      })),
    );
  }

  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }
}

const mostPerName = 20;
const longestValue = 16_384;

function valueOf(line: string): string {
  const value = line.slice(line.indexOf(':') + 1, longestValue);
  return value.replaceAll(/[\r\n]+[ \t]*/g, ' ').trim();
}
