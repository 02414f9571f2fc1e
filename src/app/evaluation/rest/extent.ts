import { type Inventory, inventoryOf, type Side } from "../../../inventory/index.ts";
import type { CapacityExtent } from "../../../model/capacity-report.ts";
import type { Configuration } from "../../../model/configuration.ts";
import type { Registry } from "../../../tenancy/index.ts";
import type { EvaluationTask } from "../task.ts";
import type { Rest } from "./find.ts";

/** How much is known of what stands in a namespace. */
export type Extents = (cluster: string | null, namespace: string) => CapacityExtent;

/**
 * A scan knows everything that it is asked about. A review knows what is there only where the whole repository was read,
 * nothing that may stand in the namespace was left unread, and the configuration says of all of its tenants that this
 * repository holds their workloads: otherwise what is not here may be elsewhere.
 */
export function extentsOf(
  task: EvaluationTask,
  { rest, inventory }: { readonly rest: Rest; readonly inventory: Inventory },
  registry: Registry,
): Extents {
  if (task.trees.base === null) return () => "complete";
  if (rest.kind !== "whole") return () => "change";
  const completed = tenantsHeldBy(task.repository?.name ?? null, task.configuration);
  return (cluster, namespace) => {
    const owners = registry.ownersOfNamespace(namespace);
    const isHeld = owners.length > 0 && owners.every((owner) => completed.has(owner));
    return isHeld && !isUnread(inventory, cluster, namespace) ? "complete" : "repository";
  };
}

/** Names on GitHub know no case. */
function tenantsHeldBy(name: string | null, { tenants }: Configuration): ReadonlySet<string> {
  const called = name?.toLowerCase();
  return new Set(
    tenants.flatMap(({ name: tenant, complete }) =>
      complete.some((repository) => repository.toLowerCase() === called) ? [tenant] : [],
    ),
  );
}

function isUnread(inventory: Inventory, cluster: string | null, namespace: string): boolean {
  const { filled } = inventoryOf(inventory, cluster);
  return (["base", "head"] as const satisfies readonly Side[]).some((side) =>
    [namespace, "*"].some(
      (name) => Object.hasOwn(filled[side], name) && filled[side][name]?.includes("unread"),
    ),
  );
}
