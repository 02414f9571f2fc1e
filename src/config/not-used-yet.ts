import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath } from "../model/json.ts";

/**
 * Settings that files may hold and that nothing in this version reads: `config check` says so for each. `*` stands for
 * any one name. Whoever makes one work takes it out here.
 */
export const notUsedYet: readonly string[] = [
  "ruleSet",
  "tenants.*.formerly",
  "tenants.*.podSecurity",
  "tenants.*.complete",
  "tenantSources",
  "rollback",
  "audit.retentionYears",
  "audit.anchors",
];

/** The settings of a file that have no effect yet, as paths, in the order of the list. */
export function unusedIn(value: JsonValue): readonly ObjectPath[] {
  return notUsedYet.flatMap((pattern) => pathsOf(value, pattern.split("."), []));
}

function pathsOf(
  value: JsonValue | undefined,
  steps: readonly string[],
  above: ObjectPath,
): readonly ObjectPath[] {
  const [step, ...rest] = steps;
  if (step === undefined) return value === undefined ? [] : [above];
  if (isJsonArray(value) || !isJsonObject(value)) return [];
  const names = step === "*" ? Object.keys(value) : [step];
  return names.flatMap((name) =>
    Object.hasOwn(value, name) ? pathsOf(value[name], rest, [...above, name]) : [],
  );
}
