import type { Amounts, CapacityUse, ClaimUse, PodUse, RequestsAndLimits } from "../model/capacity.ts";
import { addAmounts, times } from "./amounts.ts";
import { type PodAmounts, podAmounts } from "./pod-amounts.ts";

/** By the type of the object, what quotas call one of it. */
const counted: Readonly<Record<string, string>> = {
  "core/Service": "services",
  "core/ConfigMap": "configmaps",
  "core/Secret": "secrets",
  "core/PersistentVolumeClaim": "persistentvolumeclaims",
  "core/ReplicationController": "replicationcontrollers",
  "core/ResourceQuota": "resourcequotas",
  "apps/Deployment": "count/deployments.apps",
  "apps/StatefulSet": "count/statefulsets.apps",
  "apps/DaemonSet": "count/daemonsets.apps",
  "batch/Job": "count/jobs.batch",
  "batch/CronJob": "count/cronjobs.batch",
  "networking.k8s.io/Ingress": "count/ingresses.networking.k8s.io",
};

/** What an object takes by being there, apart from its pods. */
export function ownAmounts(type: string, use: CapacityUse | null): Amounts {
  const name = Object.hasOwn(counted, type) ? counted[type] : undefined;
  const itself: Amounts = name === undefined ? {} : { [name]: "1" };
  if (use?.kind === "claim") return addAmounts([itself, claimAmounts(use.claim)]);
  return use?.kind === "service" ? addAmounts([itself, serviceAmounts(use)]) : itself;
}

/** What so many pods take (`null`: nothing that is counted), and the claims that are made for each of them. */
export function amountsOfPods(
  pod: PodUse | null,
  claims: readonly ClaimUse[],
  count: number,
  defaults: RequestsAndLimits,
): Amounts {
  const one = addAmounts([
    ...(pod === null ? [] : podsOwn(podAmounts(pod, defaults))),
    ...claims.map((claim) => ({ ...claimAmounts(claim), persistentvolumeclaims: "1" })),
  ]);
  return times(one, count);
}

function podsOwn({ requests, limits }: PodAmounts): readonly Amounts[] {
  return [{ pods: "1" }, named("requests", requests), named("limits", limits)];
}

function named(prefix: string, amounts: Amounts): Amounts {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [`${prefix}.${name}`, amount]));
}

/** Storage counts as a whole and for its class; what names no class has the one of the cluster, which nobody knows. */
function claimAmounts({ storage, storageClass }: ClaimUse): Amounts {
  const size = storage === null ? {} : { "requests.storage": storage };
  if (storageClass === null || storageClass === "") return size;
  const prefix = `${storageClass}.storageclass.storage.k8s.io`;
  const ofClass: Amounts = storage === null ? {} : { [`${prefix}/requests.storage`]: storage };
  return { ...size, ...ofClass, [`${prefix}/persistentvolumeclaims`]: "1" };
}

function serviceAmounts({
  loadBalancers,
  nodePorts,
}: {
  readonly loadBalancers: number;
  readonly nodePorts: number;
}): Amounts {
  return {
    "services.loadbalancers": String(loadBalancers),
    "services.nodeports": String(nodePorts),
  };
}
