import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { installation } from "../../src/app/installation.ts";

/**
 * A place where the commands of the documents can be run as they stand: beside each other a checkout of Sekisho
 * (`sekisho`), a repository with the branches `main` and `my-branch` and Conftest policies (`infra`), and its two states
 * as folders (`before`, `after`).
 */
export interface Sandbox {
  run(line: string): { readonly status: number | null; readonly stdout: string; readonly stderr: string };
  remove(): void;
}

const example = "fixtures/pulls/traffic-shift-and-wrong-limit";

export function createSandbox(): Sandbox {
  const top = mkdtempSync(join(tmpdir(), "sekisho-docs-"));
  const at = (name: string) => join(top, name);
  cpSync(join(installation.top, example, "base"), at("before"), { recursive: true });
  cpSync(join(installation.top, example, "head"), at("after"), { recursive: true });
  cpSync(join(installation.top, "deploy"), at("sekisho/deploy"), { recursive: true });
  cpSync(join(installation.top, "docs/examples"), at("sekisho/docs/examples"), { recursive: true });
  for (const name of ["new.yml", "edited.yml"]) writeFileSync(at(`sekisho/${name}`), "version: 1\n");
  mkdirSync(at("programs"));
  commit(at("infra"), at("before"), "main");
  commit(at("infra"), at("after"), "my-branch");
  // What a team would have of its own, beside what the branches hold.
  cpSync(join(installation.top, "docs/examples/conftest/policy"), at("infra/policy"), { recursive: true });
  cpSync(join(installation.top, "docs/examples/routing"), at("infra/.github/sekisho/routing"), {
    recursive: true,
  });
  const sekisho = `exec "${process.execPath}" "${join(installation.top, "bin", "sekisho.js")}"`;
  program(at("programs/sekisho"), `${sekisho} "$@"`);
  program(at("programs/npx"), 'shift; exec sekisho "$@"');
  program(at("programs/npm"), 'shift 4; exec sekisho "$@"');
  return {
    run: (line) => {
      const cwd = line.startsWith("npm ") ? at("sekisho") : at("infra");
      // What the documents' workflow sets, and nothing that says where npm was called.
      const { PATH = "", HOME = "" } = process.env;
      const search = `${at("programs")}${delimiter}${PATH}`;
      const workflow = { BASE: "main", HEAD: "my-branch", GITHUB_STEP_SUMMARY: at("summary.md") };
      const env = { PATH: search, HOME, ...workflow };
      return spawnSync("sh", ["-c", line], { cwd, encoding: "utf8", env });
    },
    remove: () => rmSync(top, { recursive: true, force: true }),
  };
}

function program(path: string, line: string): void {
  writeFileSync(path, `#!/bin/sh\n${line}\n`);
  chmodSync(path, 0o755);
}

function commit(repository: string, files: string, branch: string): void {
  cpSync(files, repository, { recursive: true });
  const identity = [
    "-c",
    "user.name=Docs",
    "-c",
    "user.email=docs@example.com",
    "-c",
    "commit.gpgsign=false",
  ];
  if (branch === "main") git(repository, ["init", "--quiet", "--initial-branch=main"]);
  else git(repository, ["switch", "--quiet", "--create", branch]);
  git(repository, ["add", "--all"]);
  git(repository, [...identity, "commit", "--quiet", "--message", branch]);
}

function git(repository: string, list: readonly string[]): void {
  const { status, stderr } = spawnSync("git", list, { cwd: repository, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${list.join(" ")}: ${stderr}`);
}
