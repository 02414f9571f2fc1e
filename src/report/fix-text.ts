import type { Locale } from "../model/configuration.ts";
import type { Fix } from "../model/finding.ts";
import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath } from "../model/json.ts";
import { valueText } from "./message.ts";
import { textsOf } from "./text/locale.ts";

/**
 * The repair as one imperative sentence without its full stop; `name` where the resource has to be said. `null` where a
 * path says less than the finding and the rule do: one item of a list, which is only a number in it.
 */
export function fixSentence(
  fix: Fix,
  name: string | null,
  locale: Locale,
  write: (text: string) => string,
): string | null {
  if (fix.op !== "replace" && typeof fix.path.at(-1) === "number") return null;
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
