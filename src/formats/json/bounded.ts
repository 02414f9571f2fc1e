import { type JsonValue, parseJson } from "../../model/json.ts";

/** A value without places, or why there is none. What a parser says may quote the text, so it is not told. */
export type BoundedJson =
  | { readonly kind: "value"; readonly value: JsonValue }
  | { readonly kind: "not-json" }
  | { readonly kind: "truncated" }
  | { readonly kind: "too-deep" };

const utf8 = new TextDecoder("utf-8", { fatal: true });
/** What PowerShell writes when output is sent to a file with `>`. */
const utf16 = new TextDecoder("utf-16le", { fatal: true });

/** Reads a large JSON document that nobody points into. It is looked at for its depth before it is parsed. */
export function readBoundedJson(bytes: Uint8Array, { depthMax }: { readonly depthMax: number }): BoundedJson {
  const text = textOf(bytes);
  if (text === null) return { kind: "not-json" };
  const shape = shapeOf(text, depthMax);
  if (shape === "too-deep") return { kind: "too-deep" };
  try {
    return { kind: "value", value: parseJson(text) };
  } catch {
    return { kind: shape === "open" ? "truncated" : "not-json" };
  }
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return (bytes[0] === 0xff && bytes[1] === 0xfe ? utf16 : utf8).decode(bytes);
  } catch {
    return null;
  }
}

/** Everything but brackets and strings is passed over. */
const structure = /["[\]{}]/g;

/** Whether brackets close, and how deep they go: one pass without a stack. */
function shapeOf(text: string, depthMax: number): "closed" | "open" | "too-deep" {
  if (!/^\s*[[{]/.test(text)) return "closed";
  let depth = 0;
  for (structure.lastIndex = 0; ; ) {
    const match = structure.exec(text);
    if (match === null) return depth > 0 ? "open" : "closed";
    const [mark] = match;
    if (mark === "{" || mark === "[") depth += 1;
    else if (mark === '"') {
      const end = afterString(text, structure.lastIndex);
      if (end === null) return "open";
      structure.lastIndex = end;
    } else depth -= 1;
    if (depth > depthMax) return "too-deep";
  }
}

function afterString(text: string, start: number): number | null {
  for (let at = start; ; ) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return null;
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === backslash) slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

const backslash = 92;
