/**
 * One step of a pattern: a character, `any` (any text), `one` (any character), or a variable of IAM (`${aws:username}`),
 * which stands for one text that nobody knows here. What is longer than a character is never a character.
 */
type Step = string;

const any: Step = "*any";
const one: Step = "?one";

/** A pattern of IAM, taken apart so that two of them can be held against each other. */
export interface Glob {
  /** Equal for patterns that match the same, as far as their writing tells. */
  readonly key: string;
  readonly steps: readonly Step[];
  /** Whether it matches more than one text. */
  readonly wild: boolean;
}

export interface GlobOptions {
  /** `*` and `?` are themselves. */
  readonly literal?: boolean;
  /** Case does not count. */
  readonly fold?: boolean;
  /** `${…}` is a variable: policies of version 2012-10-17 have them, older ones mean the characters. */
  readonly variables?: boolean;
}

const variablePattern = /\$\{([^}]*)\}/y;

export function parseGlob(written: string, { literal, fold, variables }: GlobOptions = {}): Glob {
  const steps: Step[] = [];
  const text = fold === true ? written.toLowerCase() : written;
  for (let at = 0; at < text.length; ) {
    const found = variables === true ? variableAt(text, at) : null;
    const character = text.charAt(at);
    steps.push(found?.step ?? (literal === true ? character : stepOf(character)));
    at += found?.length ?? 1;
  }
  const ordered = withRunsOrdered(steps);
  return { key: JSON.stringify(ordered), steps: ordered, wild: ordered.some(isOpen) };
}

function stepOf(character: string): Step {
  if (character === "*") return any;
  return character === "?" ? one : character;
}

/** `${*}`, `${?}` and `${$}` are how a policy writes the characters themselves. */
function variableAt(text: string, at: number): { readonly step: Step; readonly length: number } | null {
  variablePattern.lastIndex = at;
  const [whole, name] = variablePattern.exec(text) ?? [];
  if (whole === undefined || name === undefined) return null;
  const isCharacter = name === "*" || name === "?" || name === "$";
  // Names of keys are read without case; a default behind a comma is a value, and is not.
  const step = isCharacter ? name : whole.includes("'") ? whole : whole.toLowerCase();
  return { step, length: whole.length };
}

/** `**` is `*`, and `*?` is `?*`: one way of writing for what matches the same. */
function withRunsOrdered(steps: readonly Step[]): readonly Step[] {
  const ordered: Step[] = [];
  let open = false;
  for (const step of steps) {
    if (step === any) open = true;
    else if (step === one) ordered.push(one);
    else {
      if (open) ordered.push(any);
      open = false;
      ordered.push(step);
    }
  }
  if (open) ordered.push(any);
  return ordered;
}

function isOpen(step: Step): boolean {
  return step.length > 1;
}

export function isEverything({ steps }: Glob): boolean {
  return steps.length === 1 && steps[0] === any;
}

/**
 * Whether `wide` matches everything that `narrow` matches. What is open in `narrow` is read as a letter of its own, which
 * only a `*` of `wide` can take: with more letters than any pattern has, that is exact.
 */
export function globCovers(wide: Glob, narrow: Glob): boolean {
  const [pattern, text] = [wide.steps, narrow.steps];
  let [at, position] = [0, 0];
  let [star, retry] = [-1, 0];
  while (position < text.length) {
    if (pattern[at] === any) {
      [star, retry] = [at, position];
      at += 1;
    } else if (takes(pattern[at], text[position])) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      retry += 1;
      [at, position] = [star + 1, retry];
    } else return false;
  }
  while (pattern[at] === any) at += 1;
  return at === pattern.length;
}

function takes(pattern: Step | undefined, text: Step | undefined): boolean {
  if (pattern === undefined || text === undefined) return false;
  if (pattern === one) return text === one || !isOpen(text);
  return pattern === text;
}

/** Whether some text is matched by both. A variable may be any text. */
export function globsOverlap(left: Glob, right: Glob): boolean {
  if (!left.wild && !right.wild) return left.key === right.key;
  let row = firstRow(right.steps);
  for (const step of left.steps) {
    row = nextRow(step, right.steps, row);
    if (!row.includes(true)) return false;
  }
  return row[right.steps.length] === true;
}

/** Whether what stands in front of the first open step, and behind the last, is the same in both. */
export function endsAgree({ steps: left }: Glob, { steps: right }: Glob): boolean {
  const shorter = Math.min(left.length, right.length);
  return (
    agreeFrom(shorter, (at) => [left[at], right[at]]) &&
    agreeFrom(shorter, (at) => [left[left.length - 1 - at], right[right.length - 1 - at]])
  );
}

function agreeFrom(
  count: number,
  pair: (at: number) => readonly [Step | undefined, Step | undefined],
): boolean {
  for (let at = 0; at < count; at += 1) {
    const [left, right] = pair(at);
    if (left === undefined || right === undefined || isOpen(left) || isOpen(right)) return true;
    if (left !== right) return false;
  }
  return true;
}

/** Row `i` says at `j` whether the first `i` steps of the left and the first `j` of the right can be the same text. */
function firstRow(right: readonly Step[]): boolean[] {
  const row = [true];
  for (const [at, step] of right.entries()) row.push(row[at] === true && isText(step));
  return row;
}

function nextRow(step: Step, right: readonly Step[], above: readonly boolean[]): boolean[] {
  const row = [above[0] === true && isText(step)];
  for (const [at, other] of right.entries()) {
    const grows = isText(step) || isText(other);
    row.push(
      grows
        ? above[at + 1] === true || row[at] === true || above[at] === true
        : above[at] === true && meets(step, other),
    );
  }
  return row;
}

/** Steps that stand for a text of any length. */
function isText(step: Step): boolean {
  return step === any || step.startsWith("${");
}

function meets(left: Step, right: Step): boolean {
  return left === one || right === one || left === right;
}
