import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, valueAt } from "../../model/json.ts";
import { textOf } from "./rule.ts";

/** What matching needs to know of an object. */
export interface Matchable {
  readonly group: string;
  readonly kind: string;
  readonly object: JsonObject;
  readonly namespaced: boolean;
  /** `""`: it has none, or none is known. */
  readonly namespace: string;
  /** Labels of its Namespace; `null`: nobody here knows that Namespace. */
  readonly namespaceLabels: JsonObject | null;
}

/** Gatekeeper's `match` (pkg/mutation/match): every part has to hold. `unknown`: a namespace's labels decide, and are not known. */
export function matches(match: JsonObject, target: Matchable): "yes" | "no" | "unknown" {
  const { object } = target;
  const metadata = valueAt(object, ["metadata"]);
  const own = isJsonObject(metadata) ? metadata : {};
  const certain =
    kindsMatch(match["kinds"], target) &&
    scopeMatches(textOf(match["scope"]), target) &&
    namespacesMatch(match["namespaces"], target, true) &&
    !namespacesMatch(match["excludedNamespaces"], target, false) &&
    selects(match["labelSelector"], own["labels"]) &&
    nameMatches(textOf(match["name"]), own);
  if (!certain) return "no";
  return namespaceSelected(match["namespaceSelector"], target, own["labels"]);
}

const operators = new Set(["In", "NotIn", "Exists", "DoesNotExist"]);
const scopes = new Set(["", "*", "Cluster", "Namespaced"]);

/** What of a `match` nobody can follow; `null`: nothing. */
export function matchProblem(match: JsonObject): string | null {
  const scope = textOf(match["scope"]);
  if (!scopes.has(scope))
    return `spec.match.scope is ${JSON.stringify(scope)}, and can be *, Cluster or Namespaced`;
  for (const key of ["labelSelector", "namespaceSelector"]) {
    const expressions = valueAt(match, [key, "matchExpressions"]);
    for (const expression of isJsonArray(expressions) ? expressions : []) {
      const operator = isJsonObject(expression) ? textOf(expression["operator"]) : "";
      if (!operators.has(operator))
        return `spec.match.${key} has the operator ${JSON.stringify(operator)}, and can have In, NotIn, Exists or DoesNotExist`;
    }
  }
  return null;
}

function isNamespace({ group, kind }: Matchable): boolean {
  return group === "" && kind === "Namespace";
}

function kindsMatch(kinds: JsonValue | undefined, { group, kind }: Matchable): boolean {
  const listed = isJsonArray(kinds) ? kinds.filter(isJsonObject) : [];
  if (listed.length === 0) return true;
  const holds = (list: JsonValue | undefined, one: string) =>
    !isJsonArray(list) || list.length === 0 || list.includes("*") || list.includes(one);
  return listed.some((entry) => holds(entry["kinds"], kind) && holds(entry["apiGroups"], group));
}

function scopeMatches(scope: string, target: Matchable): boolean {
  const cluster = isNamespace(target) || !target.namespaced;
  if (scope === "Cluster") return cluster;
  return scope === "Namespaced" ? !cluster : true;
}

/** `otherwise` is the answer for what has no namespace, and for an empty list. */
function namespacesMatch(list: JsonValue | undefined, target: Matchable, otherwise: boolean): boolean {
  const patterns = isJsonArray(list) ? list.filter((item) => typeof item === "string") : [];
  if (patterns.length === 0) return otherwise;
  const name = isNamespace(target) ? textOf(valueAt(target.object, ["metadata", "name"])) : target.namespace;
  if (name === "") return otherwise;
  return patterns.some((pattern) => wildcard(pattern, name));
}

/** `kube-*`, `*-system` and `*istio*`. */
function wildcard(pattern: string, text: string): boolean {
  const [before, after] = [pattern.startsWith("*"), pattern.endsWith("*")];
  const middle = pattern.slice(before ? 1 : 0, after && pattern.length > 1 ? -1 : undefined);
  if (before && after) return text.includes(middle);
  if (before) return text.endsWith(middle);
  return after ? text.startsWith(middle) : text === pattern;
}

function nameMatches(pattern: string, metadata: JsonObject): boolean {
  if (pattern === "") return true;
  const generated = textOf(metadata["generateName"]);
  return wildcard(pattern, textOf(metadata["name"])) || (generated !== "" && wildcard(pattern, generated));
}

function namespaceSelected(
  selector: JsonValue | undefined,
  target: Matchable,
  labels: JsonValue | undefined,
): "yes" | "no" | "unknown" {
  if (!isJsonObject(selector)) return "yes";
  if (isNamespace(target)) return selects(selector, labels) ? "yes" : "no";
  if (!target.namespaced) return "yes";
  if (target.namespaceLabels === null) return "unknown";
  return selects(selector, target.namespaceLabels) ? "yes" : "no";
}

function selects(selector: JsonValue | undefined, given: JsonValue | undefined): boolean {
  if (!isJsonObject(selector)) return true;
  const labels = isJsonObject(given) ? given : {};
  const has = (key: string) => Object.hasOwn(labels, key);
  const exact = isJsonObject(selector["matchLabels"]) ? Object.entries(selector["matchLabels"]) : [];
  const expressions = isJsonArray(selector["matchExpressions"]) ? selector["matchExpressions"] : [];
  return (
    exact.every(([key, value]) => has(key) && labels[key] === value) &&
    expressions.filter(isJsonObject).every((expression) => {
      const key = textOf(expression["key"]);
      const values = isJsonArray(expression["values"]) ? expression["values"] : [];
      switch (expression["operator"]) {
        case "In":
          return has(key) && values.includes(labels[key] ?? null);
        case "NotIn":
          return !has(key) || !values.includes(labels[key] ?? null);
        case "Exists":
          return has(key);
        default:
          return !has(key);
      }
    })
  );
}
