import { type Inventory, inventoryOf, type NamespaceFact } from "../../inventory/index.ts";
import type { ResourceChange } from "../../model/change.ts";
import { isJsonObject, type JsonObject, valueAt } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import type { Root } from "../../model/root.ts";
import type { AttributedChange, AttributedResource } from "../../policy/input.ts";
import {
  accountsOf,
  createAttributor,
  type Registry,
  stricterAttribution,
  stricterEnvironment,
} from "../../tenancy/index.ts";
import type { Loaded, LoadedSide } from "./loaded.ts";
import type { EvaluationTask } from "./task.ts";

/** Ownership and environment of everything that an evaluation holds. */
export interface Attribution {
  readonly registry: Registry;
  resource(resource: Resource): AttributedResource;
  change(change: ResourceChange): AttributedChange;
  path(path: string, root: Root): AttributedResource["attribution"];
}

/**
 * Both sides are attributed alike; a root that only the base has is known too. What a change takes out of an
 * environment (a label, an account, the cluster of an Application, a move to another folder) still stands in it for this
 * change: the environment that asks for more care decides, and everybody else's word stays as it is.
 */
export function attributionOf(
  task: EvaluationTask,
  loaded: Loaded,
  inventory: Inventory,
  changes: readonly ResourceChange[] = [],
): Attribution {
  const labelsNow: LabelsOf = (cluster, namespace) =>
    labelsOf(inventoryOf(inventory, cluster).namespaces, namespace);
  const attributor = (accounts: (key: string) => readonly string[], namespaceLabels: LabelsOf) =>
    createAttributor({
      configuration: task.configuration,
      branch: task.targetBranch,
      ...{ namespaceLabels, accounts },
    });
  const sides = sidesOf(loaded);
  const now = attributor((key) => sides.accounts.get(key) ?? [], labelsNow);
  const before =
    task.trees.base === null
      ? now
      : attributor(
          (key) => sides.accountsBefore.get(key) ?? [],
          (cluster, namespace) => sides.labelsBefore.get(namespace) ?? labelsNow(cluster, namespace),
        );
  const origins = new Map(
    changes.flatMap((change) =>
      change.move === null || change.after === null ? [] : [[change.after, change.before] as const],
    ),
  );
  // A root that was not there before stood nowhere: only what was there can be taken out of production.
  const stoodIn = (key: string): Root | null =>
    before === now ? null : (sides.rootsBefore.get(key) ?? null);
  const known = new Map<Resource, AttributedResource>();
  const attribute = (resource: Resource): AttributedResource => {
    const found = known.get(resource);
    if (found !== undefined) return found;
    const root = sides.roots.get(resource.rootKey);
    if (root === undefined) throw new TypeError(`a resource of ${resource.rootKey}, which is no root`);
    const origin = origins.get(resource) ?? null;
    const rootBefore = stoodIn(resource.rootKey);
    const attribution = inStricter(now.ofResource(resource, root), [
      ...(rootBefore === null ? [] : [before.ofResource(resource, rootBefore)]),
      ...(origin === null ? [] : [attribute(origin).attribution]),
    ]);
    const made = { resource, attribution };
    known.set(resource, made);
    return made;
  };
  return {
    registry: now.registry,
    resource: attribute,
    change: (change) => attributedChange(change, attribute),
    path: (path, root) => {
      const rootBefore = stoodIn(root.key);
      return inStricter(now.ofPath(path, root), rootBefore === null ? [] : [before.ofPath(path, rootBefore)]);
    },
  };
}

type LabelsOf = (cluster: string | null, namespace: string) => Readonly<Record<string, string>>;

function inStricter(
  own: AttributedResource["attribution"],
  others: readonly AttributedResource["attribution"][],
): AttributedResource["attribution"] {
  const environment = others.reduce(
    (strictest, other) => stricterEnvironment(strictest, other.environment),
    own.environment,
  );
  return environment === own.environment ? own : { ...own, environment };
}

/** What each side says about where its roots stand. */
function sidesOf({ roots: loaded }: Loaded) {
  const roots = new Map<string, Root>();
  const rootsBefore = new Map<string, Root>();
  const accounts = new Map<string, readonly string[]>();
  const accountsBefore = new Map<string, readonly string[]>();
  const labelsBefore = new Map<string, Readonly<Record<string, string>>>();
  for (const { key, base, head } of loaded) {
    for (const side of [base, head]) if (side !== null) roots.set(key, side.root);
    accounts.set(key, accountsOfRoot([base, head]));
    if (base === null) continue;
    rootsBefore.set(key, base.root);
    accountsBefore.set(key, accountsOfRoot([base]));
    for (const { type, object } of base.resources) {
      if (type !== "core/Namespace") continue;
      const [name, labels] = [valueAt(object, ["metadata", "name"]), valueAt(object, ["metadata", "labels"])];
      if (typeof name === "string") labelsBefore.set(name, textsIn(isJsonObject(labels) ? labels : {}));
    }
  }
  return { roots, rootsBefore, accounts, accountsBefore, labelsBefore };
}

function labelsOf(
  namespaces: Readonly<Record<string, NamespaceFact>>,
  namespace: string,
): Readonly<Record<string, string>> {
  return textsIn(Object.hasOwn(namespaces, namespace) ? (namespaces[namespace]?.labels ?? {}) : {});
}

function textsIn(labels: JsonObject): Readonly<Record<string, string>> {
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
