import { type Clause, clausesImply, clausesKey, clausesOverlap } from "./condition.ts";
import {
  bothOverlap,
  type Cell,
  type Comparing,
  cellCovers,
  cellKey,
  cellOverlap,
  comparingParts,
  type Overlap,
  type Part,
} from "./part.ts";
import { accountOf, comparingPrincipals, type Principal } from "./principal.ts";

/** What a statement lists in one place, or everything but that. */
export interface Members<T> {
  readonly except: boolean;
  readonly members: readonly T[];
}

export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly principals: Members<Principal>;
  readonly actions: Members<Part>;
  readonly resources: Members<Part>;
  /** All of them have to hold. */
  readonly conditions: readonly Clause[];
}

/** The smallest thing that is compared: one action on one resource for one principal, under conditions. */
export interface Atom {
  readonly effect: "Allow" | "Deny";
  readonly principal: Cell<Principal>;
  readonly action: Cell<Part>;
  readonly resource: Cell<Part>;
  readonly conditions: readonly Clause[];
}

export function atomCount({ principals, actions, resources }: Statement): number {
  return cellCount(principals) * cellCount(actions) * cellCount(resources);
}

export function atomsOf({ effect, principals, actions, resources, conditions }: Statement): readonly Atom[] {
  return cells(principals).flatMap((principal) =>
    cells(resources).flatMap((resource) =>
      cells(actions).map((action) => ({ effect, principal, action, resource, conditions })),
    ),
  );
}

function cellCount({ except, members }: Members<unknown>): number {
  return except ? 1 : members.length;
}

function cells<T>({ except, members }: Members<T>): readonly Cell<T>[] {
  return except ? [{ kind: "except", members }] : members.map((member) => ({ kind: "only", member }));
}

/**
 * A denial to an account is one to everybody in it, by name too; that an account is allowed something gives its roles
 * nothing yet. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function isDeniedWithAccount({ effect, principal: wide }: Atom, { principal: narrow }: Atom): boolean {
  if (effect !== "Deny" || wide.kind !== "only" || narrow.kind !== "only") return false;
  return wide.member.kind === "account" && accountOf(narrow.member) === wide.member.account;
}

type Conditions = Atom["conditions"];

/** All atoms of a statement share its conditions. */
function once<T>(
  held: Map<Conditions, Map<Conditions, T>>,
  left: Conditions,
  right: Conditions,
  answer: () => T,
): T {
  const row = held.get(left) ?? new Map<Conditions, T>();
  held.set(left, row);
  const known = row.get(right);
  if (known !== undefined) return known;
  const found = answer();
  row.set(right, found);
  return found;
}

/** How atoms of one change are held against each other; made once for each change, because it remembers. */
export class Atoms {
  readonly #parts: Comparing<Part> = comparingParts();
  readonly #places = new Map<Atom, string>();
  readonly #implied = new Map<Conditions, Map<Conditions, boolean>>();
  readonly #overlaps = new Map<Conditions, Map<Conditions, Overlap>>();

  /** Whether `wide` allows (or denies) everything that `narrow` does. Where that cannot be told, it does not. */
  covers(wide: Atom, narrow: Atom): boolean {
    return (
      (isDeniedWithAccount(wide, narrow) ||
        cellCovers(comparingPrincipals, wide.principal, narrow.principal)) &&
      cellCovers(this.#parts, wide.action, narrow.action) &&
      cellCovers(this.#parts, wide.resource, narrow.resource) &&
      once(this.#implied, narrow.conditions, wide.conditions, () =>
        clausesImply(this.#parts, narrow.conditions, wide.conditions),
      )
    );
  }

  overlap(left: Atom, right: Atom): Overlap {
    const place = bothOverlap(
      cellOverlap(comparingPrincipals, left.principal, right.principal),
      cellOverlap(this.#parts, left.action, right.action),
      cellOverlap(this.#parts, left.resource, right.resource),
    );
    if (place === "no") return "no";
    const when = once(this.#overlaps, left.conditions, right.conditions, () =>
      clausesOverlap(this.#parts, left.conditions, right.conditions),
    );
    return bothOverlap(place, when);
  }

  /** Equal for atoms that say the same in the same words. */
  key(atom: Atom): string {
    return `${this.placeKey(atom)} ${clausesKey(atom.conditions)}`;
  }

  /** {@link key} without the conditions. */
  placeKey(atom: Atom): string {
    const known = this.#places.get(atom);
    if (known !== undefined) return known;
    const { principal, action, resource } = atom;
    const key = JSON.stringify([
      cellKey(comparingPrincipals, principal),
      cellKey(this.#parts, action),
      cellKey(this.#parts, resource),
    ]);
    this.#places.set(atom, key);
    return key;
  }
}
