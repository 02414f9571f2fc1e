import type { Engine } from "../../engines/engine.ts";
import { type FoundRule, prepareRego, type RuleName } from "../../engines/foreign-rego.ts";
import { digestOf } from "../../model/digest.ts";
import type { Enforcement } from "../../model/finding.ts";
import type { JsonValue } from "../../model/json.ts";
import type { RegoSet, RoutingUnit, SourceFiles, SourceProblem } from "../../model/policy-sources.ts";
import type { RuleText } from "../../model/report.ts";
import type { DefaultEnforcement, Rule } from "../../model/rule.ts";
import { policyFiles, type SourceUnits } from "./conftest.ts";
import { dataOf } from "./data-files.ts";
import { problemAt, regoProblem, sentences } from "./problems.ts";
import { routes } from "./routing-answer.ts";
import { textOf } from "./rule.ts";

const routingPackage = "sekisho.routing";
/** What is asked of it: further reasons, and further or other reviewers. */
export const routingRules = ["reasons", "reviewers"] as const;

/** Routing rules of one source: one rule, whose findings are the reasons that they add, and one unit that is asked. */
export function routingUnits(engine: Engine, given: SourceFiles): SourceUnits {
  const { source } = given;
  const files = policyFiles(given);
  const failed = (...problems: readonly SourceProblem[]): SourceUnits => ({ rules: [], units: [], problems });
  if (Object.keys(files).length === 0) return failed(problemAt(source.path, sentences.noRego("routing")));
  const data = dataOf(given);
  if (data.kind === "problem") return failed(data.problem);
  const rego: RegoSet = { files, version: "v1", data: data.value, entrypoints: [] };
  const prepared = prepareRego(engine, "", rego);
  if (prepared.kind === "rejected") return failed(...prepared.problems.map(regoProblem));
  const asked = prepared.value.filter(isAsked);
  const [first] = asked;
  if (first === undefined) return failed(problemAt(source.path, sentences.noRouting()));
  const problems = asked.flatMap(shapeProblem);
  if (problems.length > 0) return failed(...problems);
  const entrypoints = asked.map(({ package: path, name }): RuleName => ({ package: path, name }));
  return {
    rules: [ruleOf(first, given)],
    units: [unitOf(given, { ...rego, entrypoints })],
    problems: [],
  };
}

function isAsked({ package: path, name }: FoundRule): boolean {
  return path === routingPackage && routingRules.some((known) => known === name);
}

function shapeProblem({ name, file, row, shape, elements }: FoundRule): readonly SourceProblem[] {
  const wrong = [shape, elements].find(
    (type, index) => type !== "" && !(index === 0 ? ["set", "array"] : ["object"]).includes(type),
  );
  return wrong === undefined ? [] : [problemAt(file, sentences.routingShape(name, wrong), row)];
}

function unitOf({ source }: SourceFiles, rego: RegoSet): RoutingUnit {
  const ruleId = routingRuleId(source.name);
  const basis = {
    ...({ kind: "routing", source: source.name, ruleId } as const),
    teams: source.teams ?? [],
    organisation: source.organisation ?? false,
  };
  const content: JsonValue = JSON.parse(JSON.stringify({ ...basis, rego }));
  return { ...basis, id: digestOf(content), label: source.name, rego };
}

function routingRuleId(name: string): string {
  return `routing.${name}`;
}

const messages: Readonly<Record<string, DefaultEnforcement>> = Object.fromEntries(
  routes.map((route: Enforcement) => [route, { production: route, elsewhere: route }]),
);

/** Its messages are the routes that a reason may ask for, so that each asks for what it says wherever it stands. */
function ruleOf({ file, row, metadata }: FoundRule, { source }: SourceFiles): Rule {
  const id = routingRuleId(source.name);
  const title = textOf(metadata?.["title"]);
  const description = textOf(metadata?.["description"]);
  const text = (locale: "en" | "ja"): RuleText => ({
    ruleId: id,
    title: title === "" ? titles[locale](source.name) : title,
    messages: Object.fromEntries(routes.map((route) => [route, `{${locale}}`])),
    wouldPass: null,
    wouldPassWith: Object.fromEntries(routes.map((route) => [route, `{${locale}Passes}`])),
    numbers: Object.fromEntries(routes.map((route) => [route, numbers[locale]])),
    why: description,
    fix: "",
    waive: "",
  });
  const english = text("en");
  return {
    ...{ id, family: "routing", package: id, title: english.title, description, severity: "high" },
    enforcement: { production: "review", elsewhere: "review" },
    messageEnforcement: messages,
    numbers: Object.fromEntries(
      routes.map((route) => [route, { number: "number", bound: "atMost", threshold: "threshold" }]),
    ),
    ...{ scope: "pull", kinds: [], reads: [], needs: [], facts: [], parameters: {}, supersedes: [] },
    ...{ peers: [], tags: [source.name], references: [] },
    origin: {
      ...{ kind: "routing", source: source.name, path: file, line: row },
      texts: { en: english, ja: text("ja") },
    },
  };
}

const titles = {
  en: (source: string) => `Routing rules of ${source}`,
  ja: (source: string) => `${source} の依頼ルール`,
} as const;
const numbers = { en: "{number} of at most {threshold}", ja: "{number}（上限 {threshold}）" } as const;
