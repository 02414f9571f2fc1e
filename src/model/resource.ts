import type { JsonObject, ObjectPath, Pointer } from "./json.ts";
import type { Location } from "./location.ts";

/**
 * One thing that a change can touch: a Kubernetes object, a Terraform resource instance, data source, module call,
 * provider or backend. Its identity is (`rootKey`, `address`).
 */
export interface Resource {
  readonly rootKey: string;
  /** `group/Kind/namespace/name` for Kubernetes (`core` for the group without a name, `-` for no namespace), Terraform's own otherwise. */
  readonly address: string;
  /** `group/Kind` for Kubernetes, Terraform's type otherwise (`aws_db_instance`, `data.aws_ami`, `module`, `provider.aws`, `terraform`). */
  readonly type: string;
  /** Rendered, secrets masked, unknown leaves absent (`null` where they stand in a list). */
  readonly object: JsonObject;
  /** What could not be told, each with the digest of the expression that it comes from. */
  readonly unknown: ReadonlyMap<Pointer, string>;
  /**
   * The resources, data sources and outputs of modules that an unknown value is made of, as Terraform writes them, by its
   * digest in `unknown`; absent where nobody can tell.
   */
  readonly refersTo?: (digest: string) => readonly string[];
  readonly sensitive: ReadonlySet<Pointer>;
  /** The Kubernetes namespace, `""` where none is set and none is implied; `null` for what has no namespace. */
  readonly namespace: string | null;
  /** The whole resource in its file. */
  readonly location: Location;
  /** The line of a value, or of its nearest parent that is written down. */
  readonly locate: (path: ObjectPath) => Location;
  /** Every place that a value is made of, where that is more than `locate` says: what hides a secret hides it in all. */
  readonly places?: (path: ObjectPath) => readonly Location[];
  /** What its author calls a value, where that is another path than the object's: the argument of a module call. */
  readonly writtenAs?: (path: ObjectPath) => ObjectPath;
}

/** What the ownership and environment rules said about a resource. */
export interface Attribution {
  readonly environment: Environment;
  /** Tenants who own the thing: its namespace, account, cluster, host. */
  readonly owner: readonly string[];
  /** Tenants who own the file. */
  readonly pathOwner: readonly string[];
  readonly cluster: string | null;
}

export interface Environment {
  readonly name: string;
  readonly production: boolean;
  /** Ephemeral environments need no confirmation. */
  readonly ephemeral: boolean;
  /** How it was found: a configured pattern, a word in the path or namespace, or nothing at all. */
  readonly source: "configured" | "word" | "unmatched";
}
