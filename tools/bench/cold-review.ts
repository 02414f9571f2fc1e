import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Outcome, Part } from "./figure.ts";
import { measureCommand } from "./process.ts";

const runs = 15;
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
      const repository = repositoryOf(asked.fixture);
      const review = ["--repo", repository, "--base", "main", "--head", "pull"];
      const command = ["npm", "run", "-s", "sekisho", "--", "review", ...review];
      try {
        measureCommand(command, routeExitCodes);
        const samples = Array.from({ length: runs }, () => measureCommand(command, routeExitCodes).seconds);
        const figure = { what: asked.what, unit: "s", samples, budget: asked.budgetSeconds } as const;
        return { kind: "measured", figures: [figure] };
      } finally {
        rmSync(repository, { recursive: true, force: true });
      }
    },
  };
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
