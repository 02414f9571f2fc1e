import type { PastCommit } from "../../git/index.ts";
import type { FailureCode, PastPull, PastResult } from "../../model/backtest.ts";
import { digestOf } from "../../model/digest.ts";
import type { RepositoryIdentity } from "../../model/repository-identity.ts";
import type { Tree } from "../../model/tree.ts";
import type { EvaluationTrees } from "../evaluation/named-tree.ts";
import { policiesInForce } from "../policies-in-force.ts";
import type { PolicyRepositories } from "../policy-sources.ts";
import { type ReviewPorts, reviewUnder } from "../review.ts";
import { type ReviewSettings, readSettings } from "../settings.ts";
import type { SourceFile } from "../source-file.ts";
import type { KeptResults } from "./kept-results.ts";
import { pastVerdict } from "./verdict.ts";

/** What counts for all pull requests of a history alike. */
export interface Judging {
  /** `null`: each pull request's own base says. */
  readonly settings: ReviewSettings | null;
  readonly organisationFile: SourceFile | null;
  readonly policyRepositories?: PolicyRepositories;
  readonly repository: RepositoryIdentity | null;
  readonly targetBranch: string | null;
  readonly ruleSelection: string | null;
  readonly kubernetesVersion: string | null;
  /** Digest of all that decides beside the trees and the date. */
  readonly series: string;
}

/** A commit and the id of its tree. */
export interface CommitTree {
  readonly sha: string;
  readonly tree: string;
}

/** What was before, and what came of it. */
interface PastChange {
  readonly base: CommitTree;
  readonly head: CommitTree;
  /** Asked for where the result is not known. */
  readonly open: () => Promise<EvaluationTrees>;
}

/** A series is named by the texts that settings were read from, not by what was made of them. */
export function seriesOf(
  judging: Omit<Judging, "series" | "policyRepositories">,
  ports: ReviewPorts,
  program: string,
): string {
  const { settings, organisationFile, repository, targetBranch, ruleSelection, kubernetesVersion } = judging;
  const own =
    settings === null
      ? [organisationFile?.text ?? null, ports.policySet.digest]
      : [
          settings.files.organisation?.text ?? null,
          settings.files.repository?.text ?? null,
          policiesInForce(settings, ports).digest,
          JSON.stringify(settings.waivers),
          JSON.stringify(settings.configuration),
        ];
  const node = process.versions.node;
  return digestOf([
    settings === null,
    ...own,
    repository?.name ?? null,
    targetBranch,
    ruleSelection,
    kubernetesVersion,
    program,
    node,
  ]);
}

/** A result that is known without judging, or `null`. */
export function knownResult(
  commit: PastCommit,
  baseTree: string | null,
  isShallow: boolean,
): PastResult | null {
  if (commit.parents.length === 0) return { kind: isShallow ? "cut" : "first" };
  return baseTree === commit.tree ? { kind: "unchanged" } : null;
}

/** Judges one pull request of the past. Never throws: what goes wrong with one is said of it, and nothing else is lost. */
export async function judgePast(
  pull: PastPull,
  { base, head, open }: PastChange,
  judging: Judging,
  ports: ReviewPorts & { readonly results: KeptResults },
): Promise<PastResult> {
  const key = { series: judging.series, base: base.sha, head: head.tree, date: pull.date };
  const kept = ports.results.get(key);
  if (kept !== null) return kept;
  try {
    const result = await judgeTrees(await open(), pull, judging, ports);
    // What failed may go well the next time.
    if (result.kind !== "failed") ports.results.keep(key, result);
    return result;
  } catch (error) {
    return failed(codeOf(error), error instanceof Error ? error.message : String(error));
  }
}

async function judgeTrees(
  trees: EvaluationTrees,
  { date, mergedAt }: PastPull,
  judging: Judging,
  ports: ReviewPorts,
): Promise<PastResult> {
  const settings = judging.settings ?? (await ownSettings(trees.base ?? trees.head, judging, ports));
  if ("kind" in settings) return settings;
  const { repository, targetBranch, ruleSelection, kubernetesVersion } = judging;
  const outcome = await reviewUnder(
    {
      ...{ trees, repository, targetBranch, ruleSelection, kubernetesVersion },
      ...{ author: null, locale: "en", mode: "enforce", fixes: false },
      // Each commit has another rest: finding its roots anew would cost more than judging the change.
      withoutRest: true,
    },
    { ...settings, today: date, now: new Date(mergedAt) },
    ports,
  );
  if (outcome.kind === "unknown-rules") return failed("configuration", outcome.unmatched.join(", "));
  return { kind: "judged", verdict: pastVerdict(outcome.report) };
}

/** The settings of a commit of long ago may be broken, or written for another version: that is said of the pull request. */
async function ownSettings(
  tree: Tree,
  { organisationFile, policyRepositories }: Judging,
  ports: ReviewPorts,
): Promise<ReviewSettings | Extract<PastResult, { kind: "failed" }>> {
  const read = await readSettings(
    {
      ...{ tree, repositoryFile: null, organisationFile, locale: "en" as const },
      ...(policyRepositories === undefined ? {} : { policyRepositories }),
    },
    ports,
  );
  if (read.kind === "ok") return read.settings;
  // Waivers are read by the calendar of today, by which old ones are too long: those that can be read count.
  if (read.settings !== null) return read.settings;
  const [first] = read.problems;
  return failed("configuration", first === undefined ? "" : `${first.path}:${first.line} ${first.message}`);
}

export function failed(code: FailureCode, detail: string): Extract<PastResult, { kind: "failed" }> {
  return { kind: "failed", code, detail };
}

export function codeOf(error: unknown): FailureCode {
  const isOfGit = error instanceof Error && (error.name === "GitError" || error.name === "HistoryError");
  return isOfGit ? "git" : "evaluation";
}
