import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { GitError } from "./git-error.ts";

/** Where to look for the program `git`: the folders of `PATH`. Whoever reads the environment passes it on. */
export interface GitSettings {
  readonly searchPath: string;
}

export const defaultGitSettings: GitSettings = {
  searchPath: "/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin",
};

/** A listing of two million paths; a repository above that is not one that a person reviews. */
const outputBytesMax = 256 * 1024 * 1024;
/** Enough for any message that git writes; the rest of a flood is dropped. */
const errorBytesMax = 64 * 1024;
/** Listing a tree takes milliseconds; a minute means that the disk is gone. */
const commandTimeoutMs = 60_000;

/**
 * Settings that win over those of the repository, which belongs to the pull request's author as far as we know.
 * Nothing that we run executes hooks, filters or pagers; these make it stay so. Ownership of the folder is no reason
 * to refuse (`safe.directory`), exactly because nothing that the repository configures is executed.
 */
const enforcedConfiguration: readonly (readonly [string, string])[] = [
  ["safe.directory", "*"],
  ["core.hooksPath", "/dev/null"],
  ["core.fsmonitor", "false"],
  ["core.pager", "cat"],
  ["protocol.allow", "never"],
  ["maintenance.auto", "false"],
];

/**
 * The whole environment of git: nothing is inherited but the search path, so no `GIT_DIR`, tracing, credentials or
 * user's configuration reaches it. No protocol is allowed: a missing object is an error, never a fetch. Objects are
 * read as they are, without replacements and grafts, because a decision must be about what the ids say. `more` is
 * configuration that wins over the rest.
 */
export function gitEnvironment(
  settings: GitSettings,
  more: readonly (readonly [string, string])[] = [],
): NodeJS.ProcessEnv {
  const enforced = [...enforcedConfiguration, ...more];
  const configuration = enforced.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key] as const,
    [`GIT_CONFIG_VALUE_${index}`, value] as const,
  ]);
  return {
    PATH: settings.searchPath,
    LC_ALL: "C",
    GIT_ALLOW_PROTOCOL: "none",
    GIT_NO_LAZY_FETCH: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_GRAFT_FILE: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_CONFIG_COUNT: String(enforced.length),
    ...Object.fromEntries(configuration),
  };
}

/** Starts git in a repository, without a shell. `path` and `arguments_` are never read as options by `-C`. */
export function startGit(
  path: string,
  arguments_: readonly string[],
  settings: GitSettings,
): ChildProcessWithoutNullStreams {
  return spawn("git", ["-C", path, ...arguments_], {
    env: gitEnvironment(settings),
    stdio: ["pipe", "pipe", "pipe"],
    shell: false,
  });
}

export interface GitOutput {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git to its end, with `input` to read. Throws {@link GitError} where it cannot start or says too much; exit codes are the caller's. */
export function runGit(
  path: string,
  arguments_: readonly string[],
  settings: GitSettings,
  input: string | Uint8Array = "",
): Promise<GitOutput> {
  const child = startGit(path, arguments_, settings);
  const stdout = new Collected(outputBytesMax);
  const stderr = new Collected(errorBytesMax);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), commandTimeoutMs);
    child.stdin.on("error", () => {}).end(input);
    child.stdout.on("data", (chunk: Buffer) => {
      if (!stdout.add(chunk)) child.kill("SIGKILL");
    });
    child.stderr.on("data", (chunk: Buffer) => stderr.add(chunk));
    child.on("error", (cause) => {
      clearTimeout(timer);
      reject(startFailure(cause));
    });
    child.on("close", (exitCode, signal) => {
      clearTimeout(timer);
      if (exitCode === null) reject(stopped(arguments_, signal));
      else resolve({ exitCode, stdout: stdout.bytes(), stderr: stderr.bytes().toString("utf8") });
    });
  });
}

function stopped(arguments_: readonly string[], signal: string | null): GitError {
  return new GitError(
    "too-much",
    `git ${arguments_[0]} was ended (${signal ?? "no signal"}) after ${commandTimeoutMs} ms or ${outputBytesMax} bytes of output.`,
  );
}

export function startFailure(cause: NodeJS.ErrnoException): GitError {
  if (cause.code !== "ENOENT")
    return new GitError("failed", `git cannot be started: ${cause.message}`, { cause });
  const message = "The program git was not found. Install git 2.32 or newer, or put it on PATH.";
  return new GitError("git-missing", message, { cause });
}

/** How to get what a partial clone left out. */
export const completeClone = "Fetch with --refetch --no-filter, or clone without --filter.";

/** What git's last words mean. */
export function failureOf(path: string, stderr: string): GitError {
  const said = stderr.trim().replace(/^fatal: /, "");
  const where = JSON.stringify(path);
  if (/cannot change to/.test(said)) {
    return new GitError(
      "not-a-repository",
      `${where} is not there, or is not a folder. Name the folder of a git repository.`,
    );
  }
  if (/not a git repository/.test(said)) {
    return new GitError(
      "not-a-repository",
      `${where} is not a git repository. Name one with --repo, or compare two folders instead.`,
    );
  }
  if (/dubious ownership/.test(said)) {
    return new GitError(
      "unsafe-owner",
      `${where} belongs to another user, and this git refuses to read it. Use git 2.38 or newer, or run as the owner.`,
    );
  }
  if (/promisor remote|transport '.*' not allowed/.test(said)) {
    return new GitError(
      "missing-object",
      `${where} is a partial clone and lacks an object. ${completeClone} (${said})`,
    );
  }
  if (/bad config|repository format|repo version|unknown repository extension/.test(said)) {
    return new GitError("broken-repository", `${where} has a configuration that git cannot read: ${said}`);
  }
  return new GitError("failed", `git failed in ${where}: ${said === "" ? "it said nothing" : said}`);
}

class Collected {
  readonly #chunks: Buffer[] = [];
  readonly #bytesMax: number;
  #length = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** False when the chunk did not fit. */
  add(chunk: Buffer): boolean {
    if (this.#length + chunk.length > this.#bytesMax) return false;
    this.#length += chunk.length;
    this.#chunks.push(chunk);
    return true;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks, this.#length);
  }
}
