import type { Fix } from "../model/finding.ts";
import type { JsonObject } from "../model/json.ts";
import { groupOf, kindNameOf, kindText, minorOf, type SchemaCatalogue } from "./catalogue.ts";
import type { CheckedObject } from "./check.ts";
import { apiVersionText, type DefinedKind, type Judgement, objectProblems, ownDefinition } from "./judge.ts";

/** What Kubernetes, or the definition of a custom kind, says about the age of an object's API version. */
export interface ApiAge {
  readonly messageId: string;
  readonly arguments: JsonObject;
  readonly fix: Fix | null;
}

export function apiAgeOf(checked: CheckedObject, judgement: Judgement): ApiAge | null {
  const name = kindNameOf(checked.object);
  if (name === null) return null;
  const own = ownDefinition(name, judgement);
  if (own !== null) return customAge(name, own, null);
  const { catalogue } = judgement;
  if (catalogue.isKubernetes(groupOf(name))) return kubernetesAge(checked, name, judgement);
  const released = catalogue.released(name);
  if (released === null || released.found.origin.kind !== "released") return null;
  return customAge(name, released, released.found.origin.label);
}

function customAge(
  name: string,
  { served, deprecated }: Pick<DefinedKind, "served" | "deprecated">,
  source: string | null,
): ApiAge | null {
  if (served && !deprecated) return null;
  const messageId = served ? "custom_deprecated" : "not_served";
  return {
    messageId: source === null ? messageId : `released_${messageId}`,
    arguments: { kind: kindText(name), ...(source === null ? {} : { source }) },
    fix: null,
  };
}

function kubernetesAge(checked: CheckedObject, name: string, judgement: Judgement): ApiAge | null {
  const { catalogue, version } = judgement;
  const { deprecated = null, removed: planned = null } = catalogue.lifecycle(name) ?? {};
  const removed = planned ?? catalogue.presence(name)?.goneIn ?? null;
  const replacement = successorOf(name, catalogue, version);
  const minor = minorOf(version);
  const state =
    removed !== null && minorOf(removed) <= minor
      ? { messageId: "removed", since: removed }
      : removed !== null && minorOf(removed) <= minor + 1
        ? { messageId: "removed_next", since: removed }
        : deprecated !== null && minorOf(deprecated) <= minor + (replacement === null ? 0 : 1)
          ? { messageId: "deprecated", since: deprecated }
          : null;
  // A version of Kubernetes that still has a kind knows better than its plans: some removals were put off.
  if (state === null || (state.messageId === "removed" && catalogue.kubernetes(name, version) !== null))
    return null;
  const kept = replacement === null ? null : kindText(replacement);
  return {
    messageId: kept === null ? `${state.messageId}_for_good` : state.messageId,
    arguments: {
      kind: kindText(name),
      since: state.since,
      version,
      ...(kept === null ? {} : { replacement: kept }),
    },
    fix: replacement === null ? null : ageFix(checked, name, replacement, judgement),
  };
}

/** Replacements may have been replaced in their turn; no kind ever had more than four versions. */
const replacementsMax = 5;

/** What takes the place in this version of Kubernetes: as it says itself, else the steadiest version of the same kind. */
function successorOf(name: string, catalogue: SchemaCatalogue, version: string): string | null {
  const kind = name.slice(name.lastIndexOf("/") + 1);
  let current = name;
  for (let step = 0; step < replacementsMax; step += 1) {
    const next = catalogue.lifecycle(current)?.replacement;
    if (next === undefined || !next.endsWith(`/${kind}`)) break;
    if (catalogue.kubernetes(next, version) !== null) return next;
    current = next;
  }
  const group = groupOf(current);
  const versions = catalogue
    .groupVersionsOf(kind, version)
    .filter((other) => groupOf(other) === group)
    .map((other) => `${other}/${kind}`)
    .filter((other) => other !== name && !/\/v\d+alpha/.test(other));
  return versions.find((other) => /\/v\d+\//.test(other)) ?? versions.at(-1) ?? null;
}

/** Versions of an API that read every field alike, so that nothing but `apiVersion` has to change. */
const alike: ReadonlySet<string> = new Set([
  "batch/v1beta1/CronJob",
  "policy/v1beta1/PodDisruptionBudget",
  "autoscaling/v2beta2/HorizontalPodAutoscaler",
  "discovery.k8s.io/v1beta1/EndpointSlice",
  "node.k8s.io/v1beta1/RuntimeClass",
  "storage.k8s.io/v1beta1/CSIStorageCapacity",
  "storage.k8s.io/v1beta1/CSIDriver",
  "storage.k8s.io/v1beta1/StorageClass",
  "scheduling.k8s.io/v1beta1/PriorityClass",
  "coordination.k8s.io/v1beta1/Lease",
  "rbac.authorization.k8s.io/v1beta1/Role",
  "rbac.authorization.k8s.io/v1beta1/RoleBinding",
  "rbac.authorization.k8s.io/v1beta1/ClusterRole",
  "rbac.authorization.k8s.io/v1beta1/ClusterRoleBinding",
  "flowcontrol.apiserver.k8s.io/v1beta2/FlowSchema",
  "flowcontrol.apiserver.k8s.io/v1beta3/FlowSchema",
  "networking.k8s.io/v1beta1/IngressClass",
]);

function ageFix(checked: CheckedObject, name: string, replacement: string, judgement: Judgement): Fix | null {
  const [group = "", version = "", kind = ""] = replacement.split("/");
  if (!alike.has(name) || kind !== checked.object["kind"]) return null;
  if (selectsEverything(name, checked.object)) return null;
  const apiVersion = apiVersionText(`${group}/${version}`);
  const object = { ...checked.object, apiVersion };
  // Something that would not fit is more than a change of one line.
  const problems = objectProblems({ ...checked, object }, judgement);
  return problems?.length === 0 ? { op: "replace", path: ["apiVersion"], value: apiVersion } : null;
}

/** An empty selector of a budget chose nothing in v1beta1 and chooses every pod in v1. */
function selectsEverything(name: string, { spec }: JsonObject): boolean {
  if (name !== "policy/v1beta1/PodDisruptionBudget") return false;
  return !JSON.stringify(spec ?? null).includes('"match');
}
