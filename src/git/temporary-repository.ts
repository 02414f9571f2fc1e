import { execFile, execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/** A real repository in a folder of its own, for tests; `git` throws where git fails. */
export interface TemporaryRepository {
  readonly path: string;
  git(...arguments_: string[]): string;
  /** For what a server of the same process has to answer meanwhile. */
  gitAsync(...arguments_: string[]): Promise<string>;
  write(file: string, content: string | Uint8Array): void;
  /** `at`: the moment that the commit claims, in any form that git reads. */
  commit(message?: string, at?: string): string;
  remove(): void;
}

export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), "sekisho-git-"));
}

export function temporaryRepository(...options: string[]): TemporaryRepository {
  const folder = temporaryFolder();
  const running = { encoding: "utf8", env: { PATH: programs, GIT_TERMINAL_PROMPT: "0", ...author } } as const;
  const inFolder = ["-C", folder, "-c", "protocol.file.allow=always"];
  const git = (...arguments_: string[]): string =>
    execFileSync("git", [...inFolder, ...arguments_], {
      ...running,
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  git("init", "--quiet", "--initial-branch=main", ...options);
  return {
    path: folder,
    git,
    gitAsync: async (...arguments_) => {
      return (await promisify(execFile)("git", [...inFolder, ...arguments_], running)).stdout.trim();
    },
    write: (file, content) => writeFile(folder, file, content),
    commit: (message = "change", at = author.GIT_COMMITTER_DATE) => {
      git("add", "--all");
      execFileSync("git", [...inFolder, "commit", "--quiet", "--allow-empty", "--message", message], {
        env: { ...running.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at },
        stdio: ["ignore", "pipe", "pipe"],
      });
      return git("rev-parse", "HEAD");
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

function writeFile(folder: string, file: string, content: string | Uint8Array): void {
  const location = path.join(folder, file);
  fs.mkdirSync(path.dirname(location), { recursive: true });
  fs.writeFileSync(location, content);
}

const programs = "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin";

const author = {
  GIT_AUTHOR_NAME: "Test",
  GIT_AUTHOR_EMAIL: "test@example.com",
  GIT_COMMITTER_NAME: "Test",
  GIT_COMMITTER_EMAIL: "test@example.com",
  GIT_AUTHOR_DATE: "2025-01-01T00:00:00Z",
  GIT_COMMITTER_DATE: "2025-01-01T00:00:00Z",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
};
