/** What a quota may be about, by the names of Kubernetes (kubernetes.io, Resource Quotas); open-ended ones aside. */
export const quotaResources: readonly string[] = [
  ...["cpu", "memory", "ephemeral-storage"].flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
  ...["requests.storage", "persistentvolumeclaims", "pods"],
  ...["services", "services.loadbalancers", "services.nodeports"],
  ...["configmaps", "secrets", "replicationcontrollers", "resourcequotas"],
];

const openEnded = [
  /^(?:requests\.|limits\.)?hugepages-\d+[KMG]i$/,
  // Extended resources, such as GPUs, are requested only.
  /^requests\.[a-z0-9][a-z0-9.-]*\/[A-Za-z0-9][\w.-]*$/,
  /^count\/[a-z0-9][a-z0-9.-]*$/,
  /^[a-z0-9][a-z0-9.-]*\.storageclass\.storage\.k8s\.io\/(?:requests\.storage|persistentvolumeclaims)$/,
];

/** Whether a quota of that name bounds anything; a typing error would bound nothing, in silence. */
export function isQuotaResource(name: string): boolean {
  return quotaResources.includes(name) || openEnded.some((shape) => shape.test(name));
}
