import type { PodTraits } from "../model/capacity.ts";
import { isJsonArray, isJsonObject, type ObjectPath, valueAt } from "../model/json.ts";
import { classAt, countAt, isPartlyUnknown, isUnknownAt, type ReadResource } from "./read.ts";

/** What quotas with scopes look at (kubernetes/pkg/quota/v1/evaluator/core, podMatchesScopeFunc), of a template's pod. */
export function podTraits(resource: ReadResource, path: ObjectPath): PodTraits {
  // What a Job says for all of its pods (`spec.activeDeadlineSeconds`) is not handed on to them.
  const deadline = countAt(resource, [...path, "activeDeadlineSeconds"], "none");
  return {
    priorityClass: classAt(resource, [...path, "priorityClassName"]),
    isTerminating: deadline === null ? null : deadline !== "none",
    isCrossNamespace: isCrossNamespace(resource, [...path, "affinity"]),
  };
}

/** One term that names namespaces is enough, whatever the others say. */
function isCrossNamespace(resource: ReadResource, affinity: ObjectPath): boolean | null {
  const terms = ["podAffinity", "podAntiAffinity"].flatMap((kind) => [
    ...termsAt(resource, [...affinity, kind, "requiredDuringSchedulingIgnoredDuringExecution"], []),
    ...termsAt(
      resource,
      [...affinity, kind, "preferredDuringSchedulingIgnoredDuringExecution"],
      ["podAffinityTerm"],
    ),
  ]);
  return terms.includes(true) ? true : terms.includes(null) ? null : false;
}

function termsAt(resource: ReadResource, list: ObjectPath, inner: ObjectPath): readonly (boolean | null)[] {
  if (isUnknownAt(resource, list)) return [null];
  const terms = valueAt(resource.object, list);
  return (isJsonArray(terms) ? terms : []).map((_, index) => crosses(resource, [...list, index, ...inner]));
}

function crosses(resource: ReadResource, term: ObjectPath): boolean | null {
  const names = valueAt(resource.object, [...term, "namespaces"]);
  if (isJsonArray(names) && names.length > 0) return true;
  if (isJsonObject(valueAt(resource.object, [...term, "namespaceSelector"]))) return true;
  const isOpen = ["namespaces", "namespaceSelector"].some((key) => isPartlyUnknown(resource, [...term, key]));
  return isOpen ? null : false;
}
