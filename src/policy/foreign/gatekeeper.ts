import type { Engine } from "../../engines/engine.ts";
import { prepareRego } from "../../engines/foreign-rego.ts";
import type { RegoProblem } from "../../engines/opa.ts";
import { digestOf } from "../../model/digest.ts";
import type { Enforcement } from "../../model/finding.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type {
  Constraint,
  PolicyUnit,
  RegoSet,
  SourceFiles,
  SourceProblem,
} from "../../model/policy-sources.ts";
import type { Rule } from "../../model/rule.ts";
import type { SourceUnits } from "./conftest.ts";
import { matchProblem } from "./gatekeeper-match.ts";
import { schemaProblem, withDefaults } from "./gatekeeper-schema.ts";
import { type ConstraintTemplate, readTemplate } from "./gatekeeper-template.ts";
import { type Manifest, manifestsOf } from "./manifests.ts";
import { problemAt, regoProblem, sentences } from "./problems.ts";
import { foreignRule, severityOf, textOf } from "./rule.ts";

const constraintGroup = "constraints.gatekeeper.sh/";
const templateGroup = "templates.gatekeeper.sh/";

/** ConstraintTemplates and their constraints: one unit for each template that a constraint uses. */
export function gatekeeperUnits(engine: Engine, given: SourceFiles): SourceUnits {
  const { manifests, problems: unread } = manifestsOf(given);
  const templates = manifests.filter(({ object }) => isOf(object, templateGroup, "ConstraintTemplate"));
  const constraints = manifests.filter(({ object }) =>
    textOf(object["apiVersion"]).startsWith(constraintGroup),
  );
  const problems: SourceProblem[] = [...unread];
  if (templates.length === 0 && unread.length === 0)
    problems.push(problemAt(given.source.path, sentences.noRego("Gatekeeper")));
  else if (constraints.length === 0 && unread.length === 0)
    problems.push(problemAt(given.source.path, sentences.noConstraints()));
  const read = new Map<string, ConstraintTemplate>();
  for (const manifest of templates) {
    const template = readTemplate(manifest);
    if (template.kind === "problem") problems.push(template.problem);
    else read.set(template.template.kind, template.template);
  }
  const rules: Rule[] = [];
  const byKind = new Map<string, Constraint[]>();
  for (const manifest of constraints) {
    const made = constraintOf(manifest, read, given);
    if (made.kind === "problem") {
      // Why a template cannot be read is told at the template.
      if (problems.length === 0 || read.size === templates.length) problems.push(made.problem);
      continue;
    }
    rules.push(made.rule);
    const kind = textOf(manifest.object["kind"]);
    byKind.set(kind, [...(byKind.get(kind) ?? []), made.constraint]);
  }
  const units: PolicyUnit[] = [];
  for (const template of read.values()) {
    const unit = unitOf(engine, template, byKind.get(template.kind) ?? [], given);
    problems.push(...unit.problems);
    units.push(...unit.units);
  }
  return problems.length > 0 ? { rules: [], units: [], problems } : { rules, units, problems };
}

function isOf(object: JsonObject, group: string, kind: string): boolean {
  return textOf(object["apiVersion"]).startsWith(group) && object["kind"] === kind;
}

type MadeConstraint =
  | { readonly kind: "constraint"; readonly rule: Rule; readonly constraint: Constraint }
  | { readonly kind: "problem"; readonly problem: SourceProblem };

function constraintOf(
  { path, line, object }: Manifest,
  templates: ReadonlyMap<string, ConstraintTemplate>,
  { source }: SourceFiles,
): MadeConstraint {
  const kind = textOf(object["kind"]);
  const metadata = objectOr(object["metadata"]);
  const spec = objectOr(object["spec"]);
  const name = textOf(metadata["name"]);
  const template = templates.get(kind);
  const problem = (message: SourceProblem["message"]): MadeConstraint => ({
    kind: "problem",
    problem: problemAt(path, message, line),
  });
  if (template === undefined) return problem(sentences.constraintKind(kind));
  const match = objectOr(spec["match"]);
  const wrongMatch = matchProblem(match);
  if (wrongMatch !== null) return problem(sentences.match(name, wrongMatch));
  const parameters = withDefaults(objectOr(spec["parameters"]), template.schema);
  const wrongParameters = schemaProblem(parameters, template.schema, ["spec", "parameters"]);
  if (wrongParameters !== null) return problem(sentences.parameters(name, wrongParameters));
  const annotations = objectOr(metadata["annotations"]);
  const id = `gatekeeper.${kind}.${name}`;
  const rule = foreignRule({
    id,
    title: template.title === "" ? `${kind} ${name}` : template.title,
    description: textOf(annotations["description"]) || template.description,
    severity: severityOf(annotations["severity"] ?? template.severity) ?? "medium",
    enforcement: enforcementOf(spec, source.enforcement),
    origin: { kind: "gatekeeper", source: source.name, path, line },
  });
  const marked = isGators(spec) ? rule : { ...rule, tags: [...rule.tags, elsewhereTag] };
  return { kind: "constraint", rule: marked, constraint: { ruleId: id, match, parameters } };
}

/** `deny` asks for what the source is configured for; `warn` advises; what a dry run finds nobody sees in a cluster. */
function enforcementOf(spec: JsonObject, configured: Enforcement | null): Enforcement {
  if (configured === "off") return "off";
  switch (actionOf(spec)) {
    case "warn":
      return "advise";
    case "dryrun":
      return "off";
    default:
      return configured ?? "advise";
  }
}

const actions = ["dryrun", "warn", "deny"];
/** Where a scoped action counts here: a review stands in for the admission webhook, and for gator. */
const ownPoints = new Set(["*", "validation.gatekeeper.sh", "gator.gatekeeper.sh"]);
/** Marks a constraint that gator itself would pass over. */
export const elsewhereTag = "not-gator";

function actionOf(spec: JsonObject): string {
  const action = textOf(spec["enforcementAction"]);
  if (action !== "scoped") return action === "" ? "deny" : action;
  const strengths = scopedActions(spec)
    .filter(({ points }) => points.some((point) => ownPoints.has(point)))
    .map((scoped) => actions.indexOf(scoped.action));
  return actions[Math.max(0, ...strengths)] ?? "deny";
}

function scopedActions(spec: JsonObject) {
  const listed = isJsonArray(spec["scopedEnforcementActions"]) ? spec["scopedEnforcementActions"] : [];
  return listed.filter(isJsonObject).map((entry) => {
    const points = isJsonArray(entry["enforcementPoints"]) ? entry["enforcementPoints"] : [];
    const named = points.map((point) => (isJsonObject(point) ? textOf(point["name"]) : ""));
    return { action: textOf(entry["action"]), points: named };
  });
}

function isGators(spec: JsonObject): boolean {
  if (spec["enforcementAction"] !== "scoped") return true;
  return scopedActions(spec).some(
    ({ points }) => points.includes("*") || points.includes("gator.gatekeeper.sh"),
  );
}

function unitOf(
  engine: Engine,
  template: ConstraintTemplate,
  constraints: readonly Constraint[],
  { source }: SourceFiles,
): Pick<SourceUnits, "units" | "problems"> {
  const { files, version, kind, path, line } = template;
  const checked = prepareRego(engine, "", { files, version, data: {}, entrypoints: [] });
  if (checked.kind === "rejected")
    return { units: [], problems: checked.problems.map((problem) => templateProblem(problem, template)) };
  const rule = checked.value.find(({ name, file }) => name === "violation" && file === template.main);
  if (rule === undefined) {
    const problem = problemAt(path, sentences.templateShape(kind, "its Rego has no rule `violation`"), line);
    return { units: [], problems: [problem] };
  }
  if (constraints.length === 0) return { units: [], problems: [] };
  const entrypoints = [{ package: rule.package, name: "violation" }];
  const rego: RegoSet = { files, version, data: { inventory: {} }, entrypoints };
  const basis = {
    kind: "gatekeeper",
    source: source.name,
    constraints,
    readsInventory: checked.value.some(({ inventory }) => inventory),
  } as const;
  const content: JsonValue = JSON.parse(JSON.stringify({ ...basis, rego }));
  return { units: [{ ...basis, id: digestOf(content), label: kind, rego }], problems: [] };
}

/** Rego of a template is told by the template's file; of a library within it nobody knows the line there. */
function templateProblem(problem: RegoProblem, { path, line, main }: ConstraintTemplate): SourceProblem {
  if (problem.file === main) return regoProblem({ ...problem, file: path });
  const message = `libs, ${problem.file.slice(main.length + 1)}, line ${problem.row}: ${problem.message}`;
  return regoProblem({ ...problem, file: path, row: line, column: 1, message });
}

function objectOr(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
