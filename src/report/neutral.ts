/**
 * Longest value that is quoted in a sentence. A name in Kubernetes has at most 253 characters, a resource's address in
 * Terraform seldom more; beyond that a value is no longer read, and a hostile one would push the rest off the page.
 */
export const quotedCharactersMax = 256;

/**
 * Characters that are not seen, or that change how others are seen: controls, line ends, formats (bidirectional marks,
 * zero widths, tags), lone surrogates, fillers and selectors that take no space.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** More marks on one letter than any script needs draw over the lines around it. */
const pile = /(\p{M}{3})\p{M}+/gu;

/**
 * Text from outside with nothing hidden in it: whatever cannot be seen is written out as `\n` or `\u{202E}`. What comes
 * back is one line.
 */
export function visible(text: string): string {
  return text.replace(pile, "$1").replace(invisible, written);
}

/**
 * A document as JSON in which nothing hidden stands as itself: a name keeps every character, as `\u202e`, and steers no
 * terminal that the document is printed on.
 */
export function visibleJson(document: unknown): string {
  return JSON.stringify(document, null, 2).replace(invisible, (character) =>
    character === "\n" ? character : escaped(character),
  );
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

function written(character: string): string {
  if (character === "\n") return "\\n";
  if (character === "\t") return "\\t";
  if (character === "\r") return "\\r";
  const point = character.codePointAt(0) ?? 0;
  return `\\u{${point.toString(16).toUpperCase()}}`;
}

/** At most `charactersMax` characters, the last one `…` where something is missing. */
export function shortened(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text;
  const kept = Array.from(text.slice(0, charactersMax * 2)).slice(0, charactersMax - 1);
  return `${kept.join("")}…`;
}

/** A value that may be quoted anywhere: nothing hidden, one line, not long. */
export function quotable(text: string): string {
  return shortened(visible(text.slice(0, quotedCharactersMax * 4)), quotedCharactersMax);
}
