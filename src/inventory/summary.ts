import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, valueAt } from "../model/json.ts";

/**
 * What other objects may need to know of one, masked like the object itself; `null` for kinds that nobody refers to.
 * Small on purpose: a scan keeps one for every object of a repository, and rules get those of a namespace at once.
 */
export function summaryOf(type: string, object: JsonObject): JsonObject | null {
  const pick = Object.hasOwn(summaries, type) ? summaries[type] : undefined;
  return pick === undefined ? null : pick(object);
}

type Summary = (object: JsonObject) => JsonObject;

/** A pod template's labels, how many there are, and what is asked for by name. */
const workload: Summary = (object) =>
  present({
    replicas: valueAt(object, ["spec", "replicas"]),
    selector: valueAt(object, ["spec", "selector"]),
    labels:
      valueAt(object, ["spec", "template", "metadata", "labels"]) ??
      valueAt(object, ["spec", "jobTemplate", "spec", "template", "metadata", "labels"]),
  });
const pod: Summary = (object) => present({ labels: valueAt(object, ["metadata", "labels"]) });
const keys: Summary = (object) =>
  present({
    keys: [...keysOf(object["data"]), ...keysOf(object["stringData"]), ...keysOf(object["binaryData"])],
  });
const spec: Summary = (object) => present({ spec: object["spec"] });
const nothing: Summary = () => ({});

/** By type. A table of facts that needs another kind, or more of one, adds it here. */
const summaries: Readonly<Record<string, Summary>> = {
  "apps/Deployment": workload,
  "apps/StatefulSet": workload,
  "apps/DaemonSet": workload,
  "apps/ReplicaSet": workload,
  "core/ReplicationController": workload,
  "batch/Job": workload,
  "batch/CronJob": workload,
  "argoproj.io/Rollout": workload,
  "core/Pod": pod,
  "core/ConfigMap": keys,
  "core/Secret": keys,
  "core/ServiceAccount": nothing,
  "core/PersistentVolumeClaim": nothing,
  "rbac.authorization.k8s.io/Role": nothing,
  "core/Service": (object) =>
    present({
      type: valueAt(object, ["spec", "type"]),
      selector: valueAt(object, ["spec", "selector"]),
      ports: valueAt(object, ["spec", "ports"]),
    }),
  "core/ResourceQuota": spec,
  "core/LimitRange": spec,
  "autoscaling/HorizontalPodAutoscaler": (object) =>
    present({
      target: valueAt(object, ["spec", "scaleTargetRef"]),
      minReplicas: valueAt(object, ["spec", "minReplicas"]),
      maxReplicas: valueAt(object, ["spec", "maxReplicas"]),
    }),
  "keda.sh/ScaledObject": (object) =>
    present({
      target: valueAt(object, ["spec", "scaleTargetRef"]),
      minReplicas: valueAt(object, ["spec", "minReplicaCount"]),
      maxReplicas: valueAt(object, ["spec", "maxReplicaCount"]),
    }),
  "datadoghq.com/DatadogPodAutoscaler": datadogAutoscaler,
  "policy/PodDisruptionBudget": spec,
  "networking.k8s.io/NetworkPolicy": (object) =>
    present({
      podSelector: valueAt(object, ["spec", "podSelector"]),
      policyTypes: valueAt(object, ["spec", "policyTypes"]),
      // What is let in stands in the policy itself; others need to know only whether anything is.
      ingress: lengthOf(valueAt(object, ["spec", "ingress"])),
      egress: lengthOf(valueAt(object, ["spec", "egress"])),
    }),
  "networking.k8s.io/Ingress": (object) => ({
    hosts: hostsOf(valueAt(object, ["spec", "rules"])),
    claims: claimsOf(valueAt(object, ["spec", "rules"])),
  }),
  "route.openshift.io/Route": (object) => ({
    hosts: hostsOf([object["spec"] ?? null]),
    claims: hostsOf([object["spec"] ?? null]).map((host) => `${host}/`),
  }),
  "gateway.networking.k8s.io/HTTPRoute": (object) =>
    present({ hosts: valueAt(object, ["spec", "hostnames"]) }),
  "gateway.networking.k8s.io/ReferenceGrant": spec,
  "networking.istio.io/VirtualService": (object) => present({ hosts: valueAt(object, ["spec", "hosts"]) }),
  "external-secrets.io/ExternalSecret": (object) =>
    present({ makes: valueAt(object, ["spec", "target", "name"]) ?? valueAt(object, ["metadata", "name"]) }),
  "bitnami.com/SealedSecret": (object) =>
    present({
      makes:
        valueAt(object, ["spec", "template", "metadata", "name"]) ?? valueAt(object, ["metadata", "name"]),
    }),
  "cert-manager.io/Certificate": (object) => present({ makes: valueAt(object, ["spec", "secretName"]) }),
  "argoproj.io/AppProject": spec,
  "scheduling.k8s.io/PriorityClass": (object) => present({ value: object["value"] }),
  "networking.k8s.io/IngressClass": nothing,
  // What appears in namespaces without standing in the repository.
  "kyverno.io/ClusterPolicy": (object) => ({ generates: generatedKinds(valueAt(object, ["spec", "rules"])) }),
  "karpenter.sh/NodePool": (object) =>
    present({
      labels: valueAt(object, ["spec", "template", "metadata", "labels"]),
      taints: valueAt(object, ["spec", "template", "spec", "taints"]),
    }),
};

/** One that only shows what it would do, or only sizes containers, has no target whose number it sets. */
function datadogAutoscaler(object: JsonObject): JsonObject {
  const said = (...path: readonly string[]) => valueAt(object, ["spec", ...path]);
  const sizes = (policy: string, up: string, down: string) =>
    said(policy, up, "strategy") === "Disabled" && said(policy, down, "strategy") === "Disabled";
  const scales =
    said("applyPolicy", "mode") !== "Preview" &&
    said("policy", "applyMode") !== "None" &&
    !sizes("applyPolicy", "scaleUp", "scaleDown") &&
    !sizes("policy", "upscale", "downscale");
  return present({
    target: scales ? said("targetRef") : undefined,
    minReplicas: said("constraints", "minReplicas"),
    maxReplicas: said("constraints", "maxReplicas"),
  });
}

function present(values: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  );
}

function generatedKinds(rules: JsonValue | undefined): readonly string[] {
  return (isJsonArray(rules) ? rules : []).flatMap((rule) => {
    const kind = valueAt(rule, ["generate", "kind"]);
    return typeof kind === "string" ? [kind] : [];
  });
}

function keysOf(value: JsonValue | undefined): readonly string[] {
  return isJsonObject(value) ? Object.keys(value) : [];
}

function lengthOf(value: JsonValue | undefined): number | undefined {
  return isJsonArray(value) ? value.length : undefined;
}

/** Host and path together: what two objects cannot both have. */
function claimsOf(rules: JsonValue | undefined): readonly string[] {
  return (isJsonArray(rules) ? rules : []).flatMap((rule) => {
    const [host] = hostsOf([rule]);
    const paths = valueAt(rule, ["http", "paths"]);
    if (host === undefined) return [];
    return (isJsonArray(paths) ? paths : [null]).map((path) => {
      const said = valueAt(path, ["path"]);
      return `${host}${typeof said === "string" ? said : "/"}`;
    });
  });
}

function hostsOf(rules: JsonValue | undefined): readonly string[] {
  return (isJsonArray(rules) ? rules : []).flatMap((rule) => {
    const host = valueAt(rule, ["host"]);
    return typeof host === "string" ? [host] : [];
  });
}
