import type { JsonValue } from "../../model/json.ts";

/** Names whose camel case is not the usual one. */
const irregular: Readonly<Record<string, string>> = {
  host_ipc: "hostIPC",
  host_pid: "hostPID",
  cluster_ip: "clusterIP",
  cluster_ips: "clusterIPs",
  client_ip: "clientIP",
  external_ips: "externalIPs",
  load_balancer_ip: "loadBalancerIP",
  pod_ip: "podIP",
  host_ip: "hostIP",
  insecure_skip_tls_verify: "insecureSkipTLSVerify",
  non_resource_urls: "nonResourceURLs",
  scale_io: "scaleIO",
  ceph_fs: "cephfs",
  downward_api: "downwardAPI",
  run_as_username: "runAsUserName",
  disk_uri: "diskURI",
  data_disk_uri: "dataDiskURI",
  wwids: "wwids",
  target_ww_ns: "targetWWNs",
  volume_id: "volumeID",
  pd_id: "pdID",
  pdid: "pdID",
  uid: "uid",
};

export function camelCase(name: string): string {
  if (Object.hasOwn(irregular, name)) return irregular[name] ?? name;
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Blocks that Kubernetes has as lists, and what the list is called there. All other blocks are single objects. */
const lists: Readonly<Record<string, string>> = {
  allowed_host_path: "allowedHostPaths",
  cluster_role_selectors: "clusterRoleSelectors",
  container: "containers",
  egress: "egress",
  env: "env",
  env_from: "envFrom",
  from: "from",
  host_aliases: "hostAliases",
  http_header: "httpHeaders",
  image_pull_secret: "imagePullSecrets",
  image_pull_secrets: "imagePullSecrets",
  ingress: "ingress",
  init_container: "initContainers",
  items: "items",
  limit: "limits",
  // The scopes of a quota, unlike selectors of labels, have it in the singular.
  match_expression: "matchExpressions",
  match_expressions: "matchExpressions",
  match_fields: "matchFields",
  metric: "metrics",
  node_selector_term: "nodeSelectorTerms",
  option: "options",
  path: "paths",
  policy: "policies",
  port: "ports",
  ports: "ports",
  preferred_during_scheduling_ignored_during_execution: "preferredDuringSchedulingIgnoredDuringExecution",
  readiness_gate: "readinessGates",
  required_during_scheduling_ignored_during_execution: "requiredDuringSchedulingIgnoredDuringExecution",
  rule: "rules",
  sources: "sources",
  subject: "subjects",
  sysctl: "sysctls",
  tls: "tls",
  to: "to",
  toleration: "tolerations",
  topology_spread_constraint: "topologySpreadConstraints",
  volume: "volumes",
  volume_claim_template: "volumeClaimTemplates",
  volume_device: "volumeDevices",
  volume_mount: "volumeMounts",
  webhook: "webhooks",
};

/** Where a name that is a list elsewhere is one object: its parent block and itself. */
const singles = new Set([
  // The port of an Ingress backend, against those of a Service or container.
  "service/port",
  // What a metric of an autoscaler measures, against the list of them.
  "external/metric",
  "object/metric",
  "pods/metric",
  // Required node affinity holds terms; required pod affinity is a list itself.
  "node_affinity/required_during_scheduling_ignored_during_execution",
  // A generic ephemeral volume has one template, a StatefulSet several.
  "ephemeral/volume_claim_template",
]);

/** The list that a block becomes part of, or `null` where it is one object. */
export function listName(parent: string, block: string): string | null {
  if (singles.has(`${parent}/${block}`)) return null;
  if (block === "secret") return parent === "" ? "secrets" : null;
  return Object.hasOwn(lists, block) ? (lists[block] ?? null) : null;
}

/** Arguments that the provider takes as text, and that Kubernetes has as numbers (or as numbers and shares). */
const numbers = new Set([
  "fs_group",
  "max_surge",
  "max_unavailable",
  "min_available",
  "port",
  "replicas",
  "run_as_group",
  "run_as_user",
  "service_port",
  "target_port",
  "toleration_seconds",
  "ttl_seconds_after_finished",
]);

/** The value as Kubernetes gets it: `replicas = "3"` is the number 3, and a plan says it as text too. */
export function kubernetesValue(argument: string, value: JsonValue): JsonValue {
  return numbers.has(argument) && typeof value === "string" && /^\d{1,15}$/.test(value)
    ? Number(value)
    : value;
}
