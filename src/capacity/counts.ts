import type {
  CapacityUse,
  ClaimUse,
  ClassName,
  PodUse,
  QuotaScope,
  RequestsAndLimits,
} from "../model/capacity.ts";
import { isMore } from "./amounts.ts";
import { asksForCompute } from "./pod-amounts.ts";

/** What a quota counts; `null`: nobody knows whether it does. */
export interface Counts {
  /** `isKnown`: nothing that the pod asks for is missing here. */
  pod(pod: PodUse | null, isKnown: boolean): boolean | null;
  claim(claim: ClaimUse): boolean | null;
  /** Whether anything but pods and claims is counted. */
  readonly objects: boolean;
}

export const countsAll: Counts = { pod: () => true, claim: () => true, objects: true };

/**
 * What matches every scope. Claims match no scope of pods, and pods none of claims (kubernetes/pkg/quota/v1, Matches).
 * `unsaid` is the PriorityClass of pods that name none.
 */
export function countsScoped(
  scopes: readonly QuotaScope[],
  { defaults, unsaid }: { readonly defaults: RequestsAndLimits; readonly unsaid: ClassName | null },
): Counts {
  return {
    pod: (pod, isKnown) =>
      every(scopes.map((scope) => matchesPod(scope, pod, { defaults, unsaid, isKnown }))),
    claim: (claim) => every(scopes.map((scope) => matchesClaim(scope, claim))),
    objects: false,
  };
}

/** The class that a cluster gives to pods that name none, as far as its PriorityClasses are seen. */
export function defaultClass(
  objects: readonly { name: string; use: CapacityUse | null }[],
): ClassName | null {
  const classes = objects.flatMap(({ name, use }) => (use?.kind === "priority-class" ? [{ name, use }] : []));
  if (classes.some(({ use }) => use.isDefault === null)) return null;
  const value = (each: (typeof classes)[number]) => String(each.use.value ?? 0);
  const [lowest] = classes
    .filter(({ use }) => use.isDefault === true)
    .toSorted((a, b) => (isMore(value(a), value(b)) ? 1 : -1));
  return { name: lowest?.name ?? null };
}

interface Surroundings {
  readonly defaults: RequestsAndLimits;
  readonly unsaid: ClassName | null;
  readonly isKnown: boolean;
}

function matchesPod(
  scope: QuotaScope,
  pod: PodUse | null,
  { defaults, unsaid, isKnown }: Surroundings,
): boolean | null {
  if (scope.name === "VolumeAttributesClass") return false;
  if (pod === null) return null;
  const { priorityClass, isTerminating, isCrossNamespace } = pod.traits;
  switch (scope.name) {
    case "Terminating":
      return isTerminating;
    case "NotTerminating":
      return not(isTerminating);
    case "BestEffort":
      return not(asksFor(pod, defaults, isKnown));
    case "NotBestEffort":
      return asksFor(pod, defaults, isKnown);
    case "CrossNamespacePodAffinity":
      return isCrossNamespace;
    case "PriorityClass":
      return matchesName(scope, priorityClass?.name === null ? unsaid : priorityClass);
  }
}

/** What is known to ask for something stays so, whatever else it asks for. */
function asksFor(pod: PodUse, defaults: RequestsAndLimits, isKnown: boolean): boolean | null {
  return asksForCompute(pod, defaults) || (isKnown ? false : null);
}

function matchesClaim(scope: QuotaScope, { attributesClass }: ClaimUse): boolean | null {
  return scope.name === "VolumeAttributesClass" && matchesName(scope, attributesClass);
}

/** As a selector of labels matches: what has no name is in no list, and therefore not in this one either. */
function matchesName({ operator, values }: QuotaScope, has: ClassName | null): boolean | null {
  if (has === null) return null;
  const isListed = has.name !== null && values.includes(has.name);
  switch (operator) {
    case "In":
      return isListed;
    case "NotIn":
      return !isListed;
    case "Exists":
      return has.name !== null;
    case "DoesNotExist":
      return has.name === null;
  }
}

function not(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

function every(all: readonly (boolean | null)[]): boolean | null {
  return all.includes(false) ? false : all.includes(null) ? null : true;
}
