import type { EnvironmentClass } from "./environment-words.ts";

/** So many of so many: what a proposal rests on. */
export interface Share {
  readonly count: number;
  readonly total: number;
}

/** `low`: it is shown, and counts only when somebody takes its comment marks away. */
export type Confidence = "high" | "medium" | "low";

/** Nearly all, and most: below that a proposal is a question. */
const highMin = 0.9;
const mediumMin = 0.5;

export function confidenceOf({ count, total }: Share): Confidence {
  if (total === 0) return "low";
  const share = count / total;
  return share >= highMin ? "high" : share >= mediumMin ? "medium" : "low";
}

/** A label of Namespaces whose values say which environment each is. */
export interface LabelledEnvironments {
  readonly label: string;
  /** The values of each class, sorted. */
  readonly values: Readonly<Partial<Record<EnvironmentClass, readonly string[]>>>;
  /** Namespaces that carry it with such a value. */
  readonly share: Share;
}

/** A folder that stands for a cluster. */
export interface ClusterFolder {
  readonly name: string;
  readonly path: string;
  readonly roots: number;
}

/** Where the repository says who owns what. */
export type ProposedSource =
  | {
      readonly kind: "RoleBinding";
      readonly directory: string;
      /** `github:{team}`. */
      readonly pattern: string;
      readonly share: Share;
    }
  | { readonly kind: "Namespace"; readonly key: string; readonly share: Share }
  | { readonly kind: "CODEOWNERS" | "Backstage" | "AppProject"; readonly files: number };

/** A chart with values for an environment, which nothing in the repository installs. */
export interface ProposedRelease {
  readonly chart: string;
  readonly name: string;
  readonly values: readonly string[];
  readonly environment: EnvironmentClass;
}

export interface UnreadModule {
  readonly source: string;
  readonly calls: number;
  readonly arguments: readonly string[];
}

/** A first configuration, as data, with what each part of it rests on. */
export interface Proposal {
  /** Who the repository belongs to on GitHub; `null` where its origin does not say. */
  readonly organisation: string | null;
  readonly roots: number;
  /** Roots whose environment nothing tells under this proposal: they count as production. */
  readonly unmatched: Share;
  readonly environments: LabelledEnvironments | null;
  readonly clusters: readonly ClusterFolder[];
  readonly sources: readonly ProposedSource[];
  readonly releases: readonly ProposedRelease[];
  readonly modules: readonly UnreadModule[];
  readonly namespaces: number;
}
