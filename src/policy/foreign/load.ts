import { type Engine, EngineError } from "../../engines/engine.ts";
import type { LoadedSources, PolicyUnit, SourceFiles, SourceProblem } from "../../model/policy-sources.ts";
import type { Rule } from "../../model/rule.ts";
import type { PolicyFiles } from "../source.ts";
import { conftestUnits, type SourceUnits } from "./conftest.ts";
import { gatekeeperUnits } from "./gatekeeper.ts";
import { ownUnits } from "./own-units.ts";
import { problemAt, sentences } from "./problems.ts";
import { routingUnits } from "./routing.ts";

/** What is shipped, as far as sources rest on it and may not touch it. */
export interface ShippedPolicies {
  /** The library, and what policies may use. */
  readonly files: PolicyFiles;
  readonly ruleIds: readonly string[];
}

/** All sources together: with 300 Conftest rules a scan takes several times as long (`npm run bench`), more cost patience. */
export const foreignRulesMax = 500;

/** Compiles every source, or says of all of them what is wrong. Throws for broken engines only. */
export function loadSources(
  engine: Engine,
  shipped: ShippedPolicies,
  sources: readonly SourceFiles[],
): LoadedSources {
  const rules: Rule[] = [];
  const units: PolicyUnit[] = [];
  const problems: SourceProblem[] = [];
  for (const given of sources) {
    const made = unitsOf(engine, shipped, given);
    rules.push(...made.rules);
    units.push(...made.units);
    problems.push(...made.problems);
  }
  problems.push(...idProblems(rules, shipped.ruleIds));
  if (rules.length > foreignRulesMax) {
    const path = sources[0]?.source.path ?? ".";
    problems.push(problemAt(path, sentences.tooManyRules(rules.length, foreignRulesMax)));
  }
  return problems.length > 0 ? { kind: "rejected", problems } : { kind: "loaded", rules, units };
}

function unitsOf(engine: Engine, shipped: ShippedPolicies, given: SourceFiles): SourceUnits {
  try {
    switch (given.source.kind) {
      case "conftest":
        return conftestUnits(engine, given);
      case "gatekeeper":
        return gatekeeperUnits(engine, given);
      case "sekisho":
        return ownUnits(engine, shipped.files, given);
      case "routing":
        return routingUnits(engine, given);
      default:
        return given.source.kind satisfies never;
    }
  } catch (error) {
    if (!(error instanceof EngineError) || error.code === "missing" || error.code === "protocol") throw error;
    const { name, path } = given.source;
    return { rules: [], units: [], problems: [problemAt(path, sentences.engine(name, error.message))] };
  }
}

function idProblems(rules: readonly Rule[], shippedIds: readonly string[]): readonly SourceProblem[] {
  const families = new Set(shippedIds.map(familyOf));
  const taken = new Map<string, string>();
  return rules.flatMap((rule): readonly SourceProblem[] => {
    const { id, origin } = rule;
    if (origin === undefined) return [];
    const other = taken.get(id.toUpperCase());
    taken.set(id.toUpperCase(), `${origin.path}:${origin.line}`);
    if (other !== undefined) return [problemAt(origin.path, sentences.duplicate(id, other), origin.line)];
    if (origin.kind === "sekisho" && families.has(familyOf(id)))
      return [problemAt(origin.path, sentences.reserved(id), origin.line)];
    return [];
  });
}

function familyOf(id: string): string {
  return id.split("-")[0] ?? "";
}
