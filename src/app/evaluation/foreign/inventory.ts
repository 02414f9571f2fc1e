import { isJsonObject, type JsonObject, type JsonValue } from "../../../model/json.ts";
import { withoutMarkers } from "../../../policy/foreign/subject.ts";
import type { Loaded } from "../loaded.ts";

type Tree = { [key: string]: Tree | JsonValue };

/** `data.inventory` of Gatekeeper from everything that was read on one side: what the cluster holds besides is not in it. */
export function gatekeeperInventory(loaded: Loaded, side: "base" | "head"): JsonObject {
  const inventory: Tree = { cluster: {}, namespace: {} };
  for (const root of loaded.roots) {
    for (const { object, namespace } of root[side]?.resources ?? []) {
      const { apiVersion, kind, metadata } = object;
      const name = isJsonObject(metadata) ? metadata["name"] : undefined;
      if (typeof apiVersion !== "string" || typeof kind !== "string" || typeof name !== "string") continue;
      const above = namespace === null ? ["cluster"] : ["namespace", namespace];
      place(inventory, [...above, apiVersion, kind, name], withoutMarkers(object));
    }
  }
  return JSON.parse(JSON.stringify(inventory)) as JsonObject;
}

function place(tree: Tree, path: readonly string[], value: JsonValue): void {
  let at = tree;
  for (const step of path.slice(0, -1)) {
    const inner: Tree = (at[step] as Tree | undefined) ?? {};
    at[step] = inner;
    at = inner;
  }
  at[path.at(-1) ?? ""] = value;
}
