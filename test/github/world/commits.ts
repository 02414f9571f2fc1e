import type { Commit, Signature } from "../git/commits.ts";
import type { FileMode, Files, TreeFile } from "../git/object-store.ts";
import type { Account, Repository } from "./types.ts";
import type { World } from "./world.ts";

/** A file as tests write it: its text, its bytes, or `null` where it is taken away. */
export type FileSpec =
  | string
  | null
  | {
      readonly text?: string;
      readonly base64?: string;
      readonly mode?: FileMode;
      readonly submodule?: string;
    };

/** Somebody by login, or an address that may belong to nobody. */
export type Person = string | Signature;

export interface CommitSpec {
  readonly message?: string;
  readonly files: Readonly<Record<string, FileSpec>>;
  /** Nothing stays but `files`. */
  readonly replace?: boolean;
  /** Whoever pushes, where these are left out. */
  readonly author?: Person;
  readonly committer?: Person;
  readonly coAuthors?: readonly Person[];
  /** Made on GitHub's pages: committed and signed by GitHub. */
  readonly onWeb?: boolean;
  /** The moment that it claims, in seconds since 1970. */
  readonly at?: number;
}

/** Commits are a minute apart, and date from here: their ids do not hang on when a test runs. */
const firstCommitAt = Date.UTC(2026, 0, 5) / 1000;

export const github: Signature = { name: "GitHub", email: "noreply@github.com" };

export function signatureOf(world: World, who: Person): Signature {
  if (typeof who !== "string") return who;
  const account = world.account(who);
  if (account.type !== "Bot") return { name: account.name, email: account.email };
  return { name: account.login, email: `${account.id}+${account.login}@users.noreply.github.com` };
}

export function commitOn(
  world: World,
  repository: Repository,
  parents: readonly string[],
  by: Account,
  spec: CommitSpec,
): Commit {
  const parent = parents[0];
  const before = parent === undefined ? undefined : repository.commits.get(parent)?.files;
  const author = signatureOf(world, spec.author ?? by.login);
  const trailers = (spec.coAuthors ?? [])
    .map((who) => signatureOf(world, who))
    .map(({ name, email }) => `Co-authored-by: ${name} <${email}>`);
  const message = spec.message ?? `Change ${Object.keys(spec.files)[0] ?? "nothing"}`;
  return addCommit(repository, {
    parents,
    files: filesWith(repository, spec.replace === true ? undefined : before, spec.files),
    message: trailers.length === 0 ? message : `${message}\n\n${trailers.join("\n")}`,
    author,
    committer: spec.onWeb === true ? github : signatureOf(world, spec.committer ?? spec.author ?? by.login),
    onWeb: spec.onWeb === true,
    ...(spec.at === undefined ? {} : { at: spec.at }),
  });
}

export interface CommitParts {
  readonly parents: readonly string[];
  readonly files: Files;
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
  readonly onWeb: boolean;
  readonly at?: number;
}

export function addCommit(repository: Repository, { onWeb, ...commit }: CommitParts): Commit {
  repository.commitCount += 1;
  return repository.commits.add({
    at: firstCommitAt + repository.commitCount * 60,
    ...commit,
    signedByGitHub: onWeb,
  });
}

/** Files with some of them written anew, or taken away. */
export function filesWith(
  repository: Repository,
  before: Files | undefined,
  specs: Readonly<Record<string, FileSpec>>,
): Files {
  const files = new Map<string, TreeFile>(before ?? []);
  for (const [path, spec] of Object.entries(specs)) {
    if (spec === null) files.delete(path);
    else files.set(path, fileFrom(repository, spec));
  }
  return files;
}

function fileFrom(repository: Repository, spec: Exclude<FileSpec, null>): TreeFile {
  if (typeof spec === "string") return { mode: "100644", oid: repository.objects.blob(Buffer.from(spec)) };
  if (spec.submodule !== undefined) return { mode: "160000", oid: spec.submodule };
  const bytes = spec.base64 === undefined ? Buffer.from(spec.text ?? "") : Buffer.from(spec.base64, "base64");
  return { mode: spec.mode ?? "100644", oid: repository.objects.blob(bytes) };
}

/** What `head` changes since `base`, put onto `onto`. Throws where both changed the same file. */
export function mergedFiles(base: Files, head: Files, onto: Files): Files {
  const files = new Map<string, TreeFile>(onto);
  for (const path of new Set([...base.keys(), ...head.keys()])) {
    const [was, is, there] = [base.get(path), head.get(path), onto.get(path)];
    if (same(was, is) || same(is, there)) continue;
    if (!same(was, there)) throw new Error(`Merge conflict in ${path}.`);
    if (is === undefined) files.delete(path);
    else files.set(path, is);
  }
  return files;
}

function same(a: TreeFile | undefined, b: TreeFile | undefined): boolean {
  return a?.oid === b?.oid && a?.mode === b?.mode;
}
