import type { Configuration, EnvironmentRule } from "../model/configuration.ts";
import { type EnvironmentClass, environmentClassOf, stricterClass } from "../model/environment-words.ts";
import { compileGlob, compileGlobs } from "../model/glob.ts";
import type { Environment } from "../model/resource.ts";

/** Everything that may say in which environment something stands. */
export interface EnvironmentPlace {
  /** The file, or the folder of what is rendered. */
  readonly path: string;
  /** Names of Terraform files tell parts of one root apart, never environments. */
  readonly fileNameCounts: boolean;
  readonly namespace: string | null;
  /** Labels of that Namespace. */
  readonly labels: Readonly<Record<string, string>>;
  readonly cluster: string | null;
  readonly accounts: readonly string[];
  readonly branch: string | null;
  readonly workspace: string | null;
  readonly valuesFiles: readonly string[];
  /** The cluster that its definition names, as it is written there: a name or an address. */
  readonly target: string | null;
  /** The file that says where it is applied, other than its own folder. */
  readonly definedAt: string | null;
  /** The environment that the configuration gives this root by name. */
  readonly named: string | null;
}

/** Finds the environment of a place: by name, by the configured patterns, by words, and else production. */
export function createEnvironmentFinder(
  rules: Configuration["environments"],
): (place: EnvironmentPlace) => Environment {
  const compiled = rules.map((rule) => ({ rule, matches: compileRule(rule) }));
  return (place) => {
    if (place.named !== null) return namedEnvironment(place.named, rules);
    const configured = compiled.find(({ matches }) => matches(place));
    if (configured !== undefined) return environmentOf(configured.rule);
    const word = wordOf(place);
    return word === null
      ? { name: "production", production: true, ephemeral: false, source: "unmatched" }
      : classEnvironment(word, word, rules);
  };
}

/** The one that asks for more care: of two sides of a change, or of several roots that use one file. */
export function stricterEnvironment(left: Environment, right: Environment): Environment {
  return strictness(right) > strictness(left) ? right : left;
}

function strictness({ name, production, ephemeral }: Environment): number {
  if (production) return 3;
  if (ephemeral) return 0;
  return name === "staging" ? 2 : 1;
}

function environmentOf({ name, production, ephemeral }: EnvironmentRule): Environment {
  return { name, production, ephemeral, source: "configured" };
}

function namedEnvironment(name: string, rules: readonly EnvironmentRule[]): Environment {
  const rule = rules.find((candidate) => candidate.name === name);
  if (rule !== undefined) return environmentOf(rule);
  const production = (environmentClassOf(name) ?? "production") === "production";
  return { name, production, ephemeral: false, source: "configured" };
}

/** A word means the configured environment of that name, where there is one. */
function classEnvironment(
  found: EnvironmentClass,
  name: string,
  rules: readonly EnvironmentRule[],
): Environment {
  const rule = rules.find((candidate) => candidate.name === name);
  return rule === undefined
    ? { name, production: found === "production", ephemeral: false, source: "word" }
    : { ...environmentOf(rule), source: "word" };
}

/**
 * The namespace knows best, then the workspace, then what a release is called and its values files, then where it goes
 * and where it stands, and at last the file that defines it.
 */
function wordOf(place: EnvironmentPlace): EnvironmentClass | null {
  const near = [place.namespace, place.workspace]
    .map((name) => (name === null ? null : environmentClassOf(name)))
    .find((word) => word !== null);
  const target = place.target === null || place.target.includes("://") ? null : place.target;
  return (
    near ??
    strictest(place.valuesFiles.map(environmentClassOf)) ??
    strictest([target === null ? null : environmentClassOf(target), wordOfPath(place)]) ??
    (place.definedAt === null ? null : wordOfPath({ path: place.definedAt, fileNameCounts: true }))
  );
}

function strictest(words: readonly (EnvironmentClass | null)[]): EnvironmentClass | null {
  return words.reduce(
    (left, right) => (left === null || right === null ? (left ?? right) : stricterClass(left, right)),
    null,
  );
}

/**
 * The deepest folder that says something: `live.example.com/api-dev/` is development. The name of a file may make it
 * stricter, and never weaker: `prod/test-job.yaml` stays production.
 */
function wordOfPath({
  path,
  fileNameCounts,
}: Pick<EnvironmentPlace, "path" | "fileNameCounts">): EnvironmentClass | null {
  const folders = path.split("/");
  const fileName = fileNameCounts ? (folders.pop() ?? "") : "";
  const folder =
    folders
      .reverse()
      .map(environmentClassOf)
      .find((word) => word !== null) ?? null;
  const file = environmentClassOf(fileName);
  if (folder === null || file === null) return folder ?? file;
  return stricterClass(folder, file);
}

function compileRule(rule: EnvironmentRule): (place: EnvironmentPlace) => boolean {
  const paths = compileGlobs(rule.paths);
  const namespaces = compileGlobs(rule.namespaces);
  const clusters = compileGlobs(rule.clusters);
  const accounts = compileGlobs(rule.accounts);
  const branches = compileGlobs(rule.branches);
  const workspaces = compileGlobs(rule.workspaces);
  const valuesFiles = compileGlobs(rule.valuesFiles);
  const labels = Object.entries(rule.labels).map(([key, pattern]) => ({
    key,
    matches: compileGlob(pattern),
  }));
  const holds = (test: (text: string) => boolean, text: string | null) => text !== null && test(text);
  return (place) =>
    paths(place.path) ||
    holds(paths, place.definedAt) ||
    holds(namespaces, place.namespace) ||
    labels.some(({ key, matches }) => labelValues(place.labels, key).some(matches)) ||
    holds(clusters, place.cluster) ||
    holds(clusters, place.target) ||
    place.accounts.some(accounts) ||
    holds(branches, place.branch) ||
    holds(workspaces, place.workspace) ||
    place.valuesFiles.some((path) => valuesFiles(path) || valuesFiles(fileNameOf(path)));
}

/** `values-prod.yaml` stands for the file of that name in any folder. */
function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** `is-production` stands for `example.com/is-production` too. */
function labelValues(labels: Readonly<Record<string, string>>, key: string): readonly string[] {
  return Object.entries(labels)
    .filter(([name]) => name === key || (!key.includes("/") && name.endsWith(`/${key}`)))
    .map(([, value]) => value);
}
