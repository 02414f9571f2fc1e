import { quotable } from "../neutral.ts";

/** What Markdown, HTML or GitHub would make something of, in one pass: what one rule writes, no other may read. */
const meaningful =
  /(?<entity>[&<>|\\$])|(?<mark>[`*~[\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}]))|(?<linking>@(?=[\p{L}\p{N}_-])|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.))/giu;

/**
 * Text from outside as Markdown that GitHub shows letter by letter: no markup, HTML, link, mention, reference or table
 * border comes out of it. Backslash and pipe become entities, because a table is cut into cells before anything in them
 * is read, and `\\|` would end a cell.
 */
export function escapeText(text: string): string {
  return quotable(text)
    .replace(meaningful, (found: string, character: string | undefined, mark: string | undefined) => {
      if (character !== undefined) return entity(character);
      return mark === undefined ? `${found}&#8203;` : `\\${found}`;
    })
    .replace(/^(#+|[-+=]|\d+[.)])(?=\s|$)/, "&#8203;$1");
}

/**
 * Text from outside as a code span, where mentions, links and references are not looked for. What would end the span or
 * a cell makes it an HTML `code` element with everything that means something written as an entity.
 */
export function code(text: string): string {
  const shown = quotable(text);
  if (shown === "") return "";
  if (!/[`|\\<>&]/.test(shown) && shown.trim() === shown) return `\`${shown}\``;
  return `<code>${shown.replace(/[^\p{L}\p{N} ./:=-]/gu, entity)}</code>`;
}

/** Plain prose of ours that quotes names in backticks: these become code, and nothing else of it means anything. */
export function escapeProse(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (part.length > 2 && part.startsWith("`") ? code(part.slice(1, -1)) : spaced(part)))
    .join("");
}

/** Spaces beside code stay: they part it from its sentence. */
function spaced(part: string): string {
  return part.replace(
    /^(\s*)(.*?)(\s*)$/s,
    (_, before: string, words: string, after: string) => before + escapeText(words) + after,
  );
}

/** A link whose address cannot end early: `( ) < > |`, spaces and quotes in it are percent-encoded. */
export function link(label: string, url: string): string {
  const address = url.toWellFormed().replace(/[\s()<>|"'`\\[\]]/g, (character) => `%${hex(character)}`);
  return `[${label}](${address})`;
}

function entity(character: string): string {
  return `&#${character.codePointAt(0)};`;
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, "0");
}
