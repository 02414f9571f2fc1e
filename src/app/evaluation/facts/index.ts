import { inventoryOf } from "../../../inventory/index.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import type { RootFacts } from "../../../policy/input.ts";
import { factTables } from "./tables.ts";
import type { FactSources, FactView } from "./view.ts";

export type { FactSources } from "./view.ts";

/** The tables of one root on one side, each made when a rule first asks for it. Throws for a name that is none. */
export function factsOf(
  sources: FactSources,
  { side, cluster, root, resources }: Pick<FactView, "side" | "cluster" | "root" | "resources">,
): RootFacts {
  const here = inventoryOf(sources.inventory, cluster);
  const view: FactView = {
    ...sources,
    side,
    cluster,
    root,
    resources,
    namespaces: namedNamespaces(resources),
    here,
  };
  const made = new Map<string, JsonValue>();
  const table = (name: string): JsonValue => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const make = Object.hasOwn(factTables, name) ? factTables[name] : undefined;
    if (make === undefined) throw new TypeError(`a rule asks for the facts "${name}", which nobody makes`);
    const value = make(view);
    made.set(name, value);
    return value;
  };
  return (names) => Object.fromEntries(names.map((name) => [name, table(name)]));
}

/** Namespaces that the resources stand in, that their subjects name, or that NGINX leads to. */
function namedNamespaces(resources: readonly Resource[]): readonly string[] {
  const names = new Set<string>();
  for (const { namespace, object, type } of resources) {
    if (namespace !== null && namespace !== "") names.add(namespace);
    if (type === "core/Namespace")
      addText(names, isJsonObject(object["metadata"]) ? object["metadata"]["name"] : null);
    if (type === "nginx_config") for (const name of namespacesOfServices(object)) names.add(name);
    for (const subject of isJsonArray(object["subjects"]) ? object["subjects"] : []) {
      if (isJsonObject(subject)) addText(names, subject["namespace"]);
    }
  }
  return [...names].toSorted();
}

/** In the names of services, as the DNS of the cluster has them: `http://api.shop.svc:8080`. */
function namespacesOfServices(object: JsonObject): readonly string[] {
  const names = JSON.stringify(object).matchAll(/[a-z0-9-]\.([a-z0-9-]{1,63})\.svc\b/g);
  return [...names].flatMap(([, name]) => name ?? []);
}

function addText(names: Set<string>, value: JsonValue | undefined): void {
  if (typeof value === "string" && value !== "") names.add(value);
}
