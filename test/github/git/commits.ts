import type { Files, ObjectStore } from "./object-store.ts";

export interface Signature {
  readonly name: string;
  readonly email: string;
}

export interface NewCommit {
  readonly parents: readonly string[];
  readonly files: Files;
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
  /** Seconds since 1970. */
  readonly at: number;
  /** GitHub signs what it commits itself: merges, suggestions, edits on its pages. */
  readonly signedByGitHub?: boolean;
}

export interface Commit extends NewCommit {
  readonly sha: string;
  readonly tree: string;
}

/** Commits of one repository. What was made here is known; what was brought along is read when asked for. */
export class Commits {
  private readonly known = new Map<string, Commit>();
  private readonly store: ObjectStore;

  constructor(store: ObjectStore) {
    this.store = store;
  }

  add(commit: NewCommit): Commit {
    const tree = this.store.tree(commit.files);
    const text = [
      `tree ${tree}`,
      ...commit.parents.map((parent) => `parent ${parent}`),
      `author ${signed(commit.author, commit.at)}`,
      `committer ${signed(commit.committer, commit.at)}`,
      "",
      `${commit.message}\n`,
    ].join("\n");
    const sha = this.store.write("commit", Buffer.from(text));
    const made = { ...commit, sha, tree };
    this.known.set(sha, made);
    return made;
  }

  /** `null`: the repository has no such commit. */
  get(sha: string): Commit | null {
    const known = this.known.get(sha);
    if (known !== undefined) return known;
    if (!/^[0-9a-f]{40}$/.test(sha)) return null;
    const read = this.read(sha);
    if (read !== null) this.known.set(sha, read);
    return read;
  }

  /** The commit itself and everything behind it, newest first by the way of parents. */
  ancestors(sha: string): ReadonlySet<string> {
    const seen = new Set<string>();
    const waiting = [sha];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(...(this.get(next)?.parents ?? []));
    }
    return seen;
  }

  isAncestor(sha: string, of: string): boolean {
    return this.mergeBase(sha, of) === sha;
  }

  /** Commits of `head` that `base` does not have, oldest first. */
  between(base: string, head: string): readonly Commit[] {
    if (!this.allKnown(base, head)) return this.betweenByGit(base, head);
    const behind = this.ancestors(base);
    const found: Commit[] = [];
    const seen = new Set<string>();
    const visit = (sha: string): void => {
      if (behind.has(sha) || seen.has(sha)) return;
      seen.add(sha);
      const commit = this.get(sha);
      if (commit === null) return;
      commit.parents.forEach(visit);
      found.push(commit);
    };
    visit(head);
    return found;
  }

  mergeBase(a: string, b: string): string | null {
    if (!this.allKnown(a, b)) {
      const found = this.tryGit(["merge-base", a, b]);
      return found === null ? null : found.trim();
    }
    const behind = this.ancestors(b);
    const candidates: string[] = [];
    const seen = new Set<string>();
    const waiting = [a];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (behind.has(next)) candidates.push(next);
      else waiting.push(...(this.get(next)?.parents ?? []));
    }
    const best = candidates.filter(
      (sha) => !candidates.some((other) => other !== sha && this.ancestors(other).has(sha)),
    );
    return best[0] ?? null;
  }

  /** Walking is for histories that were made here; a history that was brought along may be long. */
  private allKnown(...heads: readonly string[]): boolean {
    const seen = new Set<string>();
    const waiting = [...heads];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const commit = this.known.get(next);
      if (commit === undefined) return false;
      waiting.push(...commit.parents);
    }
    return true;
  }

  private betweenByGit(base: string, head: string): readonly Commit[] {
    const listing = this.tryGit(["rev-list", "--topo-order", "--reverse", head, `^${base}`]) ?? "";
    return listing
      .split("\n")
      .filter((sha) => sha !== "")
      .flatMap((sha) => this.get(sha) ?? []);
  }

  private tryGit(parameters: readonly string[]): string | null {
    try {
      return this.store.run(parameters).toString("utf8");
    } catch {
      return null;
    }
  }

  private read(sha: string): Commit | null {
    const text = this.tryGit(["cat-file", "commit", sha]);
    if (text === null) return null;
    const end = text.indexOf("\n\n");
    const lines = text.slice(0, end).split("\n");
    const linesOf = (key: string): readonly string[] =>
      lines.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
    const author = linesOf("author")[0] ?? "";
    const store = this.store;
    let files: Files | null = null;
    return {
      sha,
      tree: linesOf("tree")[0] ?? "",
      parents: linesOf("parent"),
      message: text.slice(end + 2).replace(/\n$/, ""),
      author: signatureFrom(author),
      committer: signatureFrom(linesOf("committer")[0] ?? ""),
      at: Number(/ (\d+) [+-]\d{4}$/.exec(author)?.[1] ?? 0),
      get files() {
        files ??= store.filesOf(sha);
        return files;
      },
    };
  }
}

function signed(who: Signature, at: number): string {
  return `${who.name} <${who.email}> ${at} +0000`;
}

function signatureFrom(line: string): Signature {
  const found = /^(.*) <([^>]*)> \d+ [+-]\d{4}$/.exec(line);
  return { name: found?.[1] ?? "", email: found?.[2] ?? "" };
}
