/**
 * `npm run demo`: pull requests of `fixtures/pulls`, each in a git repository of its own, reviewed by the command line
 * as a user would run it. Nothing outside of a temporary folder is touched, and nothing is fetched.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

interface Act {
  readonly fixture: string;
  readonly says: string;
  readonly locale: "en" | "ja";
  /** What a developer sees in a shell, or the comment on the pull request. */
  readonly format: "pretty" | "markdown";
  /** Whether the folds of the comment are shown open: once is enough to know what is in them. */
  readonly open: boolean;
}

const acts: readonly Act[] = [
  {
    fixture: "harmless-image-bump",
    says: "Harmless: an image moves to its next release. No comment, nobody waits; a terminal shows this:",
    locale: "en",
    format: "pretty",
    open: false,
  },
  {
    fixture: "memory-over-the-limit",
    says: "Wrong: more memory than the tenant may use. The comment, with its folds open:",
    locale: "en",
    format: "markdown",
    open: true,
  },
  {
    fixture: "traffic-shift",
    says: "Risky: most of the traffic moves in one step. The comment, with its folds closed:",
    locale: "en",
    format: "markdown",
    open: false,
  },
  {
    fixture: "traffic-shift-and-wrong-limit",
    says: "Wrong and risky at once, for a team that reads Japanese:",
    locale: "ja",
    format: "markdown",
    open: false,
  },
];

const outcomes: Readonly<Record<number, string>> = {
  0: "it passes",
  1: "blocked until the author has fixed it",
  3: "somebody else has to look, or to confirm",
};

function main(): number {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-demo-"));
  console.log(
    `Sekisho reviews ${acts.length} pull requests. (The first review ever compiles the rules, which takes some seconds.)`,
  );
  try {
    for (const [index, act] of acts.entries()) {
      if (!play(act, index + 1, join(folder, act.fixture))) return 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(farewell.join("\n"));
  return 0;
}

function play({ fixture, says, locale, format, open }: Act, number: number, repository: string): boolean {
  const source = resolve("fixtures/pulls", fixture);
  const { title, author, teams } = JSON.parse(readFileSync(join(source, "pull.json"), "utf8"));
  commit(repository, join(source, "base"), "main", "The state before");
  commit(repository, join(source, "head"), "pull", title);
  console.log(
    ["", rule(), `${number}. “${title}”, by ${author}`, "", changedLines(repository), ""].join("\n"),
  );
  const refs = ["--repo", repository, "--base", "main", "--head", "pull"];
  const options = ["--author", author, "--teams", teams.join(","), "--format", format, "--locale", locale];
  const run = spawnSync("node", ["bin/sekisho.js", "review", ...refs, ...options], { encoding: "utf8" });
  const outcome = outcomes[run.status ?? -1];
  if (outcome === undefined) {
    console.error(run.stderr);
    return false;
  }
  const shown = open ? run.stdout : withFoldsClosed(run.stdout);
  console.log([says, "", indented(shown), "", `→ exit code ${run.status}: ${outcome}`].join("\n"));
  return true;
}

/** As GitHub shows it before anybody clicks. */
function withFoldsClosed(markdown: string): string {
  return markdown.replace(/<details><summary>(.*?)<\/summary>.*?<\/details>/gs, "▸ $1");
}

function indented(text: string): string {
  return text
    .trim()
    .replace(/^(?=.)/gm, "  │ ")
    .replace(/^$/gm, "  │");
}

/** What the author changed, without what git says around it. */
function changedLines(repository: string): string {
  const diff = git(repository, "diff", "--unified=0", "main", "pull");
  const lines = diff.split("\n").flatMap((line) => {
    if (line.startsWith("+++ b/")) return [`  ${line.slice("+++ b/".length)}`];
    return /^[-+](?!--)/.test(line) ? [`  ${line}`] : [];
  });
  return lines.join("\n");
}

/** The state of a branch is exactly what a folder holds. */
function commit(repository: string, files: string, branch: string, message: string): void {
  mkdirSync(repository, { recursive: true });
  if (branch === "main") git(repository, "init", "--quiet", "--initial-branch=main");
  else git(repository, "switch", "--quiet", "--create", branch);
  for (const name of readdirSync(repository)) {
    if (name !== ".git") rmSync(join(repository, name), { recursive: true });
  }
  cpSync(files, repository, { recursive: true });
  git(repository, "add", "--all");
  git(repository, "commit", "--quiet", "--message", message);
}

/** Nothing that the user has set up for git has a say: no hooks, signatures or templates. */
function git(repository: string, ...rest: readonly string[]): string {
  const [name, email] = ["Sekisho demo", "demo@example.com"];
  const { status, stdout, stderr } = spawnSync("git", rest, {
    cwd: repository,
    encoding: "utf8",
    env: {
      PATH: process.env["PATH"] ?? "",
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
    },
  });
  if (status !== 0) throw new Error(`git ${rest.join(" ")}: ${stderr}`);
  return stdout;
}

function rule(): string {
  return "─".repeat(100);
}

const farewell = [
  "",
  rule(),
  "Try it on a repository of yours; without a configuration it assumes production, and no tenants:",
  "",
  "  npm run -s sekisho -- review --repo /path/to/repository --base main --head my-branch",
  "  npm run -s sekisho -- scan /path/to/folder",
  "  npm run -s sekisho -- explain RES-004",
  "",
  "More pull requests, with what Sekisho says about each, are in fixtures/pulls/. Read on in README.md.",
];

process.exitCode = main();
