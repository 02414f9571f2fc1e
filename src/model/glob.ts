import picomatch from "picomatch";

/**
 * The one glob language of the product: `*` and `?` within a segment, `**` for any number of whole segments, `[a-z]`,
 * `{a,b}`, and `{name}`, which captures one segment or a part of it. Case counts; a leading dot is nothing special.
 *
 * Patterns come from the base branch, but the texts come from pull requests. Segments are matched one by one and `**`
 * never backtracks further than to the last one, so that the work is bounded by the limits below and not by the text.
 */

/** A pattern is a line that a person wrote. */
export const globLengthMax = 1024;
/** `{a,b}` multiplies: more alternatives than this are a list, and belong into a list. */
export const globAlternativesMax = 256;
/** A segment of n wildcards costs up to length^n steps: each allows segments of this length, and more match nothing. */
export const globSegmentLengthMax: readonly number[] = [65_536, 65_536, 2_048, 255, 100];
/** Deeper paths than this match nothing: git itself refuses paths above 4,096 bytes. */
export const globSegmentsMax = 2_048;

export type GlobProblem = "empty" | "too_long" | "too_many_alternatives" | "too_many_wildcards";

/** What is wrong with a pattern, or `null`. A pattern with a problem matches nothing. */
export function globProblem(pattern: string): GlobProblem | null {
  const compiled = compile(pattern);
  return typeof compiled === "string" ? compiled : null;
}

/** A test for one pattern. Made once and called often. */
export function compileGlob(pattern: string): (text: string) => boolean {
  const match = compileCaptures(pattern);
  return (text) => match(text) !== null;
}

/** A test for several patterns: true where any of them matches. */
export function compileGlobs(patterns: readonly string[]): (text: string) => boolean {
  const tests = patterns.map((pattern) => compileCaptures(pattern));
  return (text) => tests.some((test) => test(text) !== null);
}

/** What each `{name}` of the pattern stands for in the text, or `null` where it does not match. */
export function matchCaptures(pattern: string, text: string): Readonly<Record<string, string>> | null {
  return compileCaptures(pattern)(text);
}

/** {@link matchCaptures} for a pattern that is used more than once. */
export function compileCaptures(pattern: string): (text: string) => Readonly<Record<string, string>> | null {
  const alternatives = compile(pattern);
  if (typeof alternatives === "string") return () => null;
  return (text) => {
    const segments = text.split("/");
    if (segments.length > globSegmentsMax) return null;
    for (const alternative of alternatives) {
      const captures = matchSegments(alternative, segments);
      if (captures !== null) return captures;
    }
    return null;
  };
}

type Captures = Readonly<Record<string, string>>;
/** `null` stands for `**`. */
type SegmentMatcher = ((segment: string) => Captures | null) | null;

function compile(pattern: string): GlobProblem | readonly (readonly SegmentMatcher[])[] {
  if (pattern === "") return "empty";
  if (pattern.length > globLengthMax) return "too_long";
  const alternatives = expandBraces(pattern.startsWith("./") ? pattern.slice(2) : pattern);
  if (alternatives === null) return "too_many_alternatives";
  const compiled = alternatives.map((alternative) => alternative.split("/").map(compileSegment));
  if (compiled.some((segments) => segments.includes("too_many_wildcards"))) return "too_many_wildcards";
  return compiled.map((segments) => segments.filter((segment) => segment !== "too_many_wildcards"));
}

/** All alternatives of `a{b,c{d,e}}f`; `{name}`, which has no comma, stays. `null` where there are too many. */
function expandBraces(pattern: string): readonly string[] | null {
  let pending = [pattern];
  const done: string[] = [];
  while (pending.length > 0) {
    if (pending.length + done.length > globAlternativesMax) return null;
    const next: string[] = [];
    for (const text of pending) {
      const expanded = expandFirst(text);
      if (expanded === null) done.push(text);
      else next.push(...expanded);
    }
    pending = next;
  }
  return done;
}

/** Innermost braces first, so that nesting needs no recursion. */
function expandFirst(text: string): readonly string[] | null {
  const match = /\{([^{}]*,[^{}]*)\}/.exec(text);
  if (match === null) return null;
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  return (match[1] ?? "").split(",").map((choice) => `${before}${choice}${after}`);
}

function compileSegment(segment: string): SegmentMatcher | "too_many_wildcards" {
  if (segment === "**") return null;
  const names: string[] = [];
  const marked = segment.replace(/\{([A-Za-z_]\w*)\}/g, (_, name: string) => {
    names.push(name);
    return String.fromCodePoint(captureMark + names.length - 1);
  });
  if (!/[*?[\\]/.test(marked) && names.length === 0) return (text) => (text === segment ? noCaptures : null);
  const wildcards = (marked.match(/\*+/g) ?? []).length + names.length;
  const lengthMax = globSegmentLengthMax[wildcards];
  if (lengthMax === undefined) return "too_many_wildcards";
  const expression = segmentExpression(marked, names);
  return (text) => {
    const match = text.length > lengthMax ? null : expression.exec(text);
    return match === null ? null : (match.groups ?? noCaptures);
  };
}

/** First character of the private-use area: where a `{name}` stands while picomatch reads the segment. */
const captureMark = 0xe000;
const noCaptures: Captures = {};

function segmentExpression(marked: string, names: readonly string[]): RegExp {
  const options = { dot: true, nobrace: true, noextglob: true, nonegate: true };
  const negated = marked.replaceAll("[!", "[^");
  const literal = negated.replace(/[()|+^$]/g, (character, offset: number) =>
    character === "^" && negated[offset - 1] === "[" ? character : `\\${character}`,
  );
  let source = picomatch.makeRe(literal.replace(/\*+/g, "*"), options).source;
  names.forEach((name, index) => {
    const group = names.indexOf(name) === index ? `(?<${name}>[^/]+?)` : `\\k<${name}>`;
    // picomatch escapes what is no ASCII word character.
    source = source.replace(`\\${String.fromCodePoint(captureMark + index)}`, () => group);
  });
  return new RegExp(source);
}

/** Every segment in turn; where one fails, the last `**` takes one segment more. */
function matchSegments(matchers: readonly SegmentMatcher[], segments: readonly string[]): Captures | null {
  const captured: (Captures | null)[] = matchers.map(() => null);
  let matcherIndex = 0;
  let segmentIndex = 0;
  let resume: { matcher: number; segment: number } | null = null;
  while (segmentIndex < segments.length || matcherIndex < matchers.length) {
    const matcher = matchers[matcherIndex];
    const segment = segments[segmentIndex];
    if (matcher === null) {
      resume = { matcher: matcherIndex + 1, segment: segmentIndex };
      matcherIndex += 1;
      continue;
    }
    const captures = matcher === undefined || segment === undefined ? null : matcher(segment);
    if (captures !== null) {
      captured[matcherIndex] = captures;
      matcherIndex += 1;
      segmentIndex += 1;
      continue;
    }
    if (resume === null || resume.segment >= segments.length) return null;
    resume = { matcher: resume.matcher, segment: resume.segment + 1 };
    matcherIndex = resume.matcher;
    segmentIndex = resume.segment;
  }
  return mergeCaptures(captured);
}

/** One name is one value: `{team}/{team}.yaml` matches only where both are the same. */
function mergeCaptures(captured: readonly (Captures | null)[]): Captures | null {
  const merged = new Map<string, string>();
  for (const captures of captured) {
    for (const [name, value] of Object.entries(captures ?? {})) {
      if (merged.has(name) && merged.get(name) !== value) return null;
      merged.set(name, value);
    }
  }
  return Object.fromEntries(merged);
}
