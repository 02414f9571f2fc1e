import { posix } from "node:path";
import { isJsonObject, type JsonObject, type JsonValue, valueAt } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { KnownEnvironments, Registry } from "../../../tenancy/index.ts";
import { environmentJson } from "./view.ts";

/** Where each backend says which of its states is meant: one name for people, made of these arguments. */
const nameArguments: Readonly<Record<string, readonly string[]>> = {
  s3: ["bucket", "key"],
  gcs: ["bucket", "prefix"],
  azurerm: ["storage_account_name", "container_name", "key"],
  consul: ["path"],
  http: ["address"],
  kubernetes: ["namespace", "secret_suffix"],
};

/** States of other roots that this one reads: what each is called, whose it is, and in which environment it stands. */
export function remoteStates(
  resources: readonly Resource[],
  registry: Registry,
  environments: KnownEnvironments,
): JsonObject {
  return Object.fromEntries(
    resources
      .filter(({ type }) => type === "data.terraform_remote_state")
      .flatMap((resource): [string, JsonValue][] => {
        const state = stateOf(resource);
        if (state === null) return [];
        const { name, keys, path } = state;
        const owner = new Set(keys.flatMap(registry.ownersOfStateKey));
        if (path !== null) for (const each of registry.ownersOfPath(path)) owner.add(each);
        const environment = environmentJson(environments.ofName(name));
        return [[resource.address, { name, owner: [...owner].sort(), environment }]];
      }),
  );
}

/** What the state of a root is called by its backend; `null` where that is not wholly written down. */
export function stateNameOf(resources: readonly Resource[]): string | null {
  const backends = resources
    .filter(({ type }) => type === "terraform")
    .flatMap((resource): readonly Resource[] => {
      const cloud = valueAt(resource.object, ["cloud", 0]);
      const written = cloud ?? valueAt(resource.object, ["backend", 0]);
      if (!isJsonObject(written)) return [];
      const backend = cloud === undefined ? (written["type"] ?? null) : "cloud";
      return [{ ...resource, object: { backend, config: written } }];
    });
  const [first] = backends;
  const state = first === undefined ? null : stateOf(first);
  return state === null || state.path !== null ? null : `${String(first?.object["backend"])} ${state.name}`;
}

interface NamedState {
  readonly name: string;
  /** What patterns of `stateKeys` are held against. */
  readonly keys: readonly string[];
  /** Of a state that is kept in the repository. */
  readonly path: string | null;
}

function stateOf({ object, location }: Resource): NamedState | null {
  const text = (...path: readonly string[]): string | null => {
    const value = valueAt(object, path) ?? valueAt(object, [path[0] ?? "", 0, ...path.slice(1)]);
    return typeof value === "string" && value !== "" ? value : null;
  };
  const backend = text("backend");
  if (backend === "local") {
    const path = text("config", "path");
    if (path === null) return null;
    const found = posix.join(posix.dirname(location.path), path);
    return { name: found, keys: [], path: found.startsWith("..") ? null : found };
  }
  if (backend === "remote" || backend === "cloud") {
    const parts = [text("config", "organization"), text("config", "workspaces", "name")];
    const listed = valueAt(object, ["config", "workspaces", 0, "name"]);
    return named([parts[0] ?? null, parts[1] ?? (typeof listed === "string" ? listed : null)]);
  }
  return named((nameArguments[backend ?? ""] ?? []).map((argument) => text("config", argument)));
}

/** The last part is what the state is called in its place; without it nobody can say which one is meant. */
function named(parts: readonly (string | null)[]): NamedState | null {
  const key = parts.at(-1) ?? null;
  if (key === null) return null;
  const name = parts.filter((part) => part !== null).join("/");
  return { name, keys: [...new Set([key, name])], path: null };
}
