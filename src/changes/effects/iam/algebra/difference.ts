import type { Overlap } from "./part.ts";
import { type Atom, Atoms, atomCount, atomsOf, type Statement } from "./statement.ts";

/** What a policy document says; `unread` are statements that are only known later, by what stands for them. */
export interface Document {
  readonly statements: readonly Statement[];
  readonly unread: readonly string[];
}

/**
 * `certain`: none of it was so on the other side. `partly`: some of it was, or a denial takes some of it. `unsure`: that
 * depends on what is only known later, and differs between the sides.
 */
export type Certainty = "certain" | "partly" | "unsure";

/** An atom that one side has and the other has not. */
export interface Found {
  readonly atom: Atom;
  readonly certainty: Certainty;
  /** The same on the other side, under other conditions. */
  readonly others: readonly Atom[];
}

export interface Difference {
  /** Allowed now and not before; of denials, those that are gone. */
  readonly gained: readonly Found[];
  readonly lost: readonly Found[];
  /** Something of a side could not be read, and does not stand on the other side as well. */
  readonly unread: { readonly before: boolean; readonly after: boolean };
}

/**
 * Atoms of a document, and values of its conditions, that are compared, each with each. Twenty actions on forty queues
 * are 800; what is larger takes longer than a change is worth, and is said to be unread.
 */
export const comparedAtomsMax = 1_000;

/**
 * What a request may do after and not before, and the other way round. Allowed is what a statement allows and none
 * denies, so what is gained lies in what is newly allowed, or in what is no longer denied; both are told. Each request
 * that becomes allowed is in one entry of `gained`, or something is unread.
 */
export function differenceOf(before: Document, after: Document): Difference {
  if (Math.max(sizeOf(before), sizeOf(after)) > comparedAtomsMax) return tooLarge;
  const [old, current] = [without(before, after), without(after, before)];
  const atoms = new Atoms();
  const [earlier, later] = [sidesOf(before, atoms), sidesOf(after, atoms)];
  const [gone, come] = [sidesOf(old, atoms), sidesOf(current, atoms)];
  const unread = { before: old.unread.length > 0, after: current.unread.length > 0 };
  const hidden = unread.before || unread.after ? "maybe" : before.unread.length > 0 ? "yes" : "no";
  const beyondThat = (
    found: readonly Atom[],
    same: readonly Atom[],
    denied: readonly Atom[],
    replaced: readonly Atom[],
  ) => beyond(found, { same, denied, replaced, hidden }, atoms);
  return {
    gained: [
      ...beyondThat(come.allow, earlier.allow, later.deny, gone.allow),
      ...beyondThat(gone.deny, later.deny, [], come.deny),
    ],
    lost: [
      ...beyondThat(gone.allow, later.allow, earlier.deny, come.allow),
      ...beyondThat(come.deny, earlier.deny, [], gone.deny),
    ],
    unread,
  };
}

const tooLarge: Difference = { gained: [], lost: [], unread: { before: true, after: true } };

/** Statements that stand on both sides word for word say nothing new. */
function without(document: Document, other: Document): Document {
  const known = new Set(other.statements.map((statement) => JSON.stringify(statement)));
  const unread = new Set(other.unread);
  return {
    statements: document.statements.filter((statement) => !known.has(JSON.stringify(statement))),
    unread: document.unread.filter((token) => !unread.has(token)),
  };
}

function sizeOf({ statements }: Document): number {
  return statements.reduce(
    (sum, statement) => sum + atomCount(statement) + valueCount(statement.conditions),
    0,
  );
}

function valueCount(clauses: Statement["conditions"]): number {
  return clauses.reduce((sum, clause) => sum + 1 + (clause.kind === "test" ? clause.values.length : 0), 0);
}

interface Sides {
  readonly allow: readonly Atom[];
  readonly deny: readonly Atom[];
}

function sidesOf({ statements }: Document, atoms: Atoms): Sides {
  const all = statements.flatMap(atomsOf);
  const distinct = [...new Map(all.map((atom) => [atom.effect + atoms.key(atom), atom])).values()];
  return {
    allow: distinct.filter(({ effect }) => effect === "Allow"),
    deny: distinct.filter(({ effect }) => effect === "Deny"),
  };
}

interface Against {
  readonly same: readonly Atom[];
  readonly denied: readonly Atom[];
  /** Those of the other side that do not stand on this one word for word. */
  readonly replaced: readonly Atom[];
  /** What statements that nobody could read may say of it. */
  readonly hidden: Overlap;
}

function beyond(found: readonly Atom[], against: Against, atoms: Atoms): readonly Found[] {
  const left = found.filter(
    (atom) => ![...against.same, ...against.denied].some((other) => atoms.covers(other, atom)),
  );
  return left
    .filter(
      (atom, index) => !left.some((other, at) => at !== index && isSaid(atom, other, at < index, atoms)),
    )
    .map((atom) => foundIn(atom, against, atoms));
}

/** Another entry says it already; of two that say the same, the first is kept. */
function isSaid(atom: Atom, other: Atom, isEarlier: boolean, atoms: Atoms): boolean {
  return atoms.covers(other, atom) && (isEarlier || !atoms.covers(atom, other));
}

function foundIn(atom: Atom, { same, denied, replaced, hidden }: Against, atoms: Atoms): Found {
  const place = atoms.placeKey(atom);
  const others = replaced.filter((other) => atoms.placeKey(other) === place);
  const overlaps = [hidden, ...[...same, ...denied].map((other) => atoms.overlap(other, atom))];
  if (overlaps.includes("maybe")) return { atom, certainty: "unsure", others };
  return { atom, certainty: overlaps.includes("yes") ? "partly" : "certain", others };
}
