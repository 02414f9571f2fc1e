import { digestOf } from "./digest.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "./json.ts";

/** One setting that two configurations have otherwise; `null`: one of them says nothing. */
export interface SettingChange {
  /** Dotted: `policies.CHG-010.parameters.maxStepPoints`. */
  readonly key: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/** Settings that are told one by one: whoever rewrites a configuration has to read it. */
const changesMax = 200;
/** A value that is longer is told by its digest. */
const valueCharactersMax = 2_000;

export interface ConfigurationDifference {
  readonly changes: readonly SettingChange[];
  /** How many more there are. */
  readonly omitted: number;
}

/** What differs, sorted by key. Lists of texts tell what came and went; lists of named things go by their names. */
export function configurationDifference(before: JsonObject, after: JsonObject): ConfigurationDifference {
  const all = changesOf("", before, after).toSorted((left, right) => (left.key < right.key ? -1 : 1));
  return {
    changes: all.slice(0, changesMax).map(({ key, before: was, after: is }) => {
      return { key, before: short(was), after: short(is) };
    }),
    omitted: Math.max(0, all.length - changesMax),
  };
}

function changesOf(key: string, before: JsonValue, after: JsonValue): readonly SettingChange[] {
  if (digestOf(before) === digestOf(after)) return [];
  // What one of them does not have at all is told part by part, too.
  const [was, is] = [asMap(before ?? emptyLike(after)), asMap(after ?? emptyLike(before))];
  if (was === null || is === null) return [{ key, before, after }];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.flatMap((name) =>
    changesOf(key === "" ? name : `${key}.${name}`, was[name] ?? null, is[name] ?? null),
  );
}

function emptyLike(value: JsonValue): JsonValue {
  return asMap(value) === null ? null : {};
}

/** `null`: a value as a whole. */
function asMap(value: JsonValue): JsonObject | null {
  if (isJsonObject(value)) return value;
  if (!isJsonArray(value) || value.length === 0) return null;
  const named = value.map((item): [string, JsonValue] | null => {
    const name = isJsonObject(item) ? item["name"] : undefined;
    return typeof name === "string" ? [name, item] : null;
  });
  const pairs = named.filter((pair) => pair !== null);
  return pairs.length === value.length && new Set(pairs.map(([name]) => name)).size === pairs.length
    ? Object.fromEntries(pairs)
    : null;
}

function short(value: JsonValue): JsonValue {
  return JSON.stringify(value).length > valueCharactersMax ? `sha256:${digestOf(value)}` : value;
}
