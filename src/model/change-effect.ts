import type { MembersProperty, Part, ValueProperty } from "./effect-property.ts";
import type { JsonValue } from "./json.ts";
import type { Permission } from "./permission.ts";

/**
 * What a change comes to, as data; the words are made where it is shown. Nothing in it is a secret: where one stood, its
 * marker stands (`{ "$secret": … }`), and for what is known only after apply `{ "$unknown": true }`.
 */
export type ChangeEffect =
  | ValueEffect
  | MembersEffect
  | PartEffect
  | RoleRulesEffect
  | SubjectsEffect
  | NetworkEffect
  | SharesEffect
  | PermissionsEffect;

interface EffectBase {
  /**
   * Paths as in `LeafChange`: values at or below one of them are told by this effect, and not once more by themselves.
   */
  readonly tells: readonly string[];
  /** How many entries more there are than the lists of the effect hold; absent: none. */
  readonly omitted?: number;
}

/**
 * One property that people have a word for. Of what is created or deleted it says what the thing is: a side that is not
 * there has no value.
 */
export interface ValueEffect extends EffectBase {
  readonly kind: "value";
  readonly property: ValueProperty;
  /** What the property is of, where its word alone does not say it: a provider, a metric, a resource of a quota. */
  readonly name?: string;
  /** The container that has it, where there are several. */
  readonly container?: string;
  /** `null`: not set. */
  readonly before: JsonValue;
  readonly after: JsonValue;
  /** How many times as much it is, to two digits; absent where that is nothing to tell. */
  readonly factor?: number;
}

/** A list of which members came and went. What is created or deleted has all of them on its one side. */
export interface MembersEffect extends EffectBase {
  readonly kind: "members";
  readonly property: MembersProperty;
  readonly container?: string;
  readonly gained: readonly JsonValue[];
  readonly lost: readonly JsonValue[];
}

/** Something with a name within the resource came, or went. */
export interface PartEffect extends EffectBase {
  readonly kind: "part";
  readonly part: Part;
  readonly what: "added" | "removed";
  /** `null` where there is at most one. */
  readonly name: string | null;
  /** What it is: the image of a container, the source of a volume; `null`: its name says it all. */
  readonly detail: JsonValue;
  readonly container?: string;
}

/** What a Role or ClusterRole allows more, or no longer: what another of its rules allows anyhow is neither. */
export interface RoleRulesEffect extends EffectBase {
  readonly kind: "roleRules";
  readonly gained: readonly RoleRule[];
  readonly lost: readonly RoleRule[];
}

export interface RoleRule {
  readonly verbs: readonly string[];
  /** As kubectl writes them: `deployments.apps`, `pods/exec`, `*.*`; a path where it is none of the API's. */
  readonly resources: readonly string[];
  /** Only objects of these names; empty: all. */
  readonly names: readonly string[];
}

/** Who is given a role, and who no longer has it. */
export interface SubjectsEffect extends EffectBase {
  readonly kind: "subjects";
  readonly role: { readonly kind: string; readonly name: string };
  /** `null`: everywhere in the cluster; `""`: not told. */
  readonly namespace: string | null;
  readonly gained: readonly RoleSubject[];
  readonly lost: readonly RoleSubject[];
}

export interface RoleSubject {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** Who may now come in or be reached, and who no longer. */
export interface NetworkEffect extends EffectBase {
  readonly kind: "network";
  readonly direction: "ingress" | "egress";
  /** From now on, or no longer, only what is allowed gets through; absent: as before, or always so. */
  readonly isolation?: "begins" | "ends";
  readonly gained: readonly NetworkOpening[];
  readonly lost: readonly NetworkOpening[];
}

export interface NetworkOpening {
  readonly peer: NetworkPeer;
  /** `5432`, `8000-8100`, `53/UDP`; empty: every port. */
  readonly ports: readonly string[];
}

export type NetworkPeer =
  | { readonly kind: "anybody" }
  | { readonly kind: "cidr"; readonly cidr: string; readonly except: readonly string[] }
  /** Selectors as kubectl writes them; `""`: all, `null`: those of the policy's own namespace. */
  | { readonly kind: "pods"; readonly pods: string; readonly namespaces: string | null }
  | { readonly kind: "securityGroup"; readonly group: string }
  | { readonly kind: "prefixList"; readonly list: string }
  | { readonly kind: "itself" }
  | { readonly kind: "unknown" };

/** How traffic is divided, in percent. */
export interface SharesEffect extends EffectBase {
  readonly kind: "shares";
  readonly shares: readonly TrafficShare[];
}

export interface TrafficShare {
  /** `null`: the resource itself is the member. */
  readonly name: string | null;
  /** Percent with at most one decimal; `null`: not a member on this side. */
  readonly before: number | null;
  readonly after: number | null;
}

/** What somebody or something may do that they might not before, and the other way round. */
export interface PermissionsEffect extends EffectBase {
  readonly kind: "permissions";
  readonly who: PermissionHolder;
  /** What its holder may do, who may become it, or who may use the thing that it stands on. */
  readonly document: "grants" | "trust" | "shared";
  /** What concerns people most comes first, here and under `lost`. */
  readonly gained: readonly Permission[];
  readonly lost: readonly Permission[];
  /** Something of it could not be read and differs, so there may be more; absent: nothing. */
  readonly unread?: true;
}

/** Whose permissions they are; `resource`: what a policy that stands on a resource opens to its principals. */
export interface PermissionHolder {
  readonly kind: "role" | "user" | "group" | "policy" | "resource" | "permissionSet";
  /** `null`: it has none, or it is known after apply. */
  readonly name: string | null;
}
