/** One line of what policies of IAM allow or deny; pure data, the words are made where it is shown. */
export type Permission = GrantedPermission | AttachedPolicy;

export interface GrantedPermission {
  readonly kind: "granted";
  /** `Deny` under what is gained: no longer denied. Under what is lost: denied now. */
  readonly effect: "Allow" | "Deny";
  readonly actions: PermissionMembers;
  readonly resources: PermissionMembers;
  /** Who may, where the document says so (trust, bucket, key, queue); `null`: who holds the policy. */
  readonly principals: PermissionPrincipals | null;
  /** All of them have to hold. */
  readonly conditions: readonly PermissionCondition[];
  /** The conditions of the same on the other side, where they are all that differs. */
  readonly instead: readonly PermissionCondition[] | null;
  /**
   * `certain`: nothing of it was so on the other side. `partly`: some of it was, or another statement denies some.
   * `unsure`: it may have been so, which depends on what is only known after apply.
   */
  readonly certainty: "certain" | "partly" | "unsure";
}

/** A policy that stands elsewhere is given to somebody; a `boundary` is the most that its holder may have. */
export interface AttachedPolicy {
  readonly kind: "attached";
  readonly as: "policy" | "boundary" | "clusterAccess";
  readonly policy: PermissionMember;
  /** The namespaces of a cluster that it is for; absent: no such limit. */
  readonly namespaces?: readonly PermissionMember[];
}

export interface PermissionMembers {
  /** Everything but these. */
  readonly except: boolean;
  readonly members: readonly PermissionMember[];
}

export type PermissionMember =
  | { readonly kind: "known"; readonly text: string }
  /** Known after apply; `refersTo` is what it is made of, as Terraform writes it. */
  | { readonly kind: "unknown"; readonly refersTo: readonly string[] };

export interface PermissionPrincipals {
  readonly except: boolean;
  readonly members: readonly PermissionPrincipal[];
}

export type PermissionPrincipal =
  | { readonly kind: "everybody" }
  | { readonly kind: "account"; readonly account: string }
  | { readonly kind: "service" | "federated" | "named"; readonly name: string }
  | { readonly kind: "unknown"; readonly refersTo: readonly string[] };

export type PermissionCondition =
  | {
      readonly kind: "test";
      /** As IAM writes it, with quantifier and `IfExists`: `ForAnyValue:StringLike`. */
      readonly test: string;
      readonly key: string;
      readonly values: readonly PermissionMember[];
    }
  | { readonly kind: "unknown"; readonly refersTo: readonly string[] };
