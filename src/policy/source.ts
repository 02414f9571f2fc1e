import { digestOf, sha256Hex } from "../model/digest.ts";
import type { JsonValue } from "../model/json.ts";
import type { Rule } from "../model/rule.ts";

/** The files of a policy folder, path below the folder to text: Rego, capabilities.json. */
export type PolicyFiles = ReadonlyMap<string, string>;

export const capabilitiesPath = "capabilities.json";

/** What decides: Rego that is no test, and the capabilities. Texts and examples are not part of it. */
export function isPolicySource(path: string): boolean {
  return path === capabilitiesPath || (path.endsWith(".rego") && !path.endsWith("_test.rego"));
}

/** The digest that names a policy set: over the sorted (path, SHA-256) of what decides. */
export function policySetDigest(files: PolicyFiles): string {
  const entries = [...files]
    .filter(([path]) => isPolicySource(path))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]): JsonValue => [path, sha256Hex(text)]);
  return digestOf(entries);
}

/** The one entrypoint: every rule's findings under its id, where the call asks for the rule. */
export function aggregatorRego(rules: readonly Pick<Rule, "id" | "package">[]): string {
  const clauses = rules.map(
    (rule) => `findings["${rule.id}"] := data.${rule.package}.findings if input.rules["${rule.id}"]`,
  );
  return ["package sekisho.aggregate", ...clauses, ""].join("\n\n");
}

export const entrypoint = "sekisho/aggregate/findings";
