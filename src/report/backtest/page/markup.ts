import { visible } from "../../neutral.ts";

/** HTML that is safe to put into a page: made by {@link html} and {@link join} alone. */
export interface Markup {
  readonly markup: string;
}

type Piece = Markup | string | number | null;

/** A template whose strings are escaped, and whose markup is not. `null` is nothing. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const written = parts.map((part, index) => part + written1(pieces[index] ?? null));
  return { markup: written.join("") };
}

export function join(pieces: readonly Markup[]): Markup {
  return { markup: pieces.map(({ markup }) => markup).join("") };
}

/** Text of ours in which `code` stands between backticks. */
export function prose(text: string): Markup {
  const parts = text.split(/`([^`]+)`/);
  return join(parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`)));
}

function written1(piece: Piece): string {
  if (piece === null) return "";
  if (typeof piece === "object") return piece.markup;
  return escaped(typeof piece === "number" ? String(piece) : piece);
}

/** Nothing hidden, and nothing that means anything in HTML, in an attribute too. */
function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
