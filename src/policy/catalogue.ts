import { bounds } from "../model/bound.ts";
import { type Enforcement, enforcements, type Severity } from "../model/finding.ts";
import type { JsonObject, JsonValue } from "../model/json.ts";
import { isJsonArray, isJsonObject } from "../model/json.ts";
import type { DefaultEnforcement, Rule, RuleNeed, RuleNumber, RuleScope } from "../model/rule.ts";

/** METADATA of one Rego package, as OPA's parser reads it. */
export interface PackageAnnotation {
  /** Path of the file below the policy folder. */
  readonly path: string;
  /** Dotted, without `data.`. */
  readonly package: string;
  readonly title: string;
  readonly description: string;
  readonly relatedResources: readonly string[];
  readonly custom: JsonObject;
}

export interface CatalogueProblem {
  readonly path: string;
  readonly message: string;
}

export interface Catalogue {
  /** Sorted by id. */
  readonly rules: readonly Rule[];
  readonly problems: readonly CatalogueProblem[];
}

const severities: readonly Severity[] = ["critical", "high", "medium", "low"];
const scopes: readonly RuleScope[] = ["resource", "change", "root", "pull"];
const needs: readonly RuleNeed[] = ["file", "rendered", "registry", "plan"];
const ruleKeys = new Set([
  "id",
  "severity",
  "enforcement",
  "messageEnforcement",
  "numbers",
  "scope",
  "kinds",
  "reads",
  "needs",
  "facts",
  "parameters",
  "supersedes",
  "peers",
  "tags",
]);

/** Ids of the rules that ship with Sekisho. */
const shippedIdPattern = /^[A-Z]{3}-\d{3}$/;

/**
 * Rules from the METADATA of their packages. Packages below `lib` are no rules; they may name groups of kinds
 * (`custom.kinds`), which `kinds` of a rule may use.
 */
export function readCatalogue(
  annotations: readonly PackageAnnotation[],
  idPattern: RegExp = shippedIdPattern,
): Catalogue {
  const groups = kindGroups(annotations);
  const problems: CatalogueProblem[] = [];
  const rules: Rule[] = [];
  for (const annotation of annotations) {
    if (annotation.package.startsWith("lib.") || !("id" in annotation.custom)) continue;
    const reader = new MetadataReader(annotation);
    rules.push(readRule(annotation, reader, groups, idPattern));
    problems.push(...reader.problems);
  }
  problems.push(...duplicateIds(rules));
  return { rules: rules.toSorted((a, b) => (a.id < b.id ? -1 : 1)), problems };
}

function kindGroups(annotations: readonly PackageAnnotation[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const annotation of annotations) {
    const kinds = annotation.custom["kinds"];
    if (!annotation.package.startsWith("lib.") || !isJsonObject(kinds)) continue;
    for (const [name, list] of Object.entries(kinds)) groups.set(name, texts(list));
  }
  return groups;
}

function readRule(
  annotation: PackageAnnotation,
  reader: MetadataReader,
  groups: ReadonlyMap<string, readonly string[]>,
  idPattern: RegExp,
): Rule {
  const custom = annotation.custom;
  for (const key of Object.keys(custom)) if (!ruleKeys.has(key)) reader.report(`custom.${key} is not known`);
  if (annotation.title === "") reader.report("title is missing");
  return {
    id: reader.matching("id", custom["id"], idPattern),
    family: annotation.package.split(".")[0] ?? "",
    package: annotation.package,
    title: annotation.title,
    description: annotation.description,
    severity: reader.oneOf("severity", custom["severity"], severities, "high"),
    enforcement: reader.enforcement("enforcement", custom["enforcement"]),
    ...messageEnforcement(custom["messageEnforcement"], reader),
    ...numbers(custom["numbers"], reader),
    scope: reader.oneOf("scope", custom["scope"], scopes, "resource"),
    kinds: texts(custom["kinds"]).flatMap((kind) => groups.get(kind) ?? [kind]),
    reads: texts(custom["reads"]),
    needs: texts(custom["needs"]).map((need) => reader.oneOf("needs", need, needs, "rendered")),
    facts: texts(custom["facts"]),
    parameters: isJsonObject(custom["parameters"]) ? custom["parameters"] : {},
    supersedes: texts(custom["supersedes"]),
    peers: texts(custom["peers"]),
    tags: texts(custom["tags"]),
    references: annotation.relatedResources,
  };
}

function messageEnforcement(
  value: JsonValue | undefined,
  reader: MetadataReader,
): Pick<Rule, "messageEnforcement"> {
  if (!isJsonObject(value)) return {};
  const read = Object.entries(value).map(([id, columns]): [string, DefaultEnforcement] => [
    id,
    reader.enforcement(`messageEnforcement.${id}`, columns),
  ]);
  return { messageEnforcement: Object.fromEntries(read) };
}

/** `{step: {number: points, atMost: most}}`: both are arguments of the message `step`. */
function numbers(value: JsonValue | undefined, reader: MetadataReader): Pick<Rule, "numbers"> {
  if (!isJsonObject(value)) return {};
  const read = Object.entries(value).flatMap(([messageId, names]): [string, RuleNumber][] => {
    const { number, ...rest } = isJsonObject(names) ? names : {};
    const [[key, threshold] = [], ...others] = Object.entries(rest);
    const bound = bounds.find((known) => known === key);
    if (
      typeof number === "string" &&
      typeof threshold === "string" &&
      bound !== undefined &&
      others.length === 0
    )
      return [[messageId, { number, bound, threshold }]];
    reader.report(`custom.numbers.${messageId} names the arguments number and one of ${bounds.join(", ")}`);
    return [];
  });
  return { numbers: Object.fromEntries(read) };
}

class MetadataReader {
  readonly problems: CatalogueProblem[] = [];
  private readonly annotation: PackageAnnotation;

  constructor(annotation: PackageAnnotation) {
    this.annotation = annotation;
  }

  report(message: string): void {
    this.problems.push({ path: this.annotation.path, message: `METADATA: ${message}` });
  }

  matching(key: string, value: JsonValue | undefined, pattern: RegExp): string {
    if (typeof value === "string" && pattern.test(value)) return value;
    this.report(`custom.${key} is ${JSON.stringify(value)}, it has to match ${pattern.source}`);
    return typeof value === "string" ? value : "";
  }

  enforcement(key: string, value: JsonValue | undefined): DefaultEnforcement {
    const columns = isJsonObject(value) ? value : {};
    const column = (name: keyof DefaultEnforcement) =>
      this.oneOf<Enforcement>(`${key}.${name}`, columns[name], enforcements, "review");
    return { production: column("production"), elsewhere: column("elsewhere") };
  }

  oneOf<T extends string>(key: string, value: JsonValue | undefined, allowed: readonly T[], fallback: T): T {
    const found = allowed.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    this.report(`custom.${key} is ${JSON.stringify(value)}, it has to be one of ${allowed.join(", ")}`);
    return fallback;
  }
}

function duplicateIds(rules: readonly Rule[]): readonly CatalogueProblem[] {
  const seen = new Map<string, Rule>();
  const problems: CatalogueProblem[] = [];
  for (const rule of rules) {
    const other = seen.get(rule.id);
    if (other !== undefined) {
      problems.push({
        path: rule.package,
        message: `the id ${rule.id} is taken by ${other.package} already`,
      });
    }
    seen.set(rule.id, rule);
  }
  return problems;
}

function texts(value: JsonValue | undefined): readonly string[] {
  return isJsonArray(value) ? value.filter((item) => typeof item === "string") : [];
}
