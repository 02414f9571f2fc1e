import { quotable } from "../neutral.ts";

/**
 * Text from outside as Markdown that GitHub shows letter by letter: no markup, HTML, link, mention, reference or table
 * border comes out of it. Backslash and pipe become entities, because a table is cut into cells before anything in them
 * is read, and `\\|` would end a cell.
 */
export function escapeText(text: string): string {
  return quotable(text)
    .replace(/&/g, "&amp;")
    .replace(/[<>|\\$]/g, entity)
    .replace(/[`*~[\]!]/g, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/@(?=[\p{L}\p{N}_-])/gu, "@&#8203;")
    .replace(/#(?=\d)/g, "#&#8203;")
    .replace(/\b(GH-)(?=\d)/gi, "$1&#8203;")
    .replace(/:\/\//g, ":&#8203;//")
    .replace(/\b(www)\./gi, "$1&#8203;.")
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
