/** One word, quoted text or sign of a configuration. */
export interface NginxToken {
  readonly kind: "word" | "open" | "close" | "end";
  readonly value: string;
  /** 1-based. */
  readonly line: number;
}

export interface NginxMistake {
  readonly line: number;
  readonly reason: string;
}

/**
 * The tokens of `ngx_conf_read_token`: words end at white space, `;` and `{`; quotes count at the start of a word alone;
 * a backslash takes the next character along; `${` opens a variable, and its brace no block.
 */
export class NginxTokens {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next token, `null` at the end of the file. */
  next(): NginxToken | NginxMistake | null {
    this.#skipBlank();
    const line = this.#line;
    const character = this.#text[this.#at];
    if (character === undefined) return null;
    if (character === ";" || character === "{" || character === "}") {
      this.#at += 1;
      return { kind: signs[character], value: character, line };
    }
    if (character === '"' || character === "'") return this.#quoted(character, line);
    return this.#word(line);
  }

  /** The text of a block in another language, up to the brace that closes it; the opening brace has been read. */
  foreignBlock(): string | null {
    const start = this.#at;
    let depth = 1;
    while (this.#at < this.#text.length) {
      const skipped = foreignText(this.#text, this.#at);
      if (skipped > this.#at) {
        this.#advance(skipped);
        continue;
      }
      const character = this.#text[this.#at];
      if (character === "{") depth += 1;
      if (character === "}") depth -= 1;
      this.#advance(this.#at + 1);
      if (depth === 0) return this.#text.slice(start, this.#at - 1);
    }
    return null;
  }

  #skipBlank(): void {
    for (;;) {
      const character = this.#text[this.#at];
      if (character === "#") {
        const end = this.#text.indexOf("\n", this.#at);
        this.#at = end === -1 ? this.#text.length : end;
      } else if (character !== undefined && isBlank(character)) this.#advance(this.#at + 1);
      else return;
    }
  }

  #quoted(quote: string, line: number): NginxToken | NginxMistake {
    let value = "";
    let at = this.#at + 1;
    while (at < this.#text.length && this.#text[at] !== quote) {
      if (this.#text[at] === "\\" && at + 1 < this.#text.length) {
        value += unescaped(this.#text[at + 1] ?? "");
        at += 2;
      } else {
        value += this.#text[at];
        at += 1;
      }
    }
    if (at >= this.#text.length) return { line, reason: "a quote is not closed" };
    this.#advance(at + 1);
    const behind = this.#text[this.#at];
    if (behind !== undefined && !isBlank(behind) && !";{)".includes(behind))
      return { line: this.#line, reason: "white space, ; or { is expected behind a quote" };
    return { kind: "word", value, line };
  }

  #word(line: number): NginxToken {
    let value = "";
    let at = this.#at;
    while (at < this.#text.length) {
      const character = this.#text[at] ?? "";
      if (character === "\\" && at + 1 < this.#text.length) {
        value += unescaped(this.#text[at + 1] ?? "");
        at += 2;
        continue;
      }
      if (character === "$" && this.#text[at + 1] === "{") {
        value += "${";
        at += 2;
        continue;
      }
      if (isBlank(character) || character === ";" || character === "{") break;
      value += character;
      at += 1;
    }
    this.#advance(at);
    return { kind: "word", value, line };
  }

  #advance(to: number): void {
    for (let at = this.#at; at < to; at += 1) if (this.#text[at] === "\n") this.#line += 1;
    this.#at = to;
  }
}

const signs = { ";": "end", "{": "open", "}": "close" } as const;

function isBlank(character: string): boolean {
  return character === " " || character === "\t" || character === "\r" || character === "\n";
}

function unescaped(character: string): string {
  if (character === "t") return "\t";
  if (character === "n") return "\n";
  if (character === "r") return "\r";
  return "\"'\\".includes(character) ? character : `\\${character}`;
}

/** Where a comment or a text of Lua that begins at `at` ends; `at` itself where none begins. */
function foreignText(text: string, at: number): number {
  const long = /^(?:--)?\[(=*)\[/.exec(text.slice(at, at + longBracketMax));
  if (long !== null) {
    const end = text.indexOf(`]${long[1]}]`, at + long[0].length);
    return end === -1 ? text.length : end + (long[1]?.length ?? 0) + 2;
  }
  if (text.startsWith("--", at)) {
    const end = text.indexOf("\n", at);
    return end === -1 ? text.length : end;
  }
  const quote = text[at];
  if (quote !== '"' && quote !== "'") return at;
  let end = at + 1;
  while (end < text.length && text[end] !== quote && text[end] !== "\n") end += text[end] === "\\" ? 2 : 1;
  return Math.min(end + 1, text.length);
}

/** Nobody writes more equals signs between the brackets of a long text. */
const longBracketMax = 20;
