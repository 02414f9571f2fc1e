import type {
  GrantedPermission,
  PermissionCondition,
  PermissionMember,
  PermissionMembers,
  PermissionPrincipal,
  PermissionPrincipals,
} from "../../../model/permission.ts";
import { type Clause, clausesKey } from "./algebra/condition.ts";
import type { Found } from "./algebra/difference.ts";
import { type Cell, type Comparing, cellKey, comparingParts, type Part } from "./algebra/part.ts";
import { comparingPrincipals, type Principal } from "./algebra/principal.ts";

/** Names what an unknown value is made of, by its digest. */
export type RefersTo = (source: string) => readonly string[];

/** Atoms that have everything in common but the members of one list. */
interface Entry {
  readonly found: Found;
  readonly principals: readonly Cell<Principal>[];
  readonly actions: readonly Cell<Part>[];
  readonly resources: readonly Cell<Part>[];
}

type Dimension = "principals" | "actions" | "resources";

const comparing: Comparing<Part> = comparingParts();

/** Puts together what was taken apart for the comparison: one entry for what one statement would say. */
export function entriesOf(found: readonly Found[], refersTo: RefersTo): readonly GrantedPermission[] {
  const single = found.map((each): Entry => {
    const { principal, action, resource } = each.atom;
    return { found: each, principals: [principal], actions: [action], resources: [resource] };
  });
  const dimensions: readonly Dimension[] = ["actions", "resources", "principals"];
  return dimensions.reduce(mergedBy, single).map((entry) => permissionOf(entry, refersTo));
}

function mergedBy(entries: readonly Entry[], dimension: Dimension): readonly Entry[] {
  const groups = Map.groupBy(entries, (entry) => JSON.stringify([restOf(entry), keysOf(entry, dimension)]));
  return [...groups.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : more.reduce((all, entry) => withMembers(all, entry, dimension), first),
  );
}

function withMembers(entry: Entry, other: Entry, dimension: Dimension): Entry {
  return {
    found: entry.found,
    principals: dimension === "principals" ? [...entry.principals, ...other.principals] : entry.principals,
    actions: dimension === "actions" ? [...entry.actions, ...other.actions] : entry.actions,
    resources: dimension === "resources" ? [...entry.resources, ...other.resources] : entry.resources,
  };
}

function restOf({ found: { atom, certainty, others } }: Entry): string {
  return JSON.stringify([atom.effect, certainty, clausesKey(atom.conditions), insteadKey(others)]);
}

function insteadKey(others: Found["others"]): string | null {
  const instead = insteadOf(others);
  return instead === null ? null : clausesKey(instead);
}

/** The other dimensions; "except these" is never put together with anything. */
function keysOf({ principals, actions, resources }: Entry, dimension: Dimension): readonly string[] {
  const keys: Readonly<Record<Dimension, readonly string[]>> = {
    principals: principals.map((cell) => cellKey(comparingPrincipals, cell)),
    actions: actions.map((cell) => cellKey(comparing, cell)),
    resources: resources.map((cell) => cellKey(comparing, cell)),
  };
  const own = { principals, actions, resources }[dimension];
  const alone = own.some(({ kind }) => kind === "except") ? keys[dimension] : [];
  const others = (["principals", "actions", "resources"] as const).filter((name) => name !== dimension);
  return [...others.map((name) => JSON.stringify(keys[name].toSorted())), ...alone];
}

function insteadOf(others: Found["others"]): readonly Clause[] | null {
  const [only, ...more] = others;
  return only === undefined || more.length > 0 ? null : only.conditions;
}

function permissionOf(
  { found: { atom, certainty, others }, principals, actions, resources }: Entry,
  refersTo: RefersTo,
): GrantedPermission {
  const instead = insteadOf(others);
  return {
    kind: "granted",
    effect: atom.effect,
    actions: membersOf(actions, refersTo),
    resources: membersOf(resources, refersTo),
    principals: principalsOf(principals, refersTo),
    conditions: atom.conditions.map((clause) => conditionOf(clause, refersTo)),
    instead: instead?.map((clause) => conditionOf(clause, refersTo)) ?? null,
    certainty,
  };
}

function membersOf(cells: readonly Cell<Part>[], refersTo: RefersTo): PermissionMembers {
  return {
    except: cells.some(({ kind }) => kind === "except"),
    members: inOrder(cells.flatMap(inCell)).map((part) => memberOf(part, refersTo)),
  };
}

/** Wildcards first, which say most; the order of a list means nothing, and Terraform writes it in one of its own. */
function inOrder(parts: readonly Part[]): readonly Part[] {
  const rank = (part: Part) => (part.kind === "unknown" ? 2 : part.text.endsWith("*") ? 0 : 1);
  const text = (part: Part) => (part.kind === "known" ? part.text : "");
  return parts.toSorted((left, right) => rank(left) - rank(right) || compared(text(left), text(right)));
}

function compared(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function inCell<T>(cell: Cell<T>): readonly T[] {
  return cell.kind === "only" ? [cell.member] : cell.members;
}

function memberOf(part: Part, refersTo: RefersTo): PermissionMember {
  if (part.kind === "known") return { kind: "known", text: part.text };
  return { kind: "unknown", refersTo: refersTo(part.source) };
}

function principalsOf(cells: readonly Cell<Principal>[], refersTo: RefersTo): PermissionPrincipals | null {
  const members = cells.flatMap(inCell);
  if (members.some(({ kind }) => kind === "holder")) return null;
  return {
    except: cells.some(({ kind }) => kind === "except"),
    members: members.flatMap((principal) => principalOf(principal, refersTo)),
  };
}

function principalOf(principal: Principal, refersTo: RefersTo): readonly PermissionPrincipal[] {
  switch (principal.kind) {
    case "holder":
      return [];
    case "everybody":
      return [{ kind: "everybody" }];
    case "account":
      return [{ kind: "account", account: principal.account }];
    case "unknown":
      return [{ kind: "unknown", refersTo: refersTo(principal.source) }];
    case "named": {
      const { type, name } = principal;
      return [{ kind: type === "service" || type === "federated" ? type : "named", name }];
    }
  }
}

function conditionOf(clause: Clause, refersTo: RefersTo): PermissionCondition {
  if (clause.kind === "unknown") return { kind: "unknown", refersTo: refersTo(clause.source) };
  const { quantifier, operator, ifExists, key, values } = clause;
  const test = `${quantifier === "" ? "" : `${quantifier}:`}${operator}${ifExists ? "IfExists" : ""}`;
  return { kind: "test", test, key, values: values.map((value) => memberOf(value, refersTo)) };
}
