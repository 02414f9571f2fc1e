import { posix } from "node:path";
import type { Engine } from "../../engines/engine.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, valueAt } from "../../model/json.ts";
import { fileLocation } from "../../model/location.ts";
import type { SourceFiles, SourceProblem } from "../../model/policy-sources.ts";
import type { Rule } from "../../model/rule.ts";
import { askUnit } from "./ask.ts";
import { elsewhereTag, gatekeeperUnits } from "./gatekeeper.ts";
import { inventoryTree } from "./inventory.ts";
import { type Manifest, manifestsOf } from "./manifests.ts";
import { textOf } from "./rule.ts";
import type { ForeignSubject } from "./subject.ts";

/** One case of a Gatekeeper suite. */
export interface SuiteOutcome {
  /** `suite.yaml: tests of labels, has none`. */
  readonly name: string;
  /** Why it does not hold; `null`: it does. */
  readonly failure: string | null;
}

/** Runs the suites of a folder (`kind: Suite`) as `gator verify` does; what uses expansion is said not to run. */
export function runSuites(
  engine: Engine,
  given: SourceFiles,
): { readonly outcomes: readonly SuiteOutcome[]; readonly problems: readonly SourceProblem[] } {
  const { manifests, problems } = manifestsOf(given);
  const byPath = Map.groupBy(manifests, ({ path }) => path);
  const suites = manifests.filter(({ object }) => object["kind"] === "Suite");
  const outcomes: SuiteOutcome[] = [];
  const found = [...problems];
  for (const suite of suites) {
    for (const test of listOf(suite.object["tests"])) {
      if (test["skip"] === true) continue;
      if (test["expansion"] !== undefined) {
        outcomes.push({
          name: `${suite.path}: ${textOf(test["name"])}`,
          failure: "it uses expansion, which is not run",
        });
        continue;
      }
      const files = filesOf(given, suite, test);
      const made = gatekeeperUnits(engine, { ...given, files });
      found.push(...made.problems);
      const run = { engine, suite, test, byPath, units: made };
      if (made.problems.length === 0)
        outcomes.push(...listOf(test["cases"]).map((one) => outcomeOf(run, one)));
    }
  }
  return { outcomes, problems: found };
}

interface SuiteRun {
  readonly engine: Engine;
  readonly suite: Manifest;
  readonly test: JsonObject;
  readonly byPath: ReadonlyMap<string, readonly Manifest[]>;
  readonly units: ReturnType<typeof gatekeeperUnits>;
}

function outcomeOf(run: SuiteRun, one: JsonObject): SuiteOutcome {
  const { suite, test, byPath } = run;
  const name = `${suite.path}: ${textOf(test["name"])}, ${textOf(one["name"])}`;
  const read = (path: JsonValue | undefined) => byPath.get(beside(suite, textOf(path))) ?? [];
  const [object] = read(one["object"]);
  if (object === undefined) return { name, failure: `${textOf(one["object"])} holds no object` };
  const inventory = (isJsonArray(one["inventory"]) ? one["inventory"] : []).flatMap(read);
  const messages = messagesAbout(run, object, inventory);
  if (typeof messages === "string") return { name, failure: messages };
  const failures = listOf(one["assertions"]).flatMap(
    (assertion) => assertionFailure(assertion, messages) ?? [],
  );
  return { name, failure: failures[0] ?? null };
}

function messagesAbout(
  { engine, units }: SuiteRun,
  { object, path }: Manifest,
  inventory: readonly Manifest[],
): readonly string[] | string {
  const rules = new Map(units.rules.map((rule) => [rule.id, rule]));
  const messages: string[] = [];
  for (const unit of units.units) {
    if (unit.kind === "sekisho" || unit.kind === "routing") continue;
    const answer = askUnit(unit, [subjectOf(object, path, inventory)], {
      engine,
      rules,
      inventory: () => inventoryOf(inventory),
      excluded: new Set(),
      onCall: () => undefined,
    });
    const [failure] = answer.failures;
    if (failure !== undefined) return `${failure.name}: ${failure.detail}`;
    const counted = answer.findings.filter(({ ruleId }) => isEnforcedByGator(rules.get(ruleId)));
    messages.push(...counted.map((finding) => textOf(finding.arguments["message"])));
  }
  return messages;
}

/** A scoped action of other enforcement points is no violation for gator. */
function isEnforcedByGator(rule: Rule | undefined): boolean {
  return rule !== undefined && !rule.tags.includes(elsewhereTag);
}

function assertionFailure(assertion: JsonObject, messages: readonly string[]): string | null {
  const { violations = "yes", message } = assertion;
  const wanted = typeof message === "string" ? new RegExp(message) : null;
  const counted = wanted === null ? messages : messages.filter((text) => wanted.test(text));
  const said = messages.length === 0 ? "nothing was found" : `found: ${messages.join("; ")}`;
  if (typeof violations === "number")
    return counted.length === violations ? null : `${violations} violations are expected, ${said}`;
  const expectsNone = violations === "no" || violations === false;
  if (expectsNone) return counted.length === 0 ? null : `no violation is expected, ${said}`;
  return counted.length > 0 ? null : `a violation is expected, ${said}`;
}

/** The template and the constraint of one test, and nothing else. */
function filesOf(
  { files }: SourceFiles,
  suite: Manifest,
  test: JsonObject,
): Readonly<Record<string, string>> {
  const paths = [test["template"], test["constraint"]].map((path) => beside(suite, textOf(path)));
  return Object.fromEntries(paths.map((path) => [path, files[path] ?? ""]));
}

function beside({ path }: Manifest, other: string): string {
  return posix.join(posix.dirname(path), other);
}

function subjectOf(object: JsonObject, path: string, inventory: readonly Manifest[]): ForeignSubject {
  const namespace = textOf(valueAt(object, ["metadata", "namespace"]));
  const namespaces = inventory.filter(
    ({ object: other }) =>
      other["kind"] === "Namespace" && valueAt(other, ["metadata", "name"]) === namespace,
  );
  const labels = valueAt(namespaces[0]?.object, ["metadata", "labels"]);
  return {
    kind: "object",
    rootKey: "",
    address: path,
    type: textOf(object["kind"]),
    object,
    path,
    hasUnknown: false,
    namespaced: namespace !== "",
    namespace,
    namespaceLabels: isJsonObject(labels) ? labels : null,
    before: null,
    attribution: {
      environment: { name: "test", production: false, ephemeral: false, source: "unmatched" },
      owner: [],
      pathOwner: [],
      cluster: null,
    },
    locate: () => fileLocation(path),
    named: () => null,
  };
}

function inventoryOf(manifests: readonly Manifest[]): JsonObject {
  return inventoryTree(
    manifests.map(({ object }) => {
      const namespace = textOf(valueAt(object, ["metadata", "namespace"]));
      return { object, namespace: namespace === "" ? null : namespace };
    }),
  );
}

function listOf(value: JsonValue | undefined): readonly JsonObject[] {
  return isJsonArray(value) ? value.filter(isJsonObject) : [];
}
