import { EvaluationRunner, type EvaluationTrees } from "../../src/app/evaluation/runner.ts";
import { review } from "../../src/app/review.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { openCompared } from "../../src/cli/trees.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import { type TemporaryRepository, temporaryRepository } from "../../src/git/temporary-repository.ts";
import type { Report } from "../../src/model/report.ts";

/** The moment of every review here. */
export const now = new Date("2026-11-21T12:00:00Z");

export type Files = Readonly<Record<string, string | null>>;

/** What stood on the branch, and how many minutes before {@link now} it came there. */
export interface Step {
  readonly minutesAgo: number;
  readonly files: Files;
}

export const hours = 60;
export const days = 24 * hours;

export interface Desk {
  review(repository: TemporaryRepository): Promise<Report>;
  close(): Promise<void>;
}

/** What many reviews share: compiled policies and a warm worker. */
export async function openDesk(): Promise<Desk> {
  const { cacheDirectory } = readRuntimeEnvironment();
  const policySet = await shippedPolicySet(cacheDirectory);
  const runner = new EvaluationRunner({ policySet, cacheFolder: cacheDirectory, workersMax: 1 });
  const judge = async (trees: EvaluationTrees): Promise<Report> => {
    const outcome = await review(
      {
        ...{ trees, repositoryFile: null, organisationFile: null, targetBranch: "main" },
        ...{ author: null, locale: "en", mode: "enforce", ruleSelection: null, kubernetesVersion: null },
      },
      { runner, policySet, now: () => now, versions: { sekisho: "0.0.0" } },
    );
    if (outcome.kind !== "reviewed") throw new Error(JSON.stringify(outcome));
    return outcome.report;
  };
  return {
    review: async (repository) => {
      const compared = await openCompared("main", "pull", repository.path, { resolve: (path) => path });
      try {
        return await judge(compared.trees);
      } finally {
        compared.close();
      }
    },
    close: () => runner.close(),
  };
}

/** A repository whose `main` went through the steps, and whose `pull` makes one more change. */
export function repositoryOf(steps: readonly Step[], pull: Files): TemporaryRepository {
  const repository = temporaryRepository();
  for (const step of steps) put(repository, step.files, step.minutesAgo);
  repository.git("switch", "--quiet", "--create", "pull");
  put(repository, pull, 0);
  return repository;
}

/** Writes files (`null` removes one) and commits them on the branch that is checked out. */
export function put(repository: TemporaryRepository, files: Files, minutesAgo: number): string {
  for (const [path, content] of Object.entries(files)) {
    if (content === null) repository.git("rm", "--quiet", path);
    else repository.write(path, content);
  }
  return repository.commit("change", new Date(now.getTime() - minutesAgo * 60_000).toISOString());
}

/** What a report says: its route, and each finding that counts or has returned. */
export function told({ decision, findings }: Report): {
  readonly route: string;
  readonly rules: readonly string[];
} {
  const said = findings.filter(
    ({ status, enforcement }) =>
      status === "returned" || (status === "active" && enforcement !== "advise" && enforcement !== "off"),
  );
  return { route: decision.route, rules: said.map(({ ruleId, status }) => `${ruleId} ${status}`) };
}
