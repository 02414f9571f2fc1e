import { type Inventory, inventoryOf, type NamespaceFact } from "../../inventory/index.ts";
import type { ResourceChange } from "../../model/change.ts";
import type { Resource } from "../../model/resource.ts";
import type { Root } from "../../model/root.ts";
import type { AttributedChange, AttributedResource } from "../../policy/input.ts";
import { accountsOf, createAttributor, type Registry, stricterAttribution } from "../../tenancy/index.ts";
import type { Loaded, LoadedSide } from "./loaded.ts";
import type { EvaluationTask } from "./task.ts";

/** Ownership and environment of everything that an evaluation holds. */
export interface Attribution {
  readonly registry: Registry;
  resource(resource: Resource): AttributedResource;
  change(change: ResourceChange): AttributedChange;
  path(path: string, root: Root): AttributedResource["attribution"];
}

/** Both sides are attributed alike; a root that only the base has is known too. */
export function attributionOf(task: EvaluationTask, loaded: Loaded, inventory: Inventory): Attribution {
  const roots = new Map<string, Root>();
  const accounts = new Map<string, readonly string[]>();
  for (const { key, base, head } of loaded.roots) {
    for (const side of [base, head]) if (side !== null) roots.set(key, side.root);
    accounts.set(key, accountsOfRoot([base, head]));
  }
  const attributor = createAttributor({
    configuration: task.configuration,
    branch: task.targetBranch,
    namespaceLabels: (cluster, namespace) => labelsOf(inventoryOf(inventory, cluster).namespaces, namespace),
    accounts: (rootKey) => accounts.get(rootKey) ?? [],
  });
  const known = new Map<Resource, AttributedResource>();
  const attribute = (resource: Resource): AttributedResource => {
    const found = known.get(resource);
    if (found !== undefined) return found;
    const root = roots.get(resource.rootKey);
    if (root === undefined) throw new TypeError(`a resource of ${resource.rootKey}, which is no root`);
    const made = { resource, attribution: attributor.ofResource(resource, root) };
    known.set(resource, made);
    return made;
  };
  return {
    registry: attributor.registry,
    resource: attribute,
    change: (change) => attributedChange(change, attribute),
    path: attributor.ofPath,
  };
}

function labelsOf(
  namespaces: Readonly<Record<string, NamespaceFact>>,
  namespace: string,
): Readonly<Record<string, string>> {
  const labels = Object.hasOwn(namespaces, namespace) ? (namespaces[namespace]?.labels ?? {}) : {};
  const texts = Object.entries(labels).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(texts);
}

function accountsOfRoot(sides: readonly (LoadedSide | null)[]): readonly string[] {
  return [...new Set(sides.flatMap((side) => (side === null ? [] : accountsOf(side.resources))))].toSorted();
}

/** What moved out of an environment or a tenant's reach is still theirs: the stricter side decides. */
function attributedChange(
  change: ResourceChange,
  attribute: (resource: Resource) => AttributedResource,
): AttributedChange {
  const before = change.before === null ? null : attribute(change.before);
  const after = change.after === null ? null : attribute(change.after);
  const sides = [before, after].flatMap((side) => (side === null ? [] : [side.attribution]));
  const [first, second] = sides;
  if (first === undefined) throw new TypeError(`the change of ${change.address} has no side`);
  return {
    change,
    before,
    after,
    attribution: second === undefined ? first : stricterAttribution(first, second),
  };
}
