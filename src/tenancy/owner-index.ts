import { compileGlob } from "../model/glob.ts";
import type { OwnedThing, OwnershipLayer } from "../model/tenant-source.ts";

export interface OwnedPattern {
  readonly pattern: string;
  readonly tenant: string;
}

type Owners = (text: string) => readonly string[];

/** Tenants by pattern: everybody of whom any pattern matches. */
export function createOwnerIndex(owned: readonly OwnedPattern[]): Owners {
  return createThingIndex(
    owned.map(({ pattern, tenant }) => ({ ...matchOf(pattern), tenants: [tenant] })),
    "all",
  );
}

/** The first that knows an owner decides: the configuration, then each source. */
export function firstKnown(indexes: readonly Owners[]): Owners {
  const [first, ...others] = indexes;
  if (first === undefined) return () => [];
  if (others.length === 0) return first;
  return (text) => {
    for (const owners of indexes) {
      const found = owners(text);
      if (found.length > 0) return found;
    }
    return [];
  };
}

interface Entry extends Pick<OwnedThing, "match" | "what" | "tenants"> {}

interface Candidate {
  readonly order: number;
  readonly tenants: readonly string[];
  readonly matches: ((text: string) => boolean) | null;
}

/**
 * An estate may have ten thousand tenants and as many files, so nothing is tried one by one: names and folders are looked
 * up, and of the patterns only those whose beginning or end the text has. Of a source that chooses the deepest folder, or
 * the last line, only that one counts.
 */
export function createThingIndex(entries: readonly Entry[], choice: OwnershipLayer["choice"]): Owners {
  const names = new Map<string, Candidate[]>();
  const folders = new Map<string, Candidate[]>();
  const beginnings = new Buckets();
  const ends = new Buckets();
  for (const [order, { match, what, tenants }] of entries.entries()) {
    if (match === "name") append(names, what, { order, tenants, matches: null });
    else if (match === "folder") append(folders, what, { order, tenants, matches: null });
    else {
      const candidate = { order, tenants, matches: compileGlob(what) };
      const { prefix, suffix } = literalEnds(what);
      if (prefix.length >= suffix.length) beginnings.add(prefix, candidate);
      else ends.add(suffix, candidate);
    }
  }
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const cached = known.get(text);
    if (cached !== undefined) return cached;
    const groups = [
      names.get(text) ?? [],
      ...foldersOf(text).map((folder) => folders.get(folder) ?? []),
      beginnings.of((length) => text.slice(0, length)).filter(({ matches }) => matches?.(text)),
      ends.of((length) => text.slice(-length)).filter(({ matches }) => matches?.(text)),
    ];
    const owners = chosen(groups, choice);
    known.set(text, owners);
    return owners;
  };
}

function chosen(
  groups: readonly (readonly Candidate[])[],
  choice: OwnershipLayer["choice"],
): readonly string[] {
  if (choice === "last") {
    const last = groups.flat().reduce<Candidate | null>(later, null);
    return [...(last?.tenants ?? [])].sort();
  }
  const counting = choice === "deepest" ? (groups.find((group) => group.length > 0) ?? []) : groups.flat();
  return [...new Set(counting.flatMap(({ tenants }) => tenants))].sort();
}

function later(left: Candidate | null, right: Candidate): Candidate {
  return left === null || right.order > left.order ? right : left;
}

/** Patterns by the piece of text that whatever they match begins, or ends, with. */
class Buckets {
  readonly #byPiece = new Map<string, Candidate[]>();
  readonly #lengths = new Set<number>();

  add(piece: string, candidate: Candidate): void {
    append(this.#byPiece, piece, candidate);
    this.#lengths.add(piece.length);
  }

  of(pieceOf: (length: number) => string): readonly Candidate[] {
    // `slice(-0)` would be the whole text.
    return [...this.#lengths].flatMap(
      (length) => this.#byPiece.get(length === 0 ? "" : pieceOf(length)) ?? [],
    );
  }
}

/** What stands before the first wildcard, and after the last. `a/**` matches `a`, too. */
function literalEnds(pattern: string): { readonly prefix: string; readonly suffix: string } {
  const written = pattern.startsWith("./") ? pattern.slice(2) : pattern;
  const pieces = written.split(/[*?[\]{}\\]/);
  if (pieces.length === 1) return { prefix: written, suffix: "" };
  return {
    prefix: (pieces[0] ?? "").replace(/\/+$/, ""),
    suffix: (pieces.at(-1) ?? "").replace(/^\/+/, ""),
  };
}

function matchOf(pattern: string): Pick<OwnedThing, "match" | "what"> {
  const folder = pattern.endsWith("/**") ? pattern.slice(0, -"/**".length) : null;
  if (isLiteral(pattern)) return { match: "name", what: pattern };
  if (folder !== null && isLiteral(folder)) return { match: "folder", what: folder };
  return { match: "glob", what: pattern };
}

function isLiteral(pattern: string): boolean {
  return pattern !== "" && !pattern.startsWith("./") && !/[*?[\]{}\\]/.test(pattern);
}

function append(index: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const candidates = index.get(key);
  if (candidates === undefined) index.set(key, [candidate]);
  else candidates.push(candidate);
}

/** `a/b/c`, `a/b` and `a`: `a/b/**` matches the folder itself too. The top, which holds them all, comes last. */
function foldersOf(text: string): readonly string[] {
  const folders = [text];
  for (let end = text.lastIndexOf("/"); end > 0; end = text.lastIndexOf("/", end - 1)) {
    folders.push(text.slice(0, end));
  }
  return folders.at(-1) === "." ? folders : [...folders, "."];
}
