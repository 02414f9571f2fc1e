import { endsAgree, type Glob, globCovers, globsOverlap, isEverything } from "./glob.ts";

/** A pattern that a document names, or something that is only known later; the same token stands for the same thing. */
export type Part = { readonly kind: "known"; readonly text: string; readonly glob: Glob } | UnknownPart;

export interface UnknownPart {
  readonly kind: "unknown";
  readonly token: string;
  /** The digest of what it comes from, for people. */
  readonly source: string;
}

/** `maybe`: it depends on what is not known. */
export type Overlap = "no" | "maybe" | "yes";

/** How the members of one dimension are held against each other. */
export interface Comparing<T> {
  /** Whether `wide` has everything that `narrow` has. Where that cannot be told, it has not. */
  readonly covers: (wide: T, narrow: T) => boolean;
  /** Where that cannot be told, they may. */
  readonly overlap: (left: T, right: T) => Overlap;
  readonly isEverything: (member: T) => boolean;
  /** Equal for members that are the same. */
  readonly key: (member: T) => string;
}

/**
 * Steps of patterns that are held against each other in one document: beyond, nothing is told apart. Documents that people
 * write need some thousands; one that uses all of them takes less than a second.
 */
export const comparedStepsMax = 250_000;

/** Compares patterns within that bound, each pair once. */
export function comparingParts(stepsMax: number = comparedStepsMax): Comparing<Part> {
  const budget = { steps: stepsMax };
  const covered = remembering(budget, globCovers, false);
  const overlapping = remembering(budget, globsOverlap, true);
  return {
    covers: (wide, narrow) => {
      if (wide.kind === "unknown" || narrow.kind === "unknown") return coversUnknown(wide, narrow);
      if (wide === narrow || wide.glob.key === narrow.glob.key) return true;
      return wide.glob.wild && endsAgree(wide.glob, narrow.glob) && covered(wide.glob, narrow.glob);
    },
    overlap: (left, right) => {
      if (left.kind === "unknown" || right.kind === "unknown") return overlapUnknown(left, right);
      if (left === right) return "yes";
      // Most pairs are told apart by how they begin or end, which costs next to nothing.
      return endsAgree(left.glob, right.glob) && overlapping(left.glob, right.glob) ? "yes" : "no";
    },
    isEverything: isEveryPart,
    key: partKey,
  };
}

/** Answers each pair once, and `otherwise` when the budget is spent. */
function remembering(
  budget: { steps: number },
  answer: (left: Glob, right: Glob) => boolean,
  otherwise: boolean,
): (left: Glob, right: Glob) => boolean {
  const remembered = new Map<Glob, Map<Glob, boolean>>();
  return (left, right) => {
    if (budget.steps <= 0) return otherwise;
    const row = remembered.get(left) ?? new Map<Glob, boolean>();
    if (row.size === 0) remembered.set(left, row);
    const known = row.get(right);
    if (known !== undefined) return known;
    budget.steps -= left.steps.length * right.steps.length;
    const found = budget.steps > 0 ? answer(left, right) : otherwise;
    row.set(right, found);
    return found;
  };
}

export function isEveryPart(part: Part): boolean {
  return part.kind === "known" && isEverything(part.glob);
}

export function partKey(part: Part): string {
  return part.kind === "known" ? part.glob.key : `unknown ${part.token}`;
}

function coversUnknown(wide: Part, narrow: Part): boolean {
  return isEveryPart(wide) || partKey(wide) === partKey(narrow);
}

/** Everything overlaps with anything, also with what is not known. */
function overlapUnknown(first: Part, second: Part): Overlap {
  const sure = partKey(first) === partKey(second) || isEveryPart(first) || isEveryPart(second);
  return sure ? "yes" : "maybe";
}

/** One member of a statement's list, or everything but the members of it. */
export type Cell<T> =
  | { readonly kind: "only"; readonly member: T }
  | { readonly kind: "except"; readonly members: readonly T[] };

export function cellCovers<T>(comparing: Comparing<T>, wide: Cell<T>, narrow: Cell<T>): boolean {
  const { covers, overlap, isEverything } = comparing;
  if (wide.kind === "only") {
    if (narrow.kind === "only") return covers(wide.member, narrow.member);
    return isEverything(wide.member);
  }
  if (narrow.kind === "only") return wide.members.every((member) => overlap(member, narrow.member) === "no");
  return wide.members.every((member) => narrow.members.some((wider) => covers(wider, member)));
}

export function cellOverlap<T>(comparing: Comparing<T>, left: Cell<T>, right: Cell<T>): Overlap {
  const { covers, overlap } = comparing;
  if (left.kind === "only" && right.kind === "only") return overlap(left.member, right.member);
  if (left.kind === "except" && right.kind === "except") return "yes";
  if (left.kind === "only") return cellOverlap(comparing, right, left);
  if (right.kind === "except") return "yes";
  const { member } = right;
  if (left.members.some((excluded) => covers(excluded, member))) return "no";
  return left.members.some((excluded) => overlap(excluded, member) === "maybe") ? "maybe" : "yes";
}

export function bothOverlap(...parts: readonly Overlap[]): Overlap {
  if (parts.includes("no")) return "no";
  return parts.includes("maybe") ? "maybe" : "yes";
}

export function cellKey<T>(comparing: Comparing<T>, cell: Cell<T>): string {
  if (cell.kind === "only") return comparing.key(cell.member);
  return `except ${cell.members.map(comparing.key).sort().join(" ")}`;
}
