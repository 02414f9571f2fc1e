import { join } from "node:path";
import { installation } from "../../src/app/installation.ts";
import { readPolicyFolder } from "../../src/app/policy-set.ts";
import { policySources } from "../../src/config/policy-sources.ts";
import type { Engine } from "../../src/engines/engine.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { fileLocation } from "../../src/model/location.ts";
import type { LoadedSources, SourceFiles } from "../../src/model/policy-sources.ts";
import { askUnit, type UnitAnswer } from "../../src/policy/foreign/ask.ts";
import { loadSources } from "../../src/policy/foreign/load.ts";
import { libraryOf } from "../../src/policy/foreign/own-units.ts";
import type { ForeignSubject } from "../../src/policy/foreign/subject.ts";
import { reviewEngines } from "../engines/review-engines.ts";

type Written = NonNullable<Parameters<typeof policySources>[0]>[number];

/** Compiled policies are kept between test runs, by digest, as the command line keeps them. */
export const cacheFolder = join(installation.top, "node_modules", ".cache", "sekisho-tests");
const engines = reviewEngines(cacheFolder);

export function opa(): Promise<Engine> {
  return engines("opa");
}

/** A source as a configuration writes it, with its files. */
export function sourceOf(written: Written, files: Readonly<Record<string, string>>): SourceFiles {
  const [source] = policySources([written], 0);
  if (source === undefined) throw new Error("unexpected");
  return { source, commit: null, files };
}

const shipped = {
  files: libraryOf(readPolicyFolder(installation.policies)),
  ruleIds: ["SEC-001", "RES-004"],
};

export async function load(...sources: readonly SourceFiles[]): Promise<LoadedSources> {
  return loadSources(await opa(), shipped, sources);
}

/** What is wrong with sources, as `policy/a.rego:3: message`. */
export async function problemsOf(...sources: readonly SourceFiles[]): Promise<readonly string[]> {
  const loaded = await load(...sources);
  if (loaded.kind === "loaded") throw new Error(`loaded: ${loaded.rules.map(({ id }) => id).join(", ")}`);
  return loaded.problems.map(({ path, line, message }) => `${path}:${line}: ${message.en}`);
}

/** Asks everything that a source has about objects. */
export async function ask(
  source: SourceFiles,
  ...subjects: readonly ForeignSubject[]
): Promise<UnitAnswer & { readonly said: readonly string[] }> {
  const loaded = await load(source);
  if (loaded.kind === "rejected") throw new Error(JSON.stringify(loaded.problems));
  const rules = new Map(loaded.rules.map((rule) => [rule.id, rule]));
  const engine = await opa();
  const answers = loaded.units.flatMap((unit) => {
    if (unit.kind === "sekisho" || unit.kind === "routing") return [];
    const asking = {
      engine,
      rules,
      inventory: () => ({}),
      excluded: new Set<number>(),
      onCall: () => undefined,
    };
    return [askUnit(unit, subjects, asking)];
  });
  const findings = answers.flatMap((answer) => answer.findings);
  return {
    findings,
    failures: answers.flatMap((answer) => answer.failures),
    asked: answers.reduce((sum, { asked }) => sum + asked, 0),
    undecided: answers.reduce((sum, { undecided }) => sum + undecided, 0),
    said: findings.map(({ ruleId, arguments: { message } }) => `${ruleId}: ${String(message)}`).toSorted(),
  };
}

/** An object that policies are asked about, with what a test wants to be different. */
export function subject(object: JsonObject, more: Partial<ForeignSubject> = {}): ForeignSubject {
  const path = "a/object.yaml";
  return {
    kind: "object",
    rootKey: "a",
    address: "object",
    type: String(object["kind"]),
    object,
    path,
    hasUnknown: false,
    namespaced: true,
    namespace: "courts",
    namespaceLabels: null,
    before: null,
    attribution: {
      environment: { name: "production", production: true, ephemeral: false, source: "unmatched" },
      owner: [],
      pathOwner: [],
      cluster: null,
    },
    locate: () => fileLocation(path),
    named: () => null,
    ...more,
  };
}
