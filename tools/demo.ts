/**
 * `npm run demo`: three pull requests of `fixtures/pulls`, each in a git repository of its own, reviewed by the command
 * line as a user would run it. Nothing outside a temporary folder is touched, and nothing is fetched.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

interface Act {
  readonly fixture: string;
  readonly says: string;
  readonly locale: "en" | "ja";
}

const acts: readonly Act[] = [
  { fixture: "harmless-image-bump", says: "harmless: an image moves to its next release", locale: "en" },
  { fixture: "memory-over-the-limit", says: "wrong: a limit that the tenant may not use", locale: "en" },
  { fixture: "traffic-shift", says: "risky: most of the traffic moves in one step", locale: "en" },
  { fixture: "traffic-shift-and-wrong-limit", says: "wrong and risky at once, in Japanese", locale: "ja" },
];

const outcomes: Readonly<Record<number, string>> = {
  0: "passes",
  1: "blocked: the author fixes it",
  3: "a person is needed",
};

function main(): number {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-demo-"));
  try {
    for (const act of acts) if (!play(act, join(folder, act.fixture))) return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(
    [
      rule(),
      "That was the main job. Try it on a repository of yours:",
      "",
      "  npm run -s sekisho -- review --repo /path/to/repository --base main --head my-branch",
      "  npm run -s sekisho -- scan /path/to/folder",
      "  npm run -s sekisho -- policies list",
    ].join("\n"),
  );
  return 0;
}

function play({ fixture, says, locale }: Act, repository: string): boolean {
  const source = resolve("fixtures/pulls", fixture);
  const { title, author, teams } = JSON.parse(readFileSync(join(source, "pull.json"), "utf8"));
  commit(repository, join(source, "base"), "main", "The state before");
  commit(repository, join(source, "head"), "pull", title);
  console.log([rule(), `“${title}” by ${author} — ${says}`, ""].join("\n"));
  const arguments_ = ["review", "--repo", repository, "--base", "main", "--head", "pull"];
  const options = [
    "--author",
    author,
    "--teams",
    teams.join(","),
    "--format",
    "markdown",
    "--locale",
    locale,
  ];
  const run = spawnSync("node", ["bin/sekisho.js", ...arguments_, ...options], { encoding: "utf8" });
  const outcome = outcomes[run.status ?? -1];
  if (outcome === undefined) {
    console.error(run.stderr);
    return false;
  }
  console.log(run.stdout.trim() === "" ? "(no comment: a green check is enough)" : run.stdout.trim());
  console.log(`\n→ exit code ${run.status}: ${outcome}\n`);
  return true;
}

function commit(repository: string, files: string, branch: string, message: string): void {
  const identity = [
    "-c",
    "user.name=Sekisho demo",
    "-c",
    "user.email=demo@example.com",
    "-c",
    "commit.gpgsign=false",
  ];
  const git = (...rest: string[]) => {
    const { status, stderr } = spawnSync("git", rest, { cwd: repository, encoding: "utf8" });
    if (status !== 0) throw new Error(`git ${rest.join(" ")}: ${stderr}`);
  };
  cpSync(files, repository, { recursive: true });
  if (branch === "main") git("init", "--quiet", "--initial-branch=main");
  else git("switch", "--quiet", "--create", branch);
  git("add", "--all");
  git(...identity, "commit", "--quiet", "--message", message);
}

function rule(): string {
  return "─".repeat(100);
}

process.exitCode = main();
