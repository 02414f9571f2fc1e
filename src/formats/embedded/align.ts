/**
 * Where the characters of a value stand in the text that it is written as: for each character of `value`, its offset in
 * `written`. Indentation, folded lines and quotes change white space only, and escapes are read here, so what is left is
 * the same characters in the same order. `null` where they are not: the value is made in another way.
 */
export function align(written: string, value: string): readonly number[] | null {
  const offsets: number[] = [];
  const source = visible(written);
  let last = 0;
  for (const character of unitsOf(value)) {
    if (isSpace(character)) {
      offsets.push(last);
      continue;
    }
    const next = source.next();
    if (next.done === true || next.value.unit !== character) return null;
    last = next.value.offset;
    offsets.push(last);
  }
  return offsets;
}

interface Unit {
  /** One UTF-16 unit. */
  readonly unit: string;
  readonly offset: number;
}

/** The units of a scalar that are no white space, without what only its style needs. */
function* visible(written: string): Generator<Unit> {
  const properties = /^(?:[&!]\S*\s+)*/.exec(written)?.[0].length ?? 0;
  const style = written.charAt(properties);
  if (style === '"') yield* quoted(written, properties + 1);
  else if (style === "'") yield* apostrophes(written, properties + 1);
  else {
    const isBlock = style === "|" || style === ">";
    const start = isBlock ? written.indexOf("\n", properties) : properties;
    if (start !== -1) yield* plain(written, start);
  }
}

function* plain(written: string, from: number): Generator<Unit> {
  for (let offset = from; offset < written.length; offset += 1) {
    const unit = written.charAt(offset);
    if (!isSpace(unit)) yield { unit, offset };
  }
}

function* apostrophes(written: string, from: number): Generator<Unit> {
  for (let offset = from; offset < written.length; offset += 1) {
    const unit = written.charAt(offset);
    if (unit === "'" && written.charAt(offset + 1) !== "'") return;
    if (!isSpace(unit)) yield { unit, offset };
    if (unit === "'") offset += 1;
  }
}

const escapeSequence = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/sy;
const named: Readonly<Record<string, string>> = { "0": "\0", a: "\x07", b: "\b", e: "\x1b" };
/** Escapes of white space, of a line's end included: they stand for nothing that is looked for. */
const blank = /[\s tnvfrNLP_]/;

function* quoted(written: string, from: number): Generator<Unit> {
  let offset = from;
  while (offset < written.length && written.charAt(offset) !== '"') {
    escapeSequence.lastIndex = offset;
    const match = written.charAt(offset) === "\\" ? escapeSequence.exec(written) : null;
    const text = match === null ? written.charAt(offset) : unescaped(match);
    for (const unit of unitsOf(text)) if (!isSpace(unit)) yield { unit, offset };
    offset += match?.[0].length ?? 1;
  }
}

function unescaped(match: RegExpExecArray): string {
  const [, two, four, eight, letter = ""] = match;
  const code = two ?? four ?? eight;
  if (code !== undefined) {
    const point = Number.parseInt(code, 16);
    return point <= unicodeMax ? String.fromCodePoint(point) : "";
  }
  return blank.test(letter) ? "" : (named[letter] ?? letter);
}

const unicodeMax = 0x10ffff;

function unitsOf(text: string): readonly string[] {
  return text.split("");
}

function isSpace(unit: string): boolean {
  return /\s|\u0085/.test(unit);
}
