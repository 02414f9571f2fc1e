import type { Amounts, ContainerUse, PodUse, RequestsAndLimits } from "../model/capacity.ts";
import { addQuantities, compareQuantities } from "../model/quantity.ts";

/** What one pod takes, by resource; exact decimals. */
export interface PodAmounts {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/**
 * What the scheduler and quotas count for a pod (k8s.io/component-helpers/resource, PodRequests and PodLimits): its
 * containers and sidecars together, or what it takes at the height of its start, whichever is more. What a container
 * does not say comes from its limit, then from the LimitRange of its namespace (`defaults`).
 */
export function podAmounts(pod: PodUse, defaults: RequestsAndLimits): PodAmounts {
  const containers = pod.containers.map((container) => withDefaults(container, defaults));
  const limits = totalOf(containers, "limits");
  const requests = totalOf(containers, "requests");
  return {
    requests: withOverhead({ ...requests, ...podRequests(pod) }, pod.overhead, () => true),
    limits: withOverhead(
      { ...limits, ...ofWholePod(pod.whole.limits) },
      pod.overhead,
      (name, all) => all[name] !== undefined,
    ),
  };
}

/** Whether it is anything but BestEffort (kubernetes/pkg/apis/core/v1/helper/qos): something asks for CPU or memory. */
export function asksForCompute({ containers, whole }: PodUse, defaults: RequestsAndLimits): boolean {
  return [whole, ...containers.map((container) => withDefaults(container, defaults))]
    .flatMap(({ requests, limits }) => [requests, limits])
    .some((amounts) => ["cpu", "memory"].some((name) => compareQuantities(amounts[name] ?? "0", "0") === 1));
}

/** A request that is missing is the limit; only what neither says is given by the namespace. */
function withDefaults(container: ContainerUse, defaults: RequestsAndLimits): ContainerUse {
  return {
    ...container,
    requests: { ...defaults.requests, ...container.limits, ...container.requests },
    limits: { ...defaults.limits, ...container.limits },
  };
}

function totalOf(containers: readonly ContainerUse[], kind: "requests" | "limits"): Amounts {
  const names = new Set(containers.flatMap((container) => Object.keys(container[kind])));
  return Object.fromEntries(
    [...names].map((name) => [name, peak(containers.map((each) => [each.list, each[kind][name] ?? "0"]))]),
  );
}

/** Sidecars stay once they have started, init containers come and go one by one, and then all others start. */
function peak(amounts: readonly (readonly [ContainerUse["list"], string])[]): string {
  let sidecars = "0";
  let start = "0";
  let running = "0";
  for (const [list, amount] of amounts) {
    if (list === "app") running = add(running, amount);
    else if (list === "sidecar") sidecars = add(sidecars, amount);
    start = larger(start, list === "init" ? add(sidecars, amount) : sidecars);
  }
  return larger(add(sidecars, running), start);
}

/** What the pod says for all of its containers counts instead of theirs; its limit is its request where nobody has one. */
function podRequests({ containers, whole }: PodUse): Amounts {
  const limits = Object.entries(ofWholePod(whole.limits)).filter(
    ([name]) =>
      !containers.some(
        ({ requests, limits: own }) => requests[name] !== undefined || own[name] !== undefined,
      ),
  );
  return { ...Object.fromEntries(limits), ...ofWholePod(whole.requests) };
}

/** The resources that a pod may have as a whole (Kubernetes 1.34). */
function ofWholePod(amounts: Amounts): Amounts {
  return Object.fromEntries(
    Object.entries(amounts).filter(([name]) => /^(?:cpu|memory|hugepages-.+)$/.test(name)),
  );
}

function withOverhead(
  amounts: Amounts,
  overhead: Amounts,
  counts: (name: string, amounts: Amounts) => boolean,
): Amounts {
  const added = Object.entries(overhead).filter(([name]) => counts(name, amounts));
  return {
    ...amounts,
    ...Object.fromEntries(added.map(([name, amount]) => [name, add(amounts[name] ?? "0", amount)])),
  };
}

function add(a: string, b: string): string {
  return addQuantities(a, b) ?? a;
}

function larger(a: string, b: string): string {
  return compareQuantities(a, b) === -1 ? b : a;
}
