import { isJsonArray, type JsonObject, type JsonValue, valueAt } from "../model/json.ts";

/** Into which namespaces a thing may put more than is seen; `*` is any. */
export const anyNamespace = "*";

/**
 * What controllers make of a resource, and nobody sees: the namespaces that it may fill. Empty for Kubernetes' own kinds,
 * and for custom kinds that only configure.
 */
export function filledBy(type: string, object: JsonObject, namespace: string | null): readonly string[] {
  const special = Object.hasOwn(ownReading, type) ? ownReading[type] : undefined;
  if (special !== undefined) return special(object);
  if (!isCustom(type) || configuring(type)) return [];
  const targets = targetPaths.flatMap((path) => textOf(valueAt(object, path)));
  // What stands in no namespace works in all of them.
  return targets.length > 0 ? [...targets, ...textOf(namespace)] : [namespace || anyNamespace];
}

/** Where resources of delivery tools name the namespace that they deliver to. */
const targetPaths = [
  ["spec", "targetNamespace"],
  ["spec", "storageNamespace"],
  ["spec", "destination", "namespace"],
] as const;

/** Groups of Kubernetes itself end in `.k8s.io` or have no dot. */
function isCustom(type: string): boolean {
  const group = type.slice(0, Math.max(0, type.indexOf("/")));
  return group.includes(".") && !group.endsWith(".k8s.io");
}

const configuringGroups: ReadonlySet<string> = new Set([
  "cilium.io",
  "configuration.konghq.com",
  "constraints.gatekeeper.sh",
  "eksctl.io",
  "elbv2.k8s.aws",
  "getambassador.io",
  "karpenter.k8s.aws",
  "karpenter.sh",
  "keda.sh",
  "networking.istio.io",
  "policy.linkerd.io",
  "projectcontour.io",
  "security.istio.io",
  "serving.knative.dev",
  "telemetry.istio.io",
  "templates.gatekeeper.sh",
  "traefik.containo.us",
  "traefik.io",
]);

const configuringKinds: ReadonlySet<string> = new Set([
  "argoproj.io/AnalysisTemplate",
  "argoproj.io/AppProject",
  "argoproj.io/ClusterAnalysisTemplate",
  "argoproj.io/Rollout",
  "bitnami.com/SealedSecret",
  "cert-manager.io/Certificate",
  "cert-manager.io/ClusterIssuer",
  "cert-manager.io/Issuer",
  "datadoghq.com/DatadogMetric",
  "datadoghq.com/DatadogMonitor",
  "external-secrets.io/ClusterSecretStore",
  "external-secrets.io/ExternalSecret",
  "external-secrets.io/SecretStore",
  "monitoring.coreos.com/AlertmanagerConfig",
  "monitoring.coreos.com/PodMonitor",
  "monitoring.coreos.com/Probe",
  "monitoring.coreos.com/PrometheusRule",
  "monitoring.coreos.com/ScrapeConfig",
  "monitoring.coreos.com/ServiceMonitor",
]);

function configuring(type: string): boolean {
  return configuringKinds.has(type) || configuringGroups.has(type.slice(0, type.indexOf("/")));
}

/** Policies fill namespaces only where they generate; Applications, only where nobody renders what they deliver. */
const ownReading: Readonly<Record<string, (object: JsonObject) => readonly string[]>> = {
  "kyverno.io/ClusterPolicy": generated,
  "kyverno.io/Policy": generated,
  "argoproj.io/Application": (object) => delivered(valueAt(object, ["spec"])),
  "argoproj.io/ApplicationSet": (object) => delivered(valueAt(object, ["spec", "template", "spec"])),
};

function generated(object: JsonObject): readonly string[] {
  const rules = valueAt(object, ["spec", "rules"]);
  const generates = (isJsonArray(rules) ? rules : []).some(
    (rule) => valueAt(rule, ["generate"]) !== undefined,
  );
  return generates ? [anyNamespace] : [];
}

function delivered(spec: JsonValue | undefined): readonly string[] {
  const list = valueAt(spec ?? null, ["sources"]);
  const sources = isJsonArray(list) ? list : [valueAt(spec ?? null, ["source"]) ?? null];
  const isElsewhere = sources.some((source) => typeof valueAt(source, ["path"]) !== "string");
  if (!isElsewhere) return [];
  const [namespace = anyNamespace] = textOf(valueAt(spec ?? null, ["destination", "namespace"]));
  return [namespace.includes("{{") ? anyNamespace : namespace];
}

function textOf(value: JsonValue | undefined): readonly string[] {
  return typeof value === "string" && value !== "" ? [value] : [];
}
