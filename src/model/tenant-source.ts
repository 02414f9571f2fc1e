export const tenantSourceKinds = [
  "RoleBinding",
  "Namespace",
  "AppProject",
  "Backstage",
  "CODEOWNERS",
] as const;
export type TenantSourceKind = (typeof tenantSourceKinds)[number];

/** Ownership that is written in the repository itself, and how it is read there. */
export interface TenantSource {
  readonly kind: TenantSourceKind;
  /** Glob over folders; what it captures are names. `null`: anywhere, and the folder itself belongs to nobody. */
  readonly directory: string | null;
  /** Globs over names of files in such a folder. */
  readonly files: readonly string[];
  /** Globs over what names a team, the first that matches counts; `{team}` and the like are captured. */
  readonly patterns: readonly string[];
  /** `organisation/team`, with what was captured in braces. */
  readonly as: string;
  /** Globs over names that are no owners. */
  readonly except: readonly string[];
  /** Of RoleBindings: which subjects, and globs over the roles that make an owner. */
  readonly subjects: "Group" | "User";
  readonly roles: readonly string[];
  /** Of Namespaces: labels and annotations; a key without a prefix stands for the key with any prefix. */
  readonly keys: readonly string[];
}

export const assets = [
  "paths",
  "namespaces",
  "clusters",
  "accounts",
  "argoProjects",
  "hosts",
  "stateKeys",
] as const;
export type Asset = (typeof assets)[number];

/** One thing, or all that a pattern covers, and whose it is. Names come from files: nothing in them is a wildcard. */
export interface OwnedThing {
  readonly asset: Asset;
  /** `folder`: with everything below it. */
  readonly match: "name" | "folder" | "glob";
  readonly what: string;
  /** Names of tenants; none: whoever stands before owns it no more. */
  readonly tenants: readonly string[];
}

/** What one source says. It counts for what neither the configuration nor a source before it says anything about. */
export interface OwnershipLayer {
  /** Which of several matches counts: all of them, those of the deepest folder, or the last one. */
  readonly choice: "all" | "deepest" | "last";
  readonly owned: readonly OwnedThing[];
}
