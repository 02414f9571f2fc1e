import type { Engine } from "../../engines/engine.ts";
import { type FoundRule, prepareRego, type RuleName } from "../../engines/foreign-rego.ts";
import { digestOf } from "../../model/digest.ts";
import type { JsonValue } from "../../model/json.ts";
import type { PolicyUnit, RegoSet, SourceFiles, SourceProblem } from "../../model/policy-sources.ts";
import type { Rule } from "../../model/rule.ts";
import { dataOf } from "./data-files.ts";
import { problemAt, regoProblem, sentences } from "./problems.ts";
import { customOf, foreignRule, severityOf, textOf } from "./rule.ts";

/** What one source becomes, or why it does not. */
export interface SourceUnits {
  readonly rules: readonly Rule[];
  readonly units: readonly PolicyUnit[];
  readonly problems: readonly SourceProblem[];
}

/** The names that Conftest asks (policy/engine.go): `deny_x-y` is none of them. */
const failing = /^(?:deny|violation)(?:_[a-zA-Z0-9]+)*$/;
const warning = /^warn(?:_[a-zA-Z0-9]+)*$/;
export const exceptionRule = "exception";

/** Conftest policies, unchanged: which rules they have, and one unit that asks them all. */
export function conftestUnits(engine: Engine, given: SourceFiles): SourceUnits {
  const { source } = given;
  const files = policyFiles(given);
  const failed = (...problems: readonly SourceProblem[]): SourceUnits => ({ rules: [], units: [], problems });
  if (Object.keys(files).length === 0) return failed(problemAt(source.path, sentences.noRego("Conftest")));
  const data = dataOf(given);
  if (data.kind === "problem") return failed(data.problem);
  const rego: RegoSet = { files, version: "any", data: data.value, entrypoints: [] };
  const prepared = prepareRego(engine, "", rego);
  if (prepared.kind === "rejected") return failed(...prepared.problems.map(regoProblem));
  const asked = prepared.value.filter((rule) => isAsked(rule, source.namespaces));
  const rules = asked.filter(({ name }) => name !== exceptionRule);
  if (rules.length === 0) {
    const named = source.namespaces === "all" ? "*" : source.namespaces.join(", ");
    return failed(problemAt(source.path, sentences.noRules(named)));
  }
  const problems = rules.flatMap(shapeProblems);
  if (problems.length > 0) return failed(...problems);
  const entrypoints = asked.map(({ package: path, name }): RuleName => ({ package: path, name }));
  const unit = unitOf(given, { ...rego, entrypoints });
  return { rules: rules.map((rule) => ruleOf(rule, given)), units: [unit], problems: [] };
}

/** The Rego of a source; tests are run by `policies test` alone. */
export function policyFiles({ files }: SourceFiles, withTests = false): Readonly<Record<string, string>> {
  const wanted = (path: string) => path.endsWith(".rego") && (withTests || !path.endsWith("_test.rego"));
  return Object.fromEntries(Object.entries(files).filter(([path]) => wanted(path)));
}

function isAsked({ package: path, name }: RuleName, namespaces: readonly string[] | "all"): boolean {
  if (namespaces !== "all" && !namespaces.includes(path)) return false;
  return failing.test(name) || warning.test(name) || name === exceptionRule;
}

/** Conftest passes over a rule that is no set without a word; whoever wrote it believes that it judges. */
function shapeProblems(rule: FoundRule): readonly SourceProblem[] {
  const { name, file, row, shape, elements } = rule;
  if (shape !== "" && shape !== "set" && shape !== "array")
    return [problemAt(file, sentences.shape(name, shape), row)];
  if (elements !== "" && elements !== "string" && elements !== "object")
    return [problemAt(file, sentences.elements(name, elements), row)];
  return [];
}

function unitOf({ source }: SourceFiles, rego: RegoSet): PolicyUnit {
  const ruleIds = rego.entrypoints.map((rule) =>
    rule.name === exceptionRule ? null : conftestRuleId(source.name, rule),
  );
  const basis = { kind: "conftest", source: source.name, ruleIds } as const;
  const content: JsonValue = JSON.parse(JSON.stringify({ ...basis, rego }));
  return { ...basis, id: digestOf(content), label: source.name, rego };
}

/** `conftest.policy.main.deny_root`: the source, the package, the rule. */
function conftestRuleId(source: string, rule: RuleName): string {
  return `conftest.${source}.${rule.package}.${rule.name}`;
}

function ruleOf(rule: FoundRule, { source }: SourceFiles): Rule {
  const { metadata } = rule;
  const title = textOf(metadata?.["title"]);
  return foreignRule({
    id: conftestRuleId(source.name, rule),
    title: title === "" ? `${rule.package}.${rule.name}` : title,
    description: textOf(metadata?.["description"]),
    severity: severityOf(customOf(metadata)["severity"]) ?? "medium",
    enforcement:
      failing.test(rule.name) || source.enforcement === "off" ? (source.enforcement ?? "advise") : "advise",
    origin: { kind: "conftest", source: source.name, path: rule.file, line: rule.row },
  });
}
