import type { Locale } from "../model/configuration.ts";
import type { Fix } from "../model/finding.ts";
import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath } from "../model/json.ts";
import { valueText } from "./message.ts";
import { textsOf } from "./text/locale.ts";

/** The repair as one imperative sentence without its full stop; `name` where the resource has to be said. */
export function fixSentence(
  fix: Fix,
  name: string | null,
  locale: Locale,
  write: (text: string) => string,
): string {
  const { row } = textsOf(locale);
  const path = write(shortPath(fix.path));
  if (fix.op === "remove") return name === null ? row.removeValue(path) : row.removeValueIn(name, path);
  if (fix.value === undefined || isComposite(fix.value)) {
    return name === null ? row.addPart(path) : row.addPartIn(name, path);
  }
  const value = write(valueText(fix.value, locale));
  if (fix.op === "replace")
    return name === null ? row.setValue(path, value) : row.setValueIn(name, path, value);
  return name === null ? row.addValue(path, value) : row.addValueIn(name, path, value);
}

/**
 * The lines before and after the repair, where it is one scalar on one line that is there to see: `null` for everything
 * else, because a guessed edit is worse than none.
 */
export function fixDiff(
  fix: Fix,
  excerpt: readonly string[],
): { before: string; after: string | null } | null {
  const [line, ...others] = excerpt;
  const key = fix.path.at(-1);
  if (line === undefined || others.length > 0 || typeof key !== "string") return null;
  const parts = keyAndValue(line, key);
  if (parts === null) return null;
  if (fix.op === "remove") return parts.listItem ? null : { before: line, after: null };
  if (fix.op !== "replace" || fix.value === undefined || isComposite(fix.value)) return null;
  const written = parts.separator.includes("=") ? JSON.stringify(fix.value) : yamlScalar(fix.value);
  return { before: line, after: `${parts.head}${parts.separator}${written}${parts.comment}` };
}

interface LineParts {
  readonly head: string;
  readonly separator: string;
  readonly comment: string;
  readonly listItem: boolean;
}

/** `  memory: 16Gi # why` and `  port = 22 # why`; nothing else is understood. */
function keyAndValue(line: string, key: string): LineParts | null {
  const found = /^(\s*(?:- )?)(["']?)([\w.\-/]+)\2(\s*=\s*|:\s+)(\S.*)$/.exec(line);
  const [, indent = "", quote = "", name, separator = "", rest = ""] = found ?? [];
  if (found === null || name !== key || !/^("[^"\\]*"|'[^'\\]*'|[^\s"'[{|>&*!#]\S*)(\s+#.*)?\s*$/.test(rest))
    return null;
  const comment = /\s+#.*$/.exec(rest)?.[0] ?? "";
  return { head: `${indent}${quote}${name}${quote}`, separator, comment, listItem: indent.includes("-") };
}

/** Plain where YAML reads it back as the same value, quoted where it would not. */
function yamlScalar(value: JsonValue): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const plain =
    /^[A-Za-z][\w./-]*$|^\d+(\.\d+)?[A-Za-z]+$/.test(value) &&
    !/^(true|false|null|yes|no|on|off|y|n|\d+e\d*)$/i.test(value);
  return plain ? value : JSON.stringify(value);
}

/**
 * What has to be edited, as it stands in the file: the keys below the list element that the line number points at,
 * `resources.limits.memory` for the first container's.
 */
export function shortPath(path: ObjectPath): string {
  const inside = path.slice(path.findLastIndex((step) => typeof step === "number") + 1);
  const shown = inside.length > 0 ? inside : path;
  return withoutPodPath(
    shown
      .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
      .join("")
      .replace(/^\./, ""),
  );
}

export function withoutPodPath(path: string): string {
  return path.replace(/^spec\.(jobTemplate\.spec\.)?template\.spec\.|^spec\.(?=[a-z])/, "");
}

function isComposite(value: JsonValue): boolean {
  return isJsonArray(value) || (isJsonObject(value) && !Object.hasOwn(value, "$secret"));
}
