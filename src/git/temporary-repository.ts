import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** A real repository in a folder of its own, for tests; `git` throws where git fails. */
export interface TemporaryRepository {
  readonly path: string;
  git(...arguments_: string[]): string;
  write(file: string, content: string | Uint8Array): void;
  commit(message?: string): string;
  remove(): void;
}

export function temporaryFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), "sekisho-git-"));
}

export function temporaryRepository(...options: string[]): TemporaryRepository {
  const folder = temporaryFolder();
  const git = (...arguments_: string[]): string =>
    execFileSync("git", ["-C", folder, "-c", "protocol.file.allow=always", ...arguments_], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin", ...author },
    }).trim();
  git("init", "--quiet", "--initial-branch=main", ...options);
  return {
    path: folder,
    git,
    write: (file, content) => writeFile(folder, file, content),
    commit: (message = "change") => {
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message", message);
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
