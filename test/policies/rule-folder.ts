import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { installation } from "../../src/app/installation.ts";
import type { PlanReading } from "../../src/model/plan.ts";
import type { Rule } from "../../src/model/rule.ts";
import { type Readme, readReadme } from "../../src/policy/texts.ts";
import { readPlan } from "../../src/resources/terraform-plan/index.ts";

/** One example of a rule: its file, and the two states of a repository that it stands for. */
export interface ExampleFiles {
  readonly name: string;
  readonly kind: "good" | "bad";
  readonly base: Readonly<Record<string, string>>;
  readonly head: Readonly<Record<string, string>>;
  /** What Terraform planned for it: `bad-plan.plan.json` beside `bad-plan.tf`. */
  readonly plans: readonly PlanReading[];
}

export interface RuleFolder {
  readonly rule: Rule;
  readonly path: string;
  readonly files: readonly string[];
  readonly en: Readme;
  readonly ja: Readme;
  readonly examples: readonly ExampleFiles[];
}

export function readRuleFolder(rule: Rule): RuleFolder {
  const path = join(installation.policies, ...rule.package.split("."));
  const files = readdirSync(path);
  const readme = (name: string, locale: "en" | "ja") =>
    readReadme(join(path, name), readFileSync(join(path, name), "utf8"), locale);
  return {
    rule,
    path,
    files,
    en: readme("README.md", "en"),
    ja: readme("README.ja.md", "ja"),
    examples: files.filter(isExample).map((name) => readExample(path, name, rule)),
  };
}

function isExample(name: string): boolean {
  return /^(?:good|bad)[-\w]*\.(?:yaml|tf|json|dockerfile|conf)$/.test(name);
}

/** Where examples stand in their repository; a Terraform root needs a provider. */
const exampleFolder = "example";
const provider = { [`${exampleFolder}/provider.tf`]: 'provider "aws" {}\n' };

function readExample(folder: string, name: string, rule: Rule): ExampleFiles {
  const kind = name.startsWith("good") ? "good" : "bad";
  const text = readFileSync(join(folder, name), "utf8");
  if (rule.scope === "pull" && name.endsWith(".json"))
    return { name, kind, ...changedPaths(text), plans: [] };
  const before = join(folder, name.replace(/\.(\w+)$/, ".before.$1"));
  const beside = name.endsWith(".tf") ? provider : besideOf(folder);
  const side = (content: string): Readonly<Record<string, string>> =>
    content.trim() === "" ? beside : { ...beside, [placeOf(name)]: content };
  const base = existsSync(before) ? side(readFileSync(before, "utf8")) : {};
  return { name, kind, base, head: side(text), plans: plansOf(folder, name) };
}

function plansOf(folder: string, name: string): readonly PlanReading[] {
  const path = join(folder, name.replace(/\.tf$/, ".plan.json"));
  if (!name.endsWith(".tf") || !existsSync(path)) return [];
  const bytes = readFileSync(path);
  return [readPlan({ name: "plan.json", root: exampleFolder, bytes, sensitiveNames: [] })];
}

/** What else the repository of a rule's examples holds, as a table from path to text. */
function besideOf(folder: string): Readonly<Record<string, string>> {
  const path = join(folder, "beside.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}

/** Some files are read for what they are only where their tool looks for them: `bad-workflow.yaml`. */
const toolFolders: readonly (readonly [string, string])[] = [
  ["-workflow.yaml", ".github/workflows"],
  ["-circleci.yaml", ".circleci"],
];

function placeOf(name: string): string {
  // A chart is known by the name of its description; what else it holds stands in `beside.json`.
  if (name.endsWith("-chart.yaml")) return `${exampleFolder}/chart/Chart.yaml`;
  const folder = toolFolders.find(([ending]) => name.endsWith(ending))?.[1] ?? exampleFolder;
  return `${folder}/${name}`;
}

/** An example about the pull request itself: a list of the paths that it changes. */
function changedPaths(text: string): Pick<ExampleFiles, "base" | "head"> {
  const paths: readonly string[] = JSON.parse(text);
  return {
    base: Object.fromEntries(paths.map((path) => [path, "before\n"])),
    head: Object.fromEntries(paths.map((path) => [path, "after\n"])),
  };
}
