/** `{a,b}` multiplies; nobody includes so many kinds of files. */
const alternativesMax = 64;

/**
 * A glob as Argo CD's `directory.include` has it: `*` and `?` take slashes too, `{a,b}` are alternatives, one level deep.
 * The work for a path is bounded by its length times the pattern's.
 */
export function crossingGlob(pattern: string): (path: string) => boolean {
  const alternatives = expand(pattern);
  return (path) => alternatives.some((one) => matches(one, path));
}

function expand(pattern: string): readonly string[] {
  const match = /^([^{}]*)\{([^{}]*)\}(.*)$/s.exec(pattern);
  if (match === null) return [pattern];
  const [, before = "", choices = "", after = ""] = match;
  const rest = expand(after);
  return choices
    .split(",")
    .flatMap((choice) => rest.map((end) => `${before}${choice}${end}`))
    .slice(0, alternativesMax);
}

function matches(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let position = 0;
  while (position < text.length) {
    const wanted = pattern.charAt(at);
    if (wanted === "*") {
      star = at;
      resume = position;
      at += 1;
    } else if (at < pattern.length && (wanted === "?" || wanted === text.charAt(position))) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      resume += 1;
      position = resume;
      at = star + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
