/** Resource name to quantity, as written: `memory` to `512Mi`. */
export type Amounts = Readonly<Record<string, string>>;

export interface RequestsAndLimits {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** A container as far as quotas count it. A `sidecar` is an init container that keeps running. */
export interface ContainerUse extends RequestsAndLimits {
  readonly list: "init" | "sidecar" | "app";
}

export interface ClaimUse {
  /** `null`: not known, or not said. */
  readonly storage: string | null;
  readonly storageClass: string | null;
  /** Its VolumeAttributesClass; `null`: nobody knows. */
  readonly attributesClass: ClassName | null;
}

/** Which class something has; a name that is `null`: none. */
export interface ClassName {
  readonly name: string | null;
}

/** What decides, beside its resources, which quotas with scopes count a pod. Each is `null` where nobody knows. */
export interface PodTraits {
  readonly priorityClass: ClassName | null;
  /** It is ended after a time that it says itself. */
  readonly isTerminating: boolean | null;
  /** It wants to be near pods of other namespaces, or far from them. */
  readonly isCrossNamespace: boolean | null;
}

/** One pod of a workload. */
export interface PodUse {
  /** Init containers first, in their order. */
  readonly containers: readonly ContainerUse[];
  /** What the pod says for all of its containers together. */
  readonly whole: RequestsAndLimits;
  readonly overhead: Amounts;
  /** Volumes that are made for the pod alone. */
  readonly claims: readonly ClaimUse[];
  readonly traits: PodTraits;
}

/**
 * How many pods there may be at once; `null` where that is not known. `replicas` follow an autoscaler where there is one;
 * runs of one `schedule` coincide, of two they may not; who runs on each node runs on nobody knows how many. `least` is
 * how many there are even when nothing is to do.
 */
export type PodCount =
  | { readonly kind: "replicas"; readonly count: number | null; readonly surge: Surge }
  | { readonly kind: "at-once"; readonly count: number | null; readonly least: number }
  | { readonly kind: "schedule"; readonly schedule: string; readonly count: number | null }
  | { readonly kind: "each-node" };

/** Pods that are there in addition while others take their place: so many, or a share of them, rounded up. */
export type Surge =
  | { readonly kind: "pods"; readonly pods: number }
  | { readonly kind: "percent"; readonly percent: number };

/** What an object may take of the quota of its namespace, or says about that. */
export type CapacityUse =
  | {
      readonly kind: "pods";
      readonly count: PodCount;
      /** `null`: the template is that of `templateOf`, a Deployment. */
      readonly pod: PodUse | null;
      readonly templateOf: string | null;
      /** Made anew for each pod, and kept. */
      readonly claims: readonly ClaimUse[];
      /** Something that decides is not known. */
      readonly unknown: boolean;
    }
  | {
      readonly kind: "scaler";
      /** `Deployment/api`. */
      readonly target: string;
      readonly max: number | null;
      readonly min: number | null;
      /** It starts what has no replicas, too. */
      readonly fromZero: boolean;
    }
  | { readonly kind: "claim"; readonly claim: ClaimUse }
  | { readonly kind: "service"; readonly loadBalancers: number; readonly nodePorts: number }
  | { readonly kind: "quota"; readonly hard: Amounts; readonly scopes: QuotaScopes }
  /** The class of pods that name none; of several the one with the lowest value. `null`: nobody knows whether it is. */
  | { readonly kind: "priority-class"; readonly isDefault: boolean | null; readonly value: number | null };

/** What a quota counts of its namespace: `all`, or what matches each of its scopes. `refused`: by Kubernetes itself. */
export type QuotaScopes =
  | { readonly kind: "all" | "refused" | "unknown" }
  | { readonly kind: "some"; readonly scopes: readonly QuotaScope[] };

export const scopeNames = [
  "Terminating",
  "NotTerminating",
  "BestEffort",
  "NotBestEffort",
  "PriorityClass",
  "CrossNamespacePodAffinity",
  "VolumeAttributesClass",
] as const;
export const scopeOperators = ["In", "NotIn", "Exists", "DoesNotExist"] as const;

export interface QuotaScope {
  readonly name: (typeof scopeNames)[number];
  readonly operator: (typeof scopeOperators)[number];
  readonly values: readonly string[];
}
