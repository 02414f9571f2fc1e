import type { ObjectPath } from "./json.ts";
import type { Resource } from "./resource.ts";

export type ChangeAction =
  | "create"
  | "update"
  | "delete"
  | "replace"
  | "move"
  | "read"
  | "forget"
  | "no-op"
  | "unknown";

/** Why a removed and an added resource are one and the same (architecture: moves). */
export interface Move {
  readonly kind: "root" | "declared" | "rename";
  readonly fromRootKey: string;
  readonly fromAddress: string;
}

/**
 * The author says that what had one address has another now: a `moved` block, or `previous_address` of a plan. Or that
 * Terraform is to forget it, and leave it where it is: a `removed` block with `destroy = false`.
 */
export interface DeclaredMove {
  readonly rootKey: string;
  /** A resource, a resource instance or a module; what is inside goes along. */
  readonly from: string;
  /** `null`: nowhere, it is forgotten. */
  readonly to: string | null;
}

/** What a pull request does to one resource. At least one of `before` and `after` is there. */
export interface ResourceChange {
  readonly rootKey: string;
  readonly address: string;
  readonly type: string;
  readonly action: ChangeAction;
  readonly before: Resource | null;
  readonly after: Resource | null;
  readonly move: Move | null;
  /** Arguments that force a replacement, where a plan says so. */
  readonly replacePaths: readonly ObjectPath[];
  /** Terraform's own word for why, where a plan has one: `replace_because_tainted`. */
  readonly actionReason?: string | null;
}
