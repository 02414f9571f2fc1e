import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EvaluationRunner, type EvaluationTrees } from "../../src/app/evaluation/runner.ts";
import type { PolicySet } from "../../src/app/policy-set.ts";
import type { PolicyRepositories } from "../../src/app/policy-sources.ts";
import { review } from "../../src/app/review.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import type { SourceFile } from "../../src/app/source-file.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import { directoryTree } from "../../src/git/index.ts";
import type { Locale } from "../../src/model/configuration.ts";
import type { Location } from "../../src/model/location.ts";
import type { Report } from "../../src/model/report.ts";

export const pullsFolder = join(import.meta.dirname, "../../fixtures/pulls");

/** What `pull.json` says about a pull request, beside its two states. */
export interface Pull {
  readonly title: string;
  /** What the fixture is there to show. */
  readonly description: string;
  readonly author: string;
  readonly teams: readonly string[];
  /** A configuration of the examples that is in force, where the base holds none of its own. */
  readonly configuration?: string;
  /** Terraform plans of the head: a file of the fixture, and the root that it was made in, where that is said. */
  readonly plans?: readonly { readonly file: string; readonly root: string | null }[];
}

export interface ReviewedPull {
  readonly report: Report;
  /** Lines that hold secrets. */
  readonly masked: readonly Location[];
  readonly trees: EvaluationTrees;
}

/** What many reviews share: compiled policies and a warm worker. */
export interface Reviewer {
  readonly policySet: PolicySet;
  review(name: string, locale: Locale): Promise<ReviewedPull>;
  close(): Promise<void>;
}

/** The moment of every review: waivers of fixtures are granted before it, and expire before or after it. */
const now = new Date("2026-08-03T05:05:00.000Z");

export function pullNames(): readonly string[] {
  return readdirSync(pullsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

export function readPull(name: string): Pull {
  return JSON.parse(readFileSync(join(pullsFolder, name, "pull.json"), "utf8"));
}

const top = join(import.meta.dirname, "../..");

/** The configuration that an example gives, and what it names as another repository of policies. */
export function exampleSettings({ configuration }: Pull): {
  readonly repositoryFile: SourceFile | null;
  readonly policyRepositories: PolicyRepositories;
} {
  return {
    repositoryFile:
      configuration === undefined
        ? null
        : { path: configuration, text: readFileSync(join(top, configuration), "utf8") },
    policyRepositories: () => directoryTree(join(top, "docs/examples/conftest")),
  };
}

export async function openReviewer(): Promise<Reviewer> {
  const { cacheDirectory } = readRuntimeEnvironment();
  const policySet = await shippedPolicySet(cacheDirectory);
  const runner = new EvaluationRunner({ policySet, cacheFolder: cacheDirectory, workersMax: 1 });
  return {
    policySet,
    review: (name, locale) => reviewPull(name, locale, { runner, policySet }),
    close: () => runner.close(),
  };
}

export async function openTrees(name: string): Promise<EvaluationTrees> {
  const open = async (side: "base" | "head") => ({
    ...(await directoryTree(join(pullsFolder, name, side))),
    label: side,
  });
  const [base, head] = await Promise.all([open("base"), open("head")]);
  return { base, head, tip: null };
}

async function reviewPull(
  name: string,
  locale: Locale,
  { runner, policySet }: { readonly runner: EvaluationRunner; readonly policySet: PolicySet },
): Promise<ReviewedPull> {
  const pull = readPull(name);
  const { author, teams, plans = [] } = pull;
  const trees = await openTrees(name);
  const outcome = await review(
    {
      trees,
      ...exampleSettings(pull),
      organisationFile: null,
      targetBranch: "main",
      author: { login: author, teams },
      locale,
      mode: "enforce",
      ruleSelection: null,
      kubernetesVersion: null,
      fixes: true,
      planFiles: plans.map(({ file, root }) => ({
        name: file,
        root,
        bytes: readFileSync(join(pullsFolder, name, file)),
      })),
    },
    { runner, policySet, now: () => now, versions: { sekisho: "0.0.0" } },
  );
  if (outcome.kind !== "reviewed") throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  return { report: outcome.report, masked: outcome.masked, trees };
}
