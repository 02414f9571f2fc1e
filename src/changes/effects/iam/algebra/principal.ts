import type { Comparing, Overlap, UnknownPart } from "./part.ts";

/** Who a statement is about, in the form that AWS itself writes it. */
export type Principal =
  /** Whoever has the policy. */
  | { readonly kind: "holder" }
  | { readonly kind: "everybody" }
  /** An account, and whoever it lets: `123456789012`, or its root. */
  | { readonly kind: "account"; readonly account: string }
  | { readonly kind: "named"; readonly type: PrincipalType; readonly name: string }
  | UnknownPart;

export type PrincipalType = "aws" | "service" | "federated" | "canonicaluser" | "other";

const rootPattern = /^arn:[^:]*:iam::(\d{12}):root$/;
const inAccountPattern = /^arn:[^:]*:(?:iam|sts)::(\d{12}):/;

export function principalOf(type: string, name: string): Principal {
  const kind = typeOf(type);
  if (name === "*" && (kind === "aws" || type === "*")) return { kind: "everybody" };
  const account = kind === "aws" ? (rootPattern.exec(name)?.[1] ?? /^\d{12}$/.exec(name)?.[0]) : undefined;
  if (account !== undefined) return { kind: "account", account };
  return { kind: "named", type: kind, name: kind === "service" ? name.toLowerCase() : name };
}

function typeOf(written: string): PrincipalType {
  const type = written.toLowerCase();
  return type === "aws" || type === "service" || type === "federated" || type === "canonicaluser"
    ? type
    : "other";
}

export const comparingPrincipals: Comparing<Principal> = {
  covers: (wide, narrow) =>
    wide.kind === "everybody" ? narrow.kind !== "holder" : principalKey(wide) === principalKey(narrow),
  overlap,
  isEverything: ({ kind }) => kind === "everybody",
  key: principalKey,
};

function overlap(left: Principal, right: Principal): Overlap {
  if (principalKey(left) === principalKey(right)) return "yes";
  if (left.kind === "holder" || right.kind === "holder") return "no";
  if (left.kind === "everybody" || right.kind === "everybody") return "yes";
  if (left.kind === "unknown" || right.kind === "unknown") return "maybe";
  // An account lets its own roles in, by policies that do not stand here.
  return accountsMeet(left, right) ? "yes" : "no";
}

function accountsMeet(left: Principal, right: Principal): boolean {
  const [first, second] = [accountOf(left), accountOf(right)];
  if (first === null || first !== second) return false;
  // A role and a session of it are written as two names; what is in one account may be the same.
  return left.kind === "account" || right.kind === "account" || isSession(left) || isSession(right);
}

/** The account that a principal belongs to, where it names one. */
export function accountOf(principal: Principal): string | null {
  if (principal.kind === "account") return principal.account;
  if (principal.kind !== "named" || principal.type !== "aws") return null;
  return inAccountPattern.exec(principal.name)?.[1] ?? null;
}

function isSession(principal: Principal): boolean {
  return principal.kind === "named" && /^arn:[^:]*:sts:/.test(principal.name);
}

export function principalKey(principal: Principal): string {
  switch (principal.kind) {
    case "holder":
    case "everybody":
      return principal.kind;
    case "account":
      return `account ${principal.account}`;
    case "named":
      return `${principal.type} ${principal.name}`;
    case "unknown":
      return `unknown ${principal.token}`;
  }
}
