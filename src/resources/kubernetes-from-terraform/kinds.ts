/** The Kubernetes object that a type of the Terraform provider `kubernetes` makes. */
export interface MadeKind {
  readonly apiVersion: string;
  readonly kind: string;
}

const kinds: Readonly<Record<string, string>> = {
  api_service: "apiregistration.k8s.io/v1/APIService",
  cluster_role: "rbac.authorization.k8s.io/v1/ClusterRole",
  cluster_role_binding: "rbac.authorization.k8s.io/v1/ClusterRoleBinding",
  config_map: "v1/ConfigMap",
  cron_job: "batch/v1/CronJob",
  daemonset: "apps/v1/DaemonSet",
  daemon_set: "apps/v1/DaemonSet",
  deployment: "apps/v1/Deployment",
  horizontal_pod_autoscaler: "autoscaling/v2/HorizontalPodAutoscaler",
  ingress: "networking.k8s.io/v1/Ingress",
  ingress_class: "networking.k8s.io/v1/IngressClass",
  job: "batch/v1/Job",
  limit_range: "v1/LimitRange",
  mutating_webhook_configuration: "admissionregistration.k8s.io/v1/MutatingWebhookConfiguration",
  namespace: "v1/Namespace",
  network_policy: "networking.k8s.io/v1/NetworkPolicy",
  persistent_volume: "v1/PersistentVolume",
  persistent_volume_claim: "v1/PersistentVolumeClaim",
  pod: "v1/Pod",
  pod_disruption_budget: "policy/v1/PodDisruptionBudget",
  pod_security_policy: "policy/v1beta1/PodSecurityPolicy",
  priority_class: "scheduling.k8s.io/v1/PriorityClass",
  replication_controller: "v1/ReplicationController",
  resource_quota: "v1/ResourceQuota",
  role: "rbac.authorization.k8s.io/v1/Role",
  role_binding: "rbac.authorization.k8s.io/v1/RoleBinding",
  runtime_class: "node.k8s.io/v1/RuntimeClass",
  secret: "v1/Secret",
  service: "v1/Service",
  service_account: "v1/ServiceAccount",
  stateful_set: "apps/v1/StatefulSet",
  storage_class: "storage.k8s.io/v1/StorageClass",
  validating_webhook_configuration: "admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration",
};

/**
 * Types that the provider makes in an older version than the newest. Arguments of the first HPA version have their shape
 * in `autoscaling/v1`; the fields that rules read are the same. The first Ingress is made in `extensions/v1beta1`, which
 * is the same object as in this version, and went together with it.
 */
const older: Readonly<Record<string, string>> = {
  kubernetes_cron_job: "batch/v1beta1/CronJob",
  kubernetes_horizontal_pod_autoscaler: "autoscaling/v1/HorizontalPodAutoscaler",
  kubernetes_horizontal_pod_autoscaler_v1: "autoscaling/v1/HorizontalPodAutoscaler",
  kubernetes_horizontal_pod_autoscaler_v2beta2: "autoscaling/v2beta2/HorizontalPodAutoscaler",
  kubernetes_ingress: "networking.k8s.io/v1beta1/Ingress",
  kubernetes_pod_disruption_budget: "policy/v1beta1/PodDisruptionBudget",
};

/** `kubernetes_deployment`, `kubernetes_deployment_v1` and so on; `null` for what makes none of the known kinds. */
export function madeKind(terraformType: string): MadeKind | null {
  const name = /^kubernetes_(.+?)(?:_v\d+(?:(?:alpha|beta)\d+)?)?$/.exec(terraformType)?.[1] ?? "";
  const known = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  const written = Object.hasOwn(older, terraformType) ? older[terraformType] : known;
  if (written === undefined) return null;
  const slash = written.lastIndexOf("/");
  return { apiVersion: written.slice(0, slash), kind: written.slice(slash + 1) };
}
