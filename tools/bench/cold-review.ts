import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Outcome, Part } from "./figure.ts";
import { measureCommand } from "./process.ts";

const runs = 15;
const firstRuns = 3;
/** Passes, blocked, a person is needed: every route is a review that came to its end. */
const routeExitCodes = [0, 1, 3];

export const coldKubernetes = coldReview({
  name: "cold-kubernetes",
  what: "cold review of one Kubernetes file",
  fixture: "memory-over-the-limit",
  budgetSeconds: 0.7,
});

export const coldTerraform = coldReview({
  name: "cold-terraform",
  what: "cold review of one Terraform file",
  fixture: "database-open-to-the-world",
  budgetSeconds: 1.0,
});

/** What the next version of Sekisho or of its rules costs once on each machine: the policies are compiled. */
export const firstReview: Part = {
  name: "first",
  run: async (): Promise<Outcome> => {
    if (existsSync("dist/policy-sets"))
      return { kind: "skipped", reason: "a built package (dist/) brings its rules compiled: remove it" };
    const samples = onRepository("memory-over-the-limit", (command) =>
      Array.from({ length: firstRuns }, () => withNothingCached(command)),
    );
    return {
      kind: "measured",
      figures: [{ what: "the first review, nothing cached", unit: "s", samples, budget: null }],
    };
  },
};

/** A new process for each run, through npm, of a pull request in a git repository; what is cached is cached before. */
function coldReview(asked: {
  readonly name: string;
  readonly what: string;
  readonly fixture: string;
  readonly budgetSeconds: number;
}): Part {
  return {
    name: asked.name,
    run: async (): Promise<Outcome> => {
      const samples = onRepository(asked.fixture, (command) => {
        measureCommand(command, routeExitCodes);
        return Array.from({ length: runs }, () => measureCommand(command, routeExitCodes).seconds);
      });
      const figure = { what: asked.what, unit: "s", samples, budget: asked.budgetSeconds } as const;
      return { kind: "measured", figures: [figure] };
    },
  };
}

function withNothingCached(command: readonly string[]): number {
  const cache = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
  try {
    const variables = { SEKISHO_CACHE_DIR: join(cache, "sekisho"), NODE_COMPILE_CACHE: join(cache, "node") };
    return measureCommand(command, routeExitCodes, variables).seconds;
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

/** Gives the command that reviews a fixture, while its repository is there. */
function onRepository<T>(fixture: string, measure: (command: readonly string[]) => T): T {
  const repository = repositoryOf(fixture);
  const review = ["--repo", repository, "--base", "main", "--head", "pull"];
  try {
    return measure(["npm", "run", "-s", "sekisho", "--", "review", ...review]);
  } finally {
    rmSync(repository, { recursive: true, force: true });
  }
}

/** A fixture as a repository: its base on `main`, its head on `pull`. */
function repositoryOf(fixture: string): string {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
  const source = resolve("fixtures/pulls", fixture);
  git(folder, ["init", "--quiet", "--initial-branch=main"]);
  commit(folder, join(source, "base"));
  git(folder, ["switch", "--quiet", "--create", "pull"]);
  commit(folder, join(source, "head"));
  return folder;
}

const identity = ["user.name=Bench", "user.email=bench@example.com", "commit.gpgsign=false"];

function commit(folder: string, files: string): void {
  cpSync(files, folder, { recursive: true });
  git(folder, ["add", "--all"]);
  git(folder, [...identity.flatMap((setting) => ["-c", setting]), "commit", "--quiet", "--message", files]);
}

function git(folder: string, words: readonly string[]): void {
  const { status, stderr } = spawnSync("git", words, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${words.join(" ")}: ${stderr}`);
}
