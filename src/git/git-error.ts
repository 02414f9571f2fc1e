/**
 * - `git-missing`: the program `git` is not there.
 * - `not-a-repository`, `unsafe-owner`, `broken-repository`: the folder cannot be read as a repository.
 * - `unknown-ref`: a name that leads to no commit. `no-merge-base`: two commits without a common ancestor.
 * - `missing-object`: the repository is a partial clone, and does not hold what is asked for.
 * - `unreadable`: a folder or file that the operating system does not let us read.
 * - `too-much`: git said more than is taken from it, or took too long.
 * - `failed`: anything else that git says.
 */
export type GitErrorCode =
  | "git-missing"
  | "not-a-repository"
  | "unsafe-owner"
  | "broken-repository"
  | "unknown-ref"
  | "no-merge-base"
  | "missing-object"
  | "unreadable"
  | "too-much"
  | "failed";

/** Reading a repository or folder failed. The message says what, where and how to fix it. */
export class GitError extends Error {
  readonly code: GitErrorCode;
  constructor(code: GitErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "GitError";
    this.code = code;
  }
}
