import { stricterEnforcement } from "../model/enforcement.ts";
import { type Enforcement, enforcements } from "../model/finding.ts";
import { compileGlob } from "../model/glob.ts";
import { covers, type Overruled } from "./merge.ts";
import type { ConfigurationFile } from "./schema/schema.ts";

type Policies = NonNullable<ConfigurationFile["policies"]>;

/**
 * Enforcements of the repository that are weaker than the organisation's and so have no effect. A glob is compared
 * with the globs that match it as a name, which is exact for the usual `SEC-*` over `SEC-020`.
 */
export function overruledPolicies(
  organisation: ConfigurationFile["policies"],
  repository: ConfigurationFile["policies"],
  overridable: readonly string[],
): readonly Overruled[] {
  if (organisation === undefined) return [];
  return Object.entries(repository ?? {})
    .filter(([id]) => !covers(overridable, `policies.${id}`))
    .flatMap(([id, entry]) => [
      ...weaker(organisation, id, entry).map((below) => ["policies", id, "enforcement", ...below]),
      ...fixedParameters(organisation, id, entry).map((name) => ["policies", id, "params", name]),
    ])
    .map((path) => ({ path, mark: path[2] === "params" ? "free" : "raiseOnly" }));
}

function weaker(organisation: Policies, id: string, entry: Policies[string]): readonly (readonly string[])[] {
  const { enforcement } = entry;
  if (enforcement === undefined) return [];
  if (typeof enforcement === "string") {
    // One word for everywhere is without effect only where the organisation is stricter everywhere.
    const floors = ["production", "default"].map((name) => floorOf(organisation, id, name));
    return floors.every((floor) => floor !== null && isWeaker(enforcement, floor)) ? [[]] : [];
  }
  return Object.entries(enforcement)
    .filter(([name, value]) => {
      const floor = floorOf(organisation, id, name);
      return floor !== null && isWeaker(value, floor);
    })
    .map(([name]) => [name]);
}

function floorOf(organisation: Policies, id: string, environment: string): Enforcement | null {
  const answers = matching(organisation, id).map(({ enforcement }) => {
    if (typeof enforcement === "string" || enforcement === undefined) return enforcement ?? null;
    return enforcement[environment] ?? enforcement["default"] ?? null;
  });
  return answers.findLast((answer) => answer !== null) ?? null;
}

function fixedParameters(organisation: Policies, id: string, entry: Policies[string]): readonly string[] {
  const fixed = new Set(matching(organisation, id).flatMap(({ params }) => Object.keys(params ?? {})));
  return Object.keys(entry.params ?? {}).filter((name) => fixed.has(name));
}

function matching(policies: Policies, id: string): readonly Policies[string][] {
  return Object.entries(policies)
    .filter(([pattern]) => pattern === id || compileGlob(pattern)(id))
    .map(([, entry]) => entry);
}

function isWeaker(candidate: Enforcement, floor: Enforcement): boolean {
  return (
    enforcements.includes(candidate) && candidate !== floor && stricterEnforcement(candidate, floor) === floor
  );
}
