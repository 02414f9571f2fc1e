import { sameState } from "../../../changes/index.ts";
import { isJsonObject, type JsonObject, valueAt } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { LoadedRoot, LoadedSide } from "../loaded.ts";
import { isManaged } from "./relocated.ts";
import type { FactTable, FactView } from "./view.ts";

/** What each backend has to write down before two roots can be told to have one state. Of others nobody can tell. */
const identifying: Readonly<Record<string, readonly (readonly (string | number)[])[]>> = {
  s3: [["bucket"], ["key"]],
  gcs: [["bucket"], ["prefix"]],
  azurerm: [["storage_account_name"], ["container_name"], ["key"]],
  http: [["address"]],
  remote: [["organization"], ["workspaces", 0, "name"]],
  cloud: [["organization"], ["workspaces", 0, "name"]],
};

/**
 * What a Terraform root that is gone does not destroy, because another one goes on with its state: a folder that was
 * renamed. By address, with the root that has it now.
 */
export const carriedOn: FactTable = ({ changes, roots, root, side }) =>
  side === "base" ? {} : heldByHeir(root.key, changes, roots);

export function heldByHeir(
  key: string,
  changes: FactView["changes"],
  roots: readonly LoadedRoot[],
): JsonObject {
  const gone = roots.find((root) => root.key === key);
  const heir = gone === undefined ? null : heirOf(gone, roots);
  if (heir === null) return {};
  const held = new Map(heir.resources.map((resource) => [`${resource.type} ${resource.address}`, resource]));
  return Object.fromEntries(
    changes
      .filter((change) => change.rootKey === key && change.action === "delete" && isManaged(change))
      .flatMap(({ type, address, before }): [string, string][] => {
        const after = held.get(`${type} ${address}`);
        const stays = before !== null && after !== undefined && sameState(before, after);
        return stays ? [[address, heir.root.key]] : [];
      }),
  );
}

/**
 * The one root that has the state now. A second root with the same state would destroy what it does not write down, and
 * one that was there before had its own things in it: then nobody can say what stays.
 */
function heirOf({ base, head }: LoadedRoot, roots: readonly LoadedRoot[]): LoadedSide | null {
  const before = base === null || head !== null ? null : backendOf(base);
  if (base === null || before === null) return null;
  const [heir, ...others] = roots.filter(({ head: other }) => {
    const after = other === null ? null : backendOf(other);
    return after !== null && sameState(before, after);
  });
  if (heir === undefined || heir.head === null || others.length > 0 || heir.base !== null) return null;
  return heir.head.root.variant === base.root.variant ? heir.head : null;
}

/** Every root that is gone is held against all others. */
const backends = new WeakMap<LoadedSide, Resource | null>();

function backendOf(side: LoadedSide): Resource | null {
  const known = backends.get(side);
  const backend = known === undefined ? readBackend(side) : known;
  backends.set(side, backend);
  return backend;
}

/** The backend as a resource of its own; `null` where it is not wholly written down, or not the only one. */
function readBackend({ root, resources }: LoadedSide): Resource | null {
  if (root.kind !== "terraform") return null;
  const blocks = resources
    .filter(({ type }) => type === "terraform")
    .flatMap((resource) =>
      (["backend", "cloud"] as const).flatMap((name): readonly Resource[] => {
        const written = resource.object[name];
        return written === undefined ? [] : [{ ...resource, object: { [name]: written } }];
      }),
    );
  const [backend, ...others] = blocks;
  if (backend === undefined || others.length > 0) return null;
  const isUnknown = [...backend.unknown.keys()].some((pointer) => /^\/(backend|cloud)(\/|$)/.test(pointer));
  return isUnknown || !isIdentified(backend.object) ? null : { ...backend, unknown: new Map() };
}

function isIdentified(object: JsonObject): boolean {
  const block = valueAt(object, ["backend", 0]) ?? valueAt(object, ["cloud", 0]);
  const type = "cloud" in object ? "cloud" : valueAt(block, ["type"]);
  const paths = typeof type === "string" && Object.hasOwn(identifying, type) ? identifying[type] : undefined;
  if (paths === undefined || !isJsonObject(block)) return false;
  return paths.every((path) => {
    const value = valueAt(block, path);
    return typeof value === "string" && value !== "";
  });
}
