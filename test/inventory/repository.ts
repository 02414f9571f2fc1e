import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EvaluationRunner, type RunnerOptions } from "../../src/app/evaluation/runner.ts";
import { installation } from "../../src/app/installation.ts";
import { review } from "../../src/app/review.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import type { Report } from "../../src/model/report.ts";
import { memoryTree } from "../policies/memory-tree.ts";

export type Files = Readonly<Record<string, string>>;

/** A change of a repository whose other files stay as they are. */
export interface Change {
  readonly rest: Files;
  readonly base?: Files;
  readonly head: Files;
  /** What the base branch has by now, where it went on. */
  readonly tip?: Files;
  readonly rules?: string;
  readonly configuration?: string;
  /** `null`: nobody knows which one it is. */
  readonly repository?: string | null;
}

export interface Reviews {
  report(change: Change): Promise<Report>;
  /** What is found, as `VAL-004 in_two_roots core/Service/shop/api`. */
  found(change: Change): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Compiled policies are kept between test runs; what is kept of repositories is this one's own. */
const compiled = join(installation.top, "node_modules", ".cache", "sekisho-tests");

export async function openReviews(
  options: Partial<RunnerOptions> = {},
  cacheFolder = mkdtempSync(join(tmpdir(), "sekisho-inventory-")),
): Promise<Reviews> {
  const policySet = await shippedPolicySet(compiled);
  const runner = new EvaluationRunner({ policySet, cacheFolder, ...options });
  const ports = { runner, policySet, now: () => new Date("2027-01-01T00:00:00Z"), versions: {} };
  const report = async (change: Change): Promise<Report> => {
    const { rest, base = {}, head, tip, repository = "acme/shop" } = change;
    const outcome = await review(
      {
        trees: {
          base: memoryTree("base", { ...rest, ...base }),
          head: memoryTree("head", { ...rest, ...head }),
          tip: tip === undefined ? null : memoryTree("tip", { ...rest, ...base, ...tip }),
        },
        repository: repository === null ? null : { key: repository, name: repository },
        repositoryFile: null,
        organisationFile:
          change.configuration === undefined
            ? null
            : { path: "sekisho.yml", text: `version: 1\n${change.configuration}` },
        targetBranch: "main",
        author: null,
        locale: "en",
        mode: "enforce",
        ruleSelection: change.rules ?? null,
        kubernetesVersion: null,
      },
      ports,
    );
    if (outcome.kind !== "reviewed") throw new Error(JSON.stringify(outcome));
    return outcome.report;
  };
  return {
    report,
    found: async (change) => {
      const made = await report(change);
      return made.findings
        .filter(({ baselineState }) => baselineState === "new" || baselineState === "updated")
        .map(({ ruleId, messageId, address }) => `${ruleId} ${messageId} ${address}`);
    },
    close: async () => {
      await runner.close();
      rmSync(cacheFolder, { recursive: true, force: true });
    },
  };
}
