import type { Enforcement } from "./finding.ts";

export const policySourceKinds = ["conftest", "gatekeeper", "sekisho", "routing"] as const;
export type PolicySourceKind = (typeof policySourceKinds)[number];

/** A folder of Rego that stands beside the shipped rules. */
export interface PolicySource {
  /** Unique; part of the ids of Conftest rules. */
  readonly name: string;
  readonly kind: PolicySourceKind;
  /** `owner/name` of the repository that holds it; `null`: the one that is judged. */
  readonly repository: string | null;
  /** The folder, without a slash at its end; `.` for the top. */
  readonly path: string;
  /** What `deny` and `violation` ask for; `null`: what the rules themselves say, or advice where they cannot. */
  readonly enforcement: Enforcement | null;
  /** Conftest packages that are asked; `all`: every one. */
  readonly namespaces: readonly string[] | "all";
  /** Folders and files below which YAML and JSON become `data`; `null`: the folder itself. */
  readonly data: readonly string[] | null;
  /** Of routing rules: teams that they may ask beside those that the configuration names; absent: none. */
  readonly teams?: readonly string[];
  /** The organisation's file names it, and no repository may; absent: it does not. */
  readonly organisation?: true;
}
