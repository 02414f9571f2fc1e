import type { Configuration } from "../../model/configuration.ts";
import type { PolicySources } from "../../model/policy-sources.ts";
import type { Waiver } from "../../model/waiver.ts";
import type { PolicySet } from "../policy-set.ts";

/** What a recorded decision is held against. */
export interface Under {
  /** The rules that ship; absent: those that decided. */
  readonly policySet?: PolicySet;
  /** Absent: the one that decided. */
  readonly configuration?: Configuration;
  /** Absent: those that stood. */
  readonly waivers?: OtherWaivers;
  /** What an organisation adds, `null` for nothing; absent: what it added then. */
  readonly policySources?: PolicySources | null;
}

/** Exceptions of files, as they would be. Those that were granted in the pull request stay. */
export interface OtherWaivers {
  readonly written: readonly Waiver[];
  /** Ids of files that are not in force besides: what stood under them does so no more. */
  readonly replaced: readonly string[];
}
