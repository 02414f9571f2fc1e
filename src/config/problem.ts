/** A place in a configuration file; `key` is the dotted path of the setting, `""` for the file as a whole. */
interface ConfigurationPlace {
  readonly path: string;
  /** 1-based, as in an editor. */
  readonly line: number;
  readonly column: number;
  readonly key: string;
}

/** Why a file cannot be used. */
export interface ConfigurationProblem extends ConfigurationPlace {
  /** What is wrong and what would be right, whole sentences in the language asked for. */
  readonly message: string;
  /** What was probably meant. */
  readonly hint: string | null;
}

export type NoticeKind =
  /** A rule id or glob that no rule of this policy set has. */
  | "unknown-rule"
  | "unknown-parameter"
  /** A name that nothing in the configuration defines: a tenant, an environment. */
  | "unknown-name"
  /** The organisation has set this, and its value stays. */
  | "overruled"
  /** Two tenants without a team in common own the same thing. */
  | "two-owners";

/** Something to know about a file that is in force. */
export interface Notice extends ConfigurationProblem {
  readonly kind: NoticeKind;
}
