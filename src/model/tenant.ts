export interface TenantLimits {
  readonly container: { readonly cpu: string | null; readonly memory: string | null };
  readonly replicas: { readonly max: number | null };
}

/** A tenant is a set of teams that owns assets. Patterns are globs. */
export interface Tenant {
  readonly name: string;
  readonly teams: readonly string[];
  /** What its teams were called before: who is in such a team is theirs; nobody is asked under it. Absent: nothing. */
  readonly formerly?: readonly string[];
  readonly owns: {
    readonly paths: readonly string[];
    readonly namespaces: readonly string[];
    readonly clusters: readonly string[];
    readonly accounts: readonly string[];
    readonly argoProjects: readonly string[];
    readonly hosts: readonly string[];
    /** Terraform states: `key`, or `bucket/key`. */
    readonly stateKeys: readonly string[];
  };
  readonly limits: TenantLimits;
  readonly quota: Readonly<Record<string, string>>;
  readonly podSecurity: "privileged" | "baseline" | "restricted" | null;
  readonly complete: readonly string[];
}
